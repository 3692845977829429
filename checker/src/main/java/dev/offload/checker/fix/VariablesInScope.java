package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.FindIdentifiers;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields, and locals that a lambda can use, by their type. */
final class VariablesInScope {
  private VariablesInScope() {}

  /** Those that code at {@code path} can use by their names. */
  static List<VarSymbol> of(String type, TreePath path, Site site) {
    Map<String, VarSymbol> visible = new LinkedHashMap<>();
    // Error Prone takes the arguments of static methods for a static context: ask outside, too.
    for (TreePath each = path;
        !(each.getLeaf() instanceof ClassTree);
        each = each.getParentPath()) {
      FindIdentifiers.findAllIdents(site.state().withPath(each))
          .forEach(variable -> visible.putIfAbsent(variable.name.toString(), variable));
    }
    return visible.values().stream()
        .filter(variable -> site.isA(variable.type, type))
        .filter(
            variable ->
                variable.owner instanceof ClassSymbol || ASTHelpers.isConsideredFinal(variable))
        .toList();
  }
}
