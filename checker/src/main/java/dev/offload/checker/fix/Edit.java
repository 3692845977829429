package dev.offload.checker.fix;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.errorprone.fixes.SuggestedFix;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A change of one file.
 *
 * <p>Error Prone's own fixes do not tell their ranges in the same way in all its versions, so they
 * are made from this at the very end.
 *
 * @param replacements do not overlap
 * @param imports qualified names of classes
 * @param unused imports that are to go
 * @param rests what cuts leave to do
 */
record Edit(
    List<Replacement> replacements, Set<String> imports, Set<String> unused, Set<Rest> rests) {
  /** Changes nothing. */
  static final Edit NONE = new Edit(List.of(), Set.of());

  private static final int MOST_SHOWN = 120;

  /** New text for the characters from {@code start} up to {@code end}. */
  record Replacement(int start, int end, String text) {
    boolean covers(Replacement other) {
      return start <= other.start && other.end <= end;
    }

    boolean touches(Replacement other) {
      return start <= other.end && other.start <= end;
    }
  }

  /**
   * The code behind a cut, which becomes a callback as it is, or a callback that stays one: other
   * fixes may change it.
   *
   * @param body of the function, which yields a stage afterwards, or a callback
   */
  record Rest(Tree body, int start, int end) {
    boolean contains(int position) {
      return start <= position && position < end;
    }

    boolean contains(Replacement replacement) {
      return start <= replacement.start && replacement.end <= end;
    }
  }

  Edit {
    replacements =
        replacements.stream()
            .sorted(comparingInt(Replacement::start).thenComparingInt(Replacement::end))
            .toList();
    imports = Set.copyOf(imports);
    unused = Set.copyOf(unused);
    rests = Set.copyOf(rests);
  }

  Edit(List<Replacement> replacements, Set<String> imports) {
    this(replacements, imports, Set.of(), Set.of());
  }

  static Edit replace(int start, int end, String text) {
    return NONE.and(start, end, text);
  }

  Edit and(int start, int end, String text) {
    List<Replacement> more = new ArrayList<>(replacements);
    more.add(new Replacement(start, end, text));
    return new Edit(more, imports, unused, rests);
  }

  /** Both; they must not touch each other, but for replacements that are the same. */
  Edit and(Edit other) {
    Set<Replacement> more = new LinkedHashSet<>(replacements);
    more.addAll(other.replacements);
    return new Edit(
        List.copyOf(more),
        union(imports, other.imports),
        union(unused, other.unused),
        union(rests, other.rests));
  }

  Edit importing(Set<String> more) {
    return new Edit(replacements, union(imports, more), unused, rests);
  }

  Edit withoutImports(Set<String> more) {
    return new Edit(replacements, imports, union(unused, more), rests);
  }

  Edit leaving(Rest rest) {
    return new Edit(replacements, imports, unused, union(rests, Set.of(rest)));
  }

  /** Whether it has the text of that in new text. */
  boolean moves(Rest rest) {
    return replacements.stream()
        .anyMatch(each -> each.start() <= rest.start() && rest.end() <= each.end());
  }

  /** What changes in there. */
  Edit within(Rest rest) {
    return only(rest::contains);
  }

  /** What changes elsewhere. */
  Edit without(Rest rest) {
    return only(each -> !rest.contains(each));
  }

  /** What becomes of the code around what is left to do. */
  Edit around(Rest rest) {
    return only(each -> each.start() <= rest.start() && rest.end() <= each.end());
  }

  private Edit only(Predicate<Replacement> wanted) {
    return new Edit(replacements.stream().filter(wanted).toList(), imports, unused, rests);
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    return Stream.concat(some.stream(), more.stream()).collect(toSet());
  }

  /** Nothing else may change before a position: what the edit does may take other findings away. */
  Edit upTo(int position) {
    return and(position, position, "");
  }

  /** The same with the line ends of the text that it changes. */
  Edit withLineEndsOf(String text) {
    if (!text.contains("\r\n")) {
      return this;
    }
    return mapping(each -> each.replace("\r\n", "\n").replace("\n", "\r\n"));
  }

  /** The same with other new texts. */
  Edit mapping(UnaryOperator<String> change) {
    return new Edit(
        replacements.stream()
            .map(each -> new Replacement(each.start(), each.end(), change.apply(each.text())))
            .toList(),
        imports,
        unused,
        rests);
  }

  /** The same with another last text. */
  Edit mappingLast(UnaryOperator<String> change) {
    List<Replacement> changed = new ArrayList<>(replacements);
    Replacement last = changed.remove(changed.size() - 1);
    changed.add(new Replacement(last.start(), last.end(), change.apply(last.text())));
    return new Edit(changed, imports, unused, rests);
  }

  int start() {
    return replacements.get(0).start();
  }

  int end() {
    return replacements.get(replacements.size() - 1).end();
  }

  /** Whether applying both at once might mix them up. */
  boolean touches(Edit other) {
    return start() <= other.end() && other.start() <= end();
  }

  /** Whether a position is between the first and the last character that change. */
  boolean covers(int position) {
    return start() <= position && position <= end();
  }

  /** Whether two replacements are of the same text, which no edit can do. */
  boolean overlaps() {
    return IntStream.range(1, replacements.size())
        .anyMatch(i -> replacements.get(i).start() < replacements.get(i - 1).end());
  }

  /** The whole text with the replacements, without the imports. */
  String applyTo(String text) {
    StringBuilder result = new StringBuilder();
    int done = 0;
    for (Replacement each : replacements) {
      result.append(text, done, each.start()).append(each.text());
      done = each.end();
    }
    return result.append(text.substring(done)).toString();
  }

  SuggestedFix toSuggestedFix() {
    SuggestedFix.Builder fix = SuggestedFix.builder();
    replacements.stream()
        .filter(each -> each.start() < each.end() || !each.text().isEmpty())
        .forEach(each -> fix.replace(each.start(), each.end(), each.text()));
    imports.forEach(fix::addImport);
    unused.forEach(fix::removeImport);
    return fix.build();
  }

  /**
   * The changed lines as they are afterwards, joined to one; empty for a single line, which Error
   * Prone shows: it shows but the first.
   */
  Optional<String> summary(String text) {
    int start = text.lastIndexOf('\n', start() - 1) + 1;
    int lineEnd = text.indexOf('\n', end());
    String before = lineEnd < 0 ? text : text.substring(0, lineEnd);
    List<String> lines =
        applyTo(before)
            .substring(start)
            .lines()
            .map(line -> line.replaceAll("\\s//[^\"']*$", "").strip())
            .toList();
    if (lines.size() < 2) {
      return Optional.empty();
    }
    String joined =
        lines.stream()
            .filter(line -> !line.isEmpty() && !line.startsWith("//"))
            .collect(joining(" "))
            .replaceAll("(?<=\\() | (?=[).])", "");
    return Optional.of(
        joined.length() <= MOST_SHOWN ? joined : joined.substring(0, MOST_SHOWN).strip() + " ...");
  }
}
