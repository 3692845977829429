package dev.offload.checker;

import com.google.errorprone.ErrorProneFlags;
import dev.offload.checker.model.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The options under {@code -XepOpt:Offload:}. A bad value is a problem to report, never an
 * exception: the compilation goes on with the default.
 *
 * @param models paths of the user's model files
 * @param kinds the opt-in kinds to report
 * @param nonBlockingAnnotations qualified names of further annotations that mean
 *     {@code @NonBlocking}
 * @param blockingAnnotations qualified names of further annotations that mean {@code @Blocking}
 * @param executor the expression for the executor that fixes move blocking work to
 * @param problems what was wrong, each naming the option and what is allowed
 */
record Options(
    List<String> models,
    Set<Kind> kinds,
    List<String> nonBlockingAnnotations,
    List<String> blockingAnnotations,
    Optional<String> executor,
    List<String> problems) {
  private static final String IDENTIFIER = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
  private static final String QUALIFIED_NAME = IDENTIFIER + "(\\." + IDENTIFIER + ")+";
  private static final String EXPRESSION =
      QUALIFIED_NAME + "(\\(\\))?(\\." + IDENTIFIER + "(\\(\\))?)*";
  private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.commonPool()";
  private static final String PREFIX = "Offload:";
  private static final String MODELS = PREFIX + "Models";
  private static final String KINDS = PREFIX + "Kinds";
  private static final String NON_BLOCKING_ANNOTATIONS = PREFIX + "NonBlockingAnnotations";
  private static final String BLOCKING_ANNOTATIONS = PREFIX + "BlockingAnnotations";
  private static final String EXECUTOR = PREFIX + "Executor";
  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(MODELS, KINDS, NON_BLOCKING_ANNOTATIONS, BLOCKING_ANNOTATIONS, EXECUTOR));

  static Options parse(ErrorProneFlags flags) {
    List<String> problems = new ArrayList<>();
    flags.getFlagsMap().keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !KNOWN.contains(name))
        .sorted()
        .forEach(
            name ->
                problems.add(
                    "-XepOpt:"
                        + name
                        + " is not an option; there are "
                        + String.join(", ", KNOWN)));
    return new Options(
        list(flags, MODELS),
        kinds(flags, problems),
        annotations(flags, NON_BLOCKING_ANNOTATIONS, problems),
        annotations(flags, BLOCKING_ANNOTATIONS, problems),
        executor(flags, problems),
        List.copyOf(problems));
  }

  private static Set<Kind> kinds(ErrorProneFlags flags, List<String> problems) {
    Set<Kind> result = EnumSet.noneOf(Kind.class);
    for (String word : list(flags, KINDS)) {
      Optional<Kind> kind = Kind.of(word).filter(Kind::isOptIn);
      kind.ifPresent(result::add);
      if (kind.isEmpty()) {
        problems.add(
            "-XepOpt:"
                + KINDS
                + "="
                + word
                + ": allowed are "
                + Arrays.stream(Kind.values())
                    .filter(Kind::isOptIn)
                    .map(Kind::word)
                    .collect(Collectors.joining(", ")));
      }
    }
    return result;
  }

  private static List<String> annotations(
      ErrorProneFlags flags, String option, List<String> problems) {
    List<String> names = new ArrayList<>();
    for (String name : list(flags, option)) {
      if (name.matches(QUALIFIED_NAME)) {
        names.add(name);
      } else {
        problems.add(
            "-XepOpt:" + option + "=" + name + ": allowed are qualified names of annotations");
      }
    }
    return names;
  }

  private static Optional<String> executor(ErrorProneFlags flags, List<String> problems) {
    Optional<String> value = flags.get(EXECUTOR).map(String::strip);
    Optional<String> expression =
        value.filter(each -> each.matches(EXPRESSION) && !each.equals(COMMON_POOL));
    if (value.isPresent() && expression.isEmpty()) {
      problems.add(
          "-XepOpt:"
              + EXECUTOR
              + "="
              + value.get()
              + ": allowed is a qualified field or method without arguments, such as"
              + " com.acme.Pools.io(), but not the common pool, which must not be blocked");
    }
    return expression;
  }

  private static List<String> list(ErrorProneFlags flags, String option) {
    return flags.get(option).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
