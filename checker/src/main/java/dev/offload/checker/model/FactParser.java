package dev.offload.checker.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the fact of one model line. */
final class FactParser {
  private static final String THIS = "this";

  private FactParser() {}

  static Fact parse(List<String> words) throws BadLine {
    String verb = words.get(0);
    List<String> rest = words.subList(1, words.size());
    return switch (verb) {
      case "blocks" -> blocks(rest);
      case "nonblocking" -> exactly(rest, 0, new Fact.NonBlocking());
      case "trusted" -> exactly(rest, 0, new Fact.Trusted());
      case "source" -> source(rest);
      case "runs" -> runs(rest);
      case "context" -> context(rest);
      case "hosts" -> hosts(rest);
      case "executor" -> executor(rest);
      case "schedules" -> schedules(rest);
      case "function" ->
          exactly(
              rest, 1, new Fact.FunctionWrapper(parameter(word(rest, 0, "a parameter number"))));
      case "guard" -> guard(rest);
      case "done" -> done(rest);
      case "completes" -> exactly(rest, 0, new Fact.Completes());
      case "managed" -> exactly(rest, 0, new Fact.Managed());
      case "unbounded" -> exactly(rest, 0, new Fact.Unbounded());
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
                  + "' is not a fact; known are blocks, nonblocking, trusted, source, runs,"
                  + " context, hosts, function, executor, schedules, guard, done, complete,"
                  + " completes, managed, unbounded, twin");
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
    boolean isForRoom = words.size() > next && words.get(next).equals("for-room");
    exactly(words, isForRoom ? next + 1 : next, null);
    return what.equals("source")
        ? new Fact.BlocksAsSource(operand, timeout)
        : new Fact.Blocks(kind(what), timeout, isForRoom);
  }

  private static Fact done(List<String> words) throws BadLine {
    if (words.isEmpty() || words.get(0).equals("early")) {
      return exactly(words, words.size() > 1 ? 1 : words.size(), new Fact.Done(!words.isEmpty()));
    }
    if (!words.get(0).equals("when")) {
      throw new BadLine("'done' is followed by nothing, 'early' or 'when' and names of constants");
    }
    String constants = word(words, 1, "names of constants");
    return exactly(words, 2, new Fact.DoneWhen(Set.of(constants.split(","))));
  }

  private static Fact source(List<String> words) throws BadLine {
    String what = word(words, 0, "a kind, 'memory', 'this' or a parameter number");
    if (words.size() > 1 && words.get(1).equals("unless")) {
      String method = word(words, 2, "the name of a method");
      return exactly(words, 3, new Fact.SourceKind(kind(what), Optional.of(method)));
    }
    exactly(words, 1, null);
    if (what.equals("memory")) {
      return new Fact.SourceMemory();
    }
    if (what.equals(THIS) || isNumber(what)) {
      return new Fact.SourceOf(operand(what));
    }
    return new Fact.SourceKind(kind(what), Optional.empty());
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
                Fact.Place.SOURCE,
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
    Fact.Place place =
        place(
            word(words, 0, "where it runs"),
            Fact.Place.EVENT_LOOP,
            Fact.Place.CALLBACK,
            Fact.Place.WORKER);
    List<String> returning = List.of();
    int next = 1;
    if (words.size() > 1 && words.get(1).equals("returning")) {
      String names = word(words, 2, "the names of types");
      returning = ModelParser.types(List.of(names.split(",", -1)));
      next = 3;
    }
    if (words.size() > next && words.get(next).equals("when")) {
      return when(words, next, new Fact.Context(place, Set.of(), returning));
    }
    return next == 1
        ? new Fact.Context(place, after(words, next), returning)
        : exactly(words, next, new Fact.Context(place, Set.of(), returning));
  }

  private static Fact when(List<String> words, int next, Fact.Context context) throws BadLine {
    String condition = word(words, next + 1, "an attribute and its value");
    int equals = condition.indexOf('=');
    if (equals < 1 || equals == condition.length() - 1) {
      throw new BadLine("'" + condition + "' is not '<attribute>=<value>'");
    }
    return exactly(
        words,
        next + 2,
        new Fact.ContextWhen(
            context, condition.substring(0, equals), condition.substring(equals + 1)));
  }

  private static Fact hosts(List<String> words) throws BadLine {
    int handler = operand(word(words, 0, "'this' or a parameter number"));
    if (!word(words, 1, "'on'").equals("on")) {
      throw new BadLine("'" + words.get(1) + "' is not expected here");
    }
    return exactly(
        words, 3, new Fact.Hosts(handler, parameter(word(words, 2, "a parameter number"))));
  }

  private static Fact executor(List<String> words) throws BadLine {
    exactly(words, 1, null);
    return words.get(0).equals(THIS) || isNumber(words.get(0))
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
                  place(
                      target,
                      Fact.Place.EVENT_LOOP,
                      Fact.Place.WORKER,
                      Fact.Place.CALLER,
                      Fact.Place.COMMON_POOL));
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
      throw new BadLine("'complete' is followed by nothing or by 'after' and an operand");
    }
    return new Fact.CompleteAfter(operand(words.get(1)));
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
            + String.join(", ", Arrays.stream(allowed).map(FactParser::placeWord).toList()));
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
}
