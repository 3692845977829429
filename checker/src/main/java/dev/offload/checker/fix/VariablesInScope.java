package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.FindIdentifiers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
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
                variable.owner instanceof ClassSymbol
                    ? variable.isStatic() || isOfInstance(variable, path, site)
                    : ASTHelpers.isConsideredFinal(variable))
        .toList();
  }

  /** Whether code has an instance with the field; Error Prone does not ask for inherited ones. */
  private static boolean isOfInstance(VarSymbol field, TreePath path, Site site) {
    for (TreePath each = path; each != null; each = each.getParentPath()) {
      Symbol symbol = ASTHelpers.getSymbol(each.getLeaf());
      boolean isOwner =
          each.getLeaf() instanceof ClassTree
              && ((ClassSymbol) symbol).isSubClass(field.owner, site.state().getTypes());
      boolean isStatic =
          (each.getLeaf() instanceof ClassTree || each.getLeaf() instanceof MethodTree)
              && symbol.isStatic();
      if (isOwner || isStatic) {
        return isOwner;
      }
    }
    return false;
  }
}
