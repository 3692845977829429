package dev.offload.checker.fix;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;

/** Names that nothing in the method or field around a place uses. */
final class FreshNames {
  private final Set<String> used = new HashSet<>();

  FreshNames(TreePath place) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree tree, Void unused) {
        used.add(tree.getName().toString());
        return super.visitVariable(tree, null);
      }

      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        used.add(tree.getName().toString());
        return super.visitIdentifier(tree, null);
      }
    }.scan(member(place), null);
  }

  /** The outermost method, field or initialiser: a name in it may hide one of the class. */
  private static Tree member(TreePath place) {
    Tree member = place.getCompilationUnit();
    TreePath path = place;
    while (path.getParentPath().getParentPath() != null) {
      member = path.getLeaf();
      path = path.getParentPath();
    }
    return member;
  }

  /** Such a name: {@code value}, {@code value2}. */
  String of(String wish) {
    String name = wish;
    for (int i = 2; used.contains(name); i++) {
      name = wish + i;
    }
    return name;
  }
}
