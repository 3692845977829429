package dev.offload.checker.fix;

import com.sun.source.tree.ImportTree;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Imports of classes that an edit leaves without use. Comments count as uses. */
final class UnusedImports {
  private UnusedImports() {}

  /** Their qualified names. */
  static Set<String> after(Edit edit, Site site) {
    if (!site.canChangeImports()) {
      return Set.of();
    }
    String before = site.text();
    String after = edit.applyTo(before);
    return site.unit().getImports().stream()
        .filter(each -> !each.isStatic())
        .map(ImportTree::getQualifiedIdentifier)
        .map(Object::toString)
        .filter(name -> !isUsed(name, after) && isUsed(name, before))
        .collect(Collectors.toSet());
  }

  private static boolean isUsed(String qualifiedName, String text) {
    String name = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    // Once it is in the import itself.
    return name.equals("*")
        || Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).results().count() > 1;
  }
}
