package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.HashSet;
import java.util.Set;

/** Locks that belong to the thread which took them: {@code java.util.concurrent.locks.Lock}. */
final class HeldLocks {
  private static final Set<String> OWNED =
      Set.of("java.util.concurrent.locks.Lock", "java.util.concurrent.locks.Condition");

  private HeldLocks() {}

  /** Whether code takes or gives back a lock, or waits for its condition. */
  static boolean areUsed(Tree code, Site site) {
    return !calls(code, site).isEmpty();
  }

  /** Whether code only takes locks, or only gives them back. */
  static boolean areUnbalanced(Tree code, Site site) {
    Set<String> calls = calls(code, site);
    boolean isReleased = calls.remove("unlock");
    return isReleased == calls.isEmpty() && (isReleased || !calls.isEmpty());
  }

  private static Set<String> calls(Tree code, Site site) {
    Set<String> names = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        MethodSymbol method = ASTHelpers.getSymbol(tree);
        boolean isOwned = OWNED.stream().anyMatch(name -> site.isA(method.owner.type, name));
        if (isOwned) {
          names.add(method.name.toString());
        }
        return super.visitMethodInvocation(tree, null);
      }
    }.scan(code, null);
    return names;
  }
}
