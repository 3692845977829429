package dev.offload.checker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads model files. A bad line is one problem; the rest of the file counts. */
public final class ModelParser {
  private static final String THIS = "this";
  private static final Pattern COMMENT = Pattern.compile("\\s#");

  private final String file;
  private final Consumer<ModelProblem> problems;
  private String framework = "";

  private ModelParser(String file, Consumer<ModelProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Parses the text of a model file.
   *
   * @param file the name for messages
   */
  public static List<ModelLine> parse(String file, String text, Consumer<ModelProblem> problems) {
    return new ModelParser(file, problems).parse(text);
  }

  private List<ModelLine> parse(String text) {
    List<ModelLine> lines = new ArrayList<>();
    int number = 0;
    boolean isFirst = true;
    for (String line : text.split("\\R", -1)) {
      number++;
      String content = withoutComment(line).strip();
      if (content.isEmpty()) {
        continue;
      }
      try {
        if (content.equals("framework") || content.startsWith("framework ")) {
          parseFramework(content, isFirst);
        } else {
          lines.add(parseLine(number, content));
        }
      } catch (BadLine e) {
        problems.accept(new ModelProblem(file, number, e.getMessage()));
      }
      isFirst = false;
    }
    return lines;
  }

  private void parseFramework(String content, boolean isFirst) throws BadLine {
    String name = content.substring("framework".length()).strip();
    if (name.isEmpty()) {
      throw new BadLine("expected a name behind 'framework'");
    }
    if (!isFirst) {
      throw new BadLine("'framework' stands on the first line or nowhere");
    }
    framework = name;
  }

  private static String withoutComment(String line) {
    if (line.stripLeading().startsWith("#")) {
      return "";
    }
    return COMMENT.split(line, 2)[0];
  }

  private ModelLine parseLine(int number, String content) throws BadLine {
    List<String> words = Arrays.asList(content.split("\\s+"));
    Subject subject =
        Subject.parse(words.get(0))
            .orElseThrow(() -> new BadLine("'" + words.get(0) + "' is not a subject"));
    if (words.size() < 2) {
      throw new BadLine("no fact about '" + subject + "'");
    }
    Fact fact = parseFact(words.subList(1, words.size()));
    if (!isAbout(fact, subject)) {
      throw new BadLine("'" + words.get(1) + "' says nothing about " + describe(subject));
    }
    return new ModelLine(file, number, framework, subject, fact);
  }

  /** Whether a fact makes sense for a subject: the column "on" in docs/models.md. */
  private static boolean isAbout(Fact fact, Subject subject) {
    boolean isConstructor = subject.member().equals(Subject.CONSTRUCTOR);
    return switch (subject.sort()) {
      case PACKAGE -> fact instanceof Fact.Trusted;
      case TYPE ->
          fact instanceof Fact.Trusted
              || fact instanceof Fact.NonBlocking
              || fact instanceof Fact.SourceKind
              || fact instanceof Fact.SourceMemory
              || fact instanceof Fact.ExecutorOf;
      case MEMBER ->
          !isConstructor
              || !(fact instanceof Fact.Context
                  || fact instanceof Fact.Schedules
                  || fact instanceof Fact.Guard
                  || fact instanceof Fact.Done
                  || fact.equals(new Fact.SourceOf(Fact.THIS)));
    };
  }

  private static String describe(Subject subject) {
    return switch (subject.sort()) {
      case PACKAGE -> "a package; it can only be 'trusted'";
      case TYPE -> "a type";
      case MEMBER -> "a constructor";
    };
  }

  private static Fact parseFact(List<String> words) throws BadLine {
    String verb = words.get(0);
    List<String> rest = words.subList(1, words.size());
    return switch (verb) {
      case "blocks" -> blocks(rest);
      case "nonblocking" -> exactly(rest, 0, new Fact.NonBlocking());
      case "trusted" -> exactly(rest, 0, new Fact.Trusted());
      case "source" -> source(rest);
      case "runs" -> runs(rest);
      case "context" -> context(rest);
      case "executor" -> executor(rest);
      case "schedules" -> schedules(rest);
      case "guard" -> guard(rest);
      case "done" -> exactly(rest, 0, new Fact.Done());
      case "complete" -> complete(rest);
      case "twin" -> {
        if (rest.isEmpty()) {
          throw new BadLine("'twin' needs a text");
        }
        yield new Fact.Twin(String.join(" ", rest));
      }
      default ->
          throw new BadLine(
              "'"
                  + verb
                  + "' is not a fact; known are blocks, nonblocking, trusted, source, runs, context,"
                  + " executor, schedules, guard, done, complete, twin");
    };
  }

  private static Fact blocks(List<String> words) throws BadLine {
    String what = word(words, 0, "a kind");
    int next = 1;
    int operand = Fact.THIS;
    if (what.equals("source") && words.size() > 1 && isNumber(words.get(1))) {
      operand = operand(words.get(1));
      next = 2;
    }
    Optional<Integer> timeout = Optional.empty();
    if (words.size() > next && words.get(next).equals("timeout")) {
      timeout = Optional.of(parameter(word(words, next + 1, "a parameter number")));
      next += 2;
    }
    exactly(words, next, null);
    return what.equals("source")
        ? new Fact.BlocksAsSource(operand, timeout)
        : new Fact.Blocks(kind(what), timeout);
  }

  private static Fact source(List<String> words) throws BadLine {
    String what = word(words, 0, "a kind, 'memory', 'this' or a parameter number");
    exactly(words, 1, null);
    if (what.equals("memory")) {
      return new Fact.SourceMemory();
    }
    if (what.equals(THIS) || isNumber(what)) {
      return new Fact.SourceOf(operand(what));
    }
    return new Fact.SourceKind(kind(what));
  }

  private static Fact runs(List<String> words) throws BadLine {
    int parameter = parameter(word(words, 0, "a parameter number"));
    String where = word(words, 1, "where it runs");
    int next = 2;
    int executor = Fact.THIS;
    if (where.equals("on")) {
      executor = operand(word(words, 2, "an executor operand"));
      next = 3;
    }
    Set<Integer> after = after(words, next);
    return where.equals("on")
        ? new Fact.RunsOn(parameter, executor, after)
        : new Fact.RunsAt(
            parameter,
            place(
                where,
                Fact.Place.INLINE,
                Fact.Place.CALLBACK,
                Fact.Place.OPERATOR,
                Fact.Place.EVENT_LOOP,
                Fact.Place.WORKER,
                Fact.Place.COMMON_POOL),
            after);
  }

  /** The operands behind {@code after}, which may stand at the end of a line. */
  private static Set<Integer> after(List<String> words, int next) throws BadLine {
    if (words.size() <= next) {
      return Set.of();
    }
    if (!words.get(next).equals("after")) {
      throw new BadLine("'" + words.get(next) + "' is not expected here");
    }
    Set<Integer> result = new HashSet<>();
    for (String operand : word(words, next + 1, "operands").split(",", -1)) {
      result.add(operand(operand));
    }
    exactly(words, next + 2, null);
    return Set.copyOf(result);
  }

  private static Fact context(List<String> words) throws BadLine {
    String where = word(words, 0, "where it runs");
    return new Fact.Context(
        place(where, Fact.Place.EVENT_LOOP, Fact.Place.CALLBACK, Fact.Place.WORKER),
        parameters(after(words, 1)));
  }

  private static Set<Integer> parameters(Set<Integer> operands) throws BadLine {
    if (operands.contains(Fact.THIS)) {
      throw new BadLine("'this' is not a parameter number");
    }
    return operands;
  }

  private static Fact executor(List<String> words) throws BadLine {
    exactly(words, 1, null);
    return isNumber(words.get(0))
        ? new Fact.ExecutorWrapper(operand(words.get(0)))
        : new Fact.ExecutorOf(
            place(
                words.get(0),
                Fact.Place.EVENT_LOOP,
                Fact.Place.WORKER,
                Fact.Place.CALLER,
                Fact.Place.COMMON_POOL));
  }

  private static Fact schedules(List<String> words) throws BadLine {
    exactly(words, 2, null);
    String target = words.get(1);
    return switch (words.get(0)) {
      case "upstream" -> new Fact.SchedulesUpstream(parameter(target));
      case "downstream" ->
          isNumber(target)
              ? new Fact.SchedulesDownstream(operand(target))
              : new Fact.SchedulesDownstreamAt(
                  place(target, Fact.Place.EVENT_LOOP, Fact.Place.WORKER));
      default -> throw new BadLine("'schedules' needs 'upstream' or 'downstream'");
    };
  }

  private static Fact guard(List<String> words) throws BadLine {
    exactly(words, 1, null);
    return switch (words.get(0)) {
      case "non-blocking" -> new Fact.Guard(false);
      case "blocking-ok" -> new Fact.Guard(true);
      default -> throw new BadLine("'guard' needs 'non-blocking' or 'blocking-ok'");
    };
  }

  private static Fact complete(List<String> words) throws BadLine {
    if (words.isEmpty()) {
      return new Fact.Complete();
    }
    exactly(words, 2, null);
    if (!words.get(0).equals("after")) {
      throw new BadLine("'complete' is followed by nothing or by 'after <parameter number>'");
    }
    return new Fact.CompleteAfter(parameter(words.get(1)));
  }

  private static Fact.Place place(String word, Fact.Place... allowed) throws BadLine {
    for (Fact.Place place : allowed) {
      if (placeWord(place).equals(word)) {
        return place;
      }
    }
    throw new BadLine(
        "'"
            + word
            + "' is not allowed here; allowed are "
            + String.join(", ", Arrays.stream(allowed).map(ModelParser::placeWord).toList()));
  }

  private static String placeWord(Fact.Place place) {
    return place.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static Kind kind(String word) throws BadLine {
    return Kind.of(word)
        .filter(kind -> kind != Kind.DECLARED)
        .orElseThrow(() -> new BadLine("'" + word + "' is not a kind"));
  }

  private static boolean isNumber(String word) {
    return word.length() < 4 && !word.isEmpty() && word.chars().allMatch(Character::isDigit);
  }

  private static int parameter(String word) throws BadLine {
    if (!isNumber(word)) {
      throw new BadLine("'" + word + "' is not a parameter number");
    }
    return Integer.parseInt(word);
  }

  private static int operand(String word) throws BadLine {
    return word.equals(THIS) ? Fact.THIS : parameter(word);
  }

  private static String word(List<String> words, int index, String expected) throws BadLine {
    if (index >= words.size()) {
      throw new BadLine("expected " + expected);
    }
    return words.get(index);
  }

  private static <T> T exactly(List<String> words, int count, T result) throws BadLine {
    if (words.size() > count) {
      throw new BadLine("'" + words.get(count) + "' is not expected here");
    }
    if (words.size() < count) {
      throw new BadLine("something is missing at the end");
    }
    return result;
  }

  private static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String reason) {
      super(reason);
    }
  }
}
