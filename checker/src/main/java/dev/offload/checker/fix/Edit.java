package dev.offload.checker.fix;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.fixes.SuggestedFix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A change of one file.
 *
 * <p>Error Prone's own fixes do not tell their ranges in the same way in all its versions, so they
 * are made from this at the very end.
 *
 * @param replacements do not overlap
 * @param imports qualified names of classes
 * @param unused imports that are to go
 */
record Edit(List<Replacement> replacements, Set<String> imports, Set<String> unused) {
  private static final int MOST_SHOWN = 120;

  /** New text for the characters from {@code start} up to {@code end}. */
  record Replacement(int start, int end, String text) {}

  Edit {
    replacements =
        replacements.stream().sorted(Comparator.comparingInt(Replacement::start)).toList();
    imports = Set.copyOf(imports);
    unused = Set.copyOf(unused);
  }

  Edit(List<Replacement> replacements, Set<String> imports) {
    this(replacements, imports, Set.of());
  }

  static Edit replace(int start, int end, String text) {
    return new Edit(List.of(new Replacement(start, end, text)), Set.of());
  }

  Edit and(int start, int end, String text) {
    List<Replacement> more = new ArrayList<>(replacements);
    more.add(new Replacement(start, end, text));
    return new Edit(more, imports, unused);
  }

  /** Both; they must not touch each other. */
  Edit and(Edit other) {
    List<Replacement> more = new ArrayList<>(replacements);
    more.addAll(other.replacements);
    return new Edit(more, imports, unused).importing(other.imports).withoutImports(other.unused);
  }

  Edit importing(Set<String> more) {
    Set<String> all = new TreeSet<>(imports);
    all.addAll(more);
    return new Edit(replacements, all, unused);
  }

  Edit withoutImports(Set<String> more) {
    Set<String> all = new TreeSet<>(unused);
    all.addAll(more);
    return new Edit(replacements, imports, all);
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
    return new Edit(
        replacements.stream()
            .map(
                each ->
                    new Replacement(
                        each.start(),
                        each.end(),
                        each.text().replace("\r\n", "\n").replace("\n", "\r\n")))
            .toList(),
        imports,
        unused);
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
