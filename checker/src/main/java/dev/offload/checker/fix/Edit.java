package dev.offload.checker.fix;

import com.google.errorprone.fixes.SuggestedFix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of one file.
 *
 * <p>Error Prone's own fixes do not tell their ranges in the same way in all its versions, so they
 * are made from this at the very end.
 *
 * @param replacements do not overlap
 * @param imports qualified names of classes
 */
record Edit(List<Replacement> replacements, Set<String> imports) {
  /** New text for the characters from {@code start} up to {@code end}. */
  record Replacement(int start, int end, String text) {}

  Edit {
    replacements =
        replacements.stream().sorted(Comparator.comparingInt(Replacement::start)).toList();
    imports = Set.copyOf(imports);
  }

  static Edit replace(int start, int end, String text) {
    return new Edit(List.of(new Replacement(start, end, text)), Set.of());
  }

  Edit and(int start, int end, String text) {
    List<Replacement> more = new ArrayList<>(replacements);
    more.add(new Replacement(start, end, text));
    return new Edit(more, imports);
  }

  Edit importing(Set<String> more) {
    Set<String> all = new TreeSet<>(imports);
    all.addAll(more);
    return new Edit(replacements, all);
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
    replacements.forEach(each -> fix.replace(each.start(), each.end(), each.text()));
    imports.forEach(fix::addImport);
    return fix.build();
  }
}
