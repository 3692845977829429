package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.Optional;
import java.util.Set;

/**
 * Code that may throw a {@code CompletionException}: stages do not wrap those, so who unwraps what
 * a stage fails with would take such a failure for a wrapper.
 */
final class CompletionFailure extends ObstacleScanner {
  private static final String EXCEPTION = "java.util.concurrent.CompletionException";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";
  private static final Set<String> WAITS = Set.of("getNow", "join");

  private final Site site;

  CompletionFailure(Site site) {
    this.site = site;
  }

  /** Why the failures of code cannot be unwrapped. */
  Optional<String> obstacle(Tree code) {
    return site.finding().effect().root().startsWith("CompletableFuture.join")
        ? Optional.of(thrown())
        : in(code);
  }

  @Override
  public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    boolean isWait = WAITS.contains(method.name.toString()) && site.isA(method.owner.type, FUTURE);
    return isWait
        ? Optional.of(thrown())
        : reduce(super.visitMethodInvocation(tree, null), follow(method, site));
  }

  @Override
  public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
    return site.isA(ASTHelpers.getType(tree), EXCEPTION)
        ? Optional.of(thrown())
        : super.visitNewClass(tree, null);
  }

  private static String thrown() {
    return "this may throw a CompletionException, which a stage would not wrap, so that its cause"
        + " would be told instead; throw another exception, or go on in whenComplete";
  }
}
