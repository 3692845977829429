package dev.offload.checker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads model files. A bad line is one problem; the rest of the file counts. */
public final class ModelParser {
  private static final Pattern COMMENT = Pattern.compile("\\s#");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final String file;
  private final Consumer<ModelProblem> problems;
  private final Predicate<String> isOnClassPath;
  private String framework = "";

  private ModelParser(
      String file, Consumer<ModelProblem> problems, Predicate<String> isOnClassPath) {
    this.file = file;
    this.problems = problems;
    this.isOnClassPath = isOnClassPath;
  }

  /**
   * Parses the text of a model file.
   *
   * @param file the name for messages
   * @param isOnClassPath whether the compilation knows a type, by its binary name; files about
   *     other libraries have no lines
   */
  public static List<ModelLine> parse(
      String file, String text, Consumer<ModelProblem> problems, Predicate<String> isOnClassPath) {
    return new ModelParser(file, problems, isOnClassPath).parse(text);
  }

  private List<ModelLine> parse(String text) {
    List<ModelLine> lines = new ArrayList<>();
    int number = 0;
    boolean isFirst = true;
    boolean isHeader = true;
    for (String line : text.split("\\R", -1)) {
      number++;
      String content = withoutComment(line).strip();
      if (content.isEmpty()) {
        continue;
      }
      try {
        List<String> words = List.of(BLANKS.split(content));
        switch (words.get(0)) {
          case "framework" -> parseFramework(content, isFirst);
          case "with", "without" -> {
            if (isKnown(words, isHeader) != words.get(0).equals("with")) {
              return List.of();
            }
          }
          default -> {
            isHeader = false;
            lines.add(parseLine(number, words));
          }
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

  /** Whether the compilation knows one of the types that a condition names. */
  private boolean isKnown(List<String> condition, boolean isHeader) throws BadLine {
    if (!isHeader) {
      throw new BadLine("'" + condition.get(0) + "' stands above all facts");
    }
    types(condition.subList(1, condition.size()));
    return condition.stream().skip(1).anyMatch(isOnClassPath);
  }

  static List<String> types(List<String> names) throws BadLine {
    if (names.isEmpty()) {
      throw new BadLine("expected the name of a type");
    }
    for (String name : names) {
      if (Subject.parse(name).filter(type -> type.sort() == Subject.Sort.TYPE).isEmpty()) {
        throw new BadLine("'" + name + "' is not the name of a type");
      }
    }
    return names;
  }

  private static String withoutComment(String line) {
    if (line.stripLeading().startsWith("#")) {
      return "";
    }
    return line.indexOf('#') < 0 ? line : COMMENT.split(line, 2)[0];
  }

  private ModelLine parseLine(int number, List<String> words) throws BadLine {
    Subject subject =
        Subject.parse(words.get(0))
            .orElseThrow(() -> new BadLine("'" + words.get(0) + "' is not a subject"));
    if (words.size() < 2) {
      throw new BadLine("no fact about '" + subject + "'");
    }
    Fact fact = FactParser.parse(words.subList(1, words.size()));
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
              || (fact instanceof Fact.Blocks blocks
                  && blocks.timeout().isEmpty()
                  && !blocks.isForRoom())
              || (fact instanceof Fact.Context context && context.after().isEmpty())
              || fact instanceof Fact.ContextWhen
              || fact instanceof Fact.SourceKind
              || fact instanceof Fact.SourceMemory
              || fact instanceof Fact.ExecutorOf;
      case MEMBER -> isConstructor ? isAboutConstructors(fact) : isAboutMethods(fact);
    };
  }

  private static boolean isAboutConstructors(Fact fact) {
    return !(fact instanceof Fact.Context
        || fact instanceof Fact.ContextWhen
        || fact instanceof Fact.Schedules
        || fact instanceof Fact.Guard
        || fact instanceof Fact.Done
        || fact instanceof Fact.DoneWhen
        || fact instanceof Fact.Completes
        || fact instanceof Fact.Managed
        || (fact instanceof Fact.Hosts hosts && hosts.handler() == Fact.THIS)
        || fact.equals(new Fact.SourceOf(Fact.THIS))
        || fact.equals(new Fact.ExecutorWrapper(Fact.THIS)));
  }

  private static boolean isAboutMethods(Fact fact) {
    return !(fact instanceof Fact.Unbounded || fact instanceof Fact.ContextWhen)
        && !(fact instanceof Fact.Context context && !context.returning().isEmpty());
  }

  private static String describe(Subject subject) {
    return switch (subject.sort()) {
      case PACKAGE -> "a package; it can only be 'trusted'";
      case TYPE -> "a type";
      case MEMBER -> subject.member().equals(Subject.CONSTRUCTOR) ? "a constructor" : "a method";
    };
  }
}
