package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Calls of a method by code of its file that holds a lock. What the method does is a part of their
 * sections, unless it happens on another thread; and if they wait for that thread, it may wait for
 * them.
 */
final class CalledWhileHeld {
  private CalledWhileHeld() {}

  /** Why {@code method} must do what it does before it returns. */
  static Optional<String> obstacle(MethodTree method, Site site) {
    MethodSymbol symbol = ASTHelpers.getSymbol(method);
    TreePathScanner<Optional<String>, Void> scanner =
        new TreePathScanner<>() {
          @Override
          public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            return reduce(
                called(ASTHelpers.getSymbol(tree)), super.visitMethodInvocation(tree, null));
          }

          @Override
          public Optional<String> visitMemberReference(MemberReferenceTree tree, Void unused) {
            return reduce(
                called(ASTHelpers.getSymbol(tree)), super.visitMemberReference(tree, null));
          }

          private Optional<String> called(Symbol called) {
            return symbol.equals(called) ? holder(getCurrentPath(), site) : Optional.empty();
          }

          @Override
          public Optional<String> reduce(Optional<String> first, Optional<String> second) {
            return first != null && first.isPresent() ? first : second;
          }
        };
    Optional<String> holder = scanner.scan(new TreePath(site.unit()), null);
    return holder == null
        ? Optional.empty()
        : holder.map(
            name ->
                name
                    + " calls this method while it holds a lock, which another thread would not"
                    + " have; give the lock back before the call");
  }

  /** How messages call a method, callback or initializer. */
  static String name(Tree function) {
    if (function instanceof MethodTree method) {
      return method.getReturnType() == null ? "a constructor" : "`" + method.getName() + "`";
    }
    return function instanceof ClassTree ? "an initializer" : "a callback";
  }

  /** The method that holds a lock at {@code path}. */
  private static Optional<String> holder(TreePath path, Site site) {
    boolean isHeld = false;
    for (TreePath each = path; each.getParentPath() != null; each = each.getParentPath()) {
      Tree tree = each.getLeaf();
      if (tree instanceof ClassTree) {
        return isHeld ? Optional.of(name(tree)) : Optional.empty();
      }
      if (tree instanceof MethodTree method) {
        return isHeld || method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)
            ? Optional.of(name(method))
            : Optional.empty();
      }
      isHeld = isHeld || LockedSection.with(each, site).isPresent();
    }
    return Optional.empty();
  }
}
