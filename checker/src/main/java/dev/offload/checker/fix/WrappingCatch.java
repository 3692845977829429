package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A {@code try} that only turns the checked exceptions of a wait into others. */
final class WrappingCatch {
  private static final Set<String> OF_WAIT =
      Set.of(
          "java.io.IOException",
          "java.lang.InterruptedException",
          "java.util.concurrent.ExecutionException",
          "java.util.concurrent.TimeoutException");

  private WrappingCatch() {}

  /** What else it does. */
  static Optional<String> obstacle(TryTree tree, Site site) {
    boolean onlyWraps =
        tree.getResources().isEmpty()
            && tree.getFinallyBlock() == null
            && tree.getCatches().stream().allMatch(WrappingCatch::onlyWraps);
    if (!onlyWraps) {
      return Optional.of(
          "the wait is within try, which does more than wrap its failure; use exceptionally and"
              + " whenComplete for that");
    }
    boolean losesComment =
        site.hasComments(site.start(tree), site.start(tree.getBlock()) + 1)
            || site.hasComments(site.end(tree.getBlock()), site.end(tree));
    return losesComment
        ? Optional.of("a comment in the catch block would be lost; rewrite this with thenCompose")
        : Optional.empty();
  }

  private static boolean onlyWraps(CatchTree tree) {
    Tree type = tree.getParameter().getType();
    List<? extends Tree> caught =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    List<? extends StatementTree> body = tree.getBlock().getStatements();
    return caught.stream()
            .allMatch(
                each ->
                    OF_WAIT.contains(ASTHelpers.getType(each).tsym.getQualifiedName().toString()))
        && !body.isEmpty()
        && fails(body.get(body.size() - 1))
        && body.subList(0, body.size() - 1).stream().allMatch(WrappingCatch::isInterrupt);
  }

  /** Whether a catch block sets the thread's interrupt flag again, or throws, and no more. */
  static boolean onlyInterrupts(CatchTree tree) {
    return onlyWraps(tree)
        || tree.getBlock().getStatements().stream().allMatch(WrappingCatch::isInterrupt);
  }

  private static boolean fails(StatementTree last) {
    return last instanceof ThrowTree
        || (last instanceof ReturnTree returned
            && returned.getExpression() instanceof MethodInvocationTree call
            && call.getArguments().size() == 1
            && ASTHelpers.getSymbol(call).name.contentEquals("failedFuture"));
  }

  private static boolean isInterrupt(StatementTree statement) {
    return statement instanceof ExpressionStatementTree only
        && only.getExpression() instanceof MethodInvocationTree call
        && ASTHelpers.getSymbol(call).name.contentEquals("interrupt");
  }
}
