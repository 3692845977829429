package dev.offload.checker.fix;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Variables to declare in front of a statement, part of which becomes a lambda.
 *
 * @param declarations as source text
 * @param site where the source text of code has the variables instead of what they stand for
 */
record NewVariables(List<String> declarations, Site site) {
  static NewVariables none(Site site) {
    return new NewVariables(List.of(), site);
  }

  /**
   * Final copies of variables that are assigned more than once: {@code String finalName = name;}.
   */
  static NewVariables copies(Map<VarSymbol, List<IdentifierTree>> uses, Site site) {
    List<String> declarations = new ArrayList<>();
    List<Replacement> renames = new ArrayList<>();
    uses.forEach(
        (variable, trees) -> {
          String name = variable.name.toString();
          String copy =
              site.freshName("final" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
          declarations.add(type(variable, site) + " " + copy + " = " + name + ";");
          trees.forEach(
              tree -> renames.add(new Replacement(site.start(tree), site.end(tree), copy)));
        });
    return new NewVariables(declarations, site.renaming(renames));
  }

  private static String type(VarSymbol variable, Site site) {
    JCTree declaration = TreeInfo.declarationFor(variable, (JCTree) site.unit());
    if (declaration instanceof JCVariableDecl local && !local.declaredUsingVar()) {
      VariableTree tree = local;
      int end = site.end(tree.getType());
      boolean isWritten = site.start(tree.getType()) < end;
      // Behind the name stand the brackets of `String names[]`.
      boolean isWhole = end <= local.pos;
      if (isWritten && isWhole) {
        return site.source(tree.getType()).replace("...", "[]");
      }
    }
    return "var";
  }

  boolean isEmpty() {
    return declarations.isEmpty();
  }

  /** Text to put in front of a statement. */
  String before(String newLine) {
    return declarations.stream().map(each -> each + newLine).collect(Collectors.joining());
  }
}
