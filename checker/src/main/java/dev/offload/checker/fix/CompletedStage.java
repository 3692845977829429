package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Values;
import java.util.Optional;
import java.util.Set;

/** Stages that are complete from the start: {@code CompletableFuture.completedFuture(..)}. */
final class CompletedStage {
  private static final Set<String> WITH_VALUE = Set.of("completedFuture", "completedStage");
  private static final Set<String> WITH_FAILURE = Set.of("failedFuture", "failedStage");

  private CompletedStage() {}

  /** Whether an expression makes one. */
  static boolean is(ExpressionTree expression) {
    return argument(expression, WITH_VALUE)
        .or(() -> argument(expression, WITH_FAILURE))
        .isPresent();
  }

  /** The value of the one that an expression makes. */
  static Optional<ExpressionTree> value(ExpressionTree expression) {
    return argument(expression, WITH_VALUE);
  }

  /** The value, if it can stand for the whole expression without the loss of a comment. */
  static Optional<ExpressionTree> value(ExpressionTree expression, Site site) {
    return value(expression).filter(value -> !site.hasCommentsBeside(value, expression));
  }

  private static Optional<ExpressionTree> argument(ExpressionTree expression, Set<String> names) {
    if (!(Values.strip(expression) instanceof MethodInvocationTree call)
        || !call.getTypeArguments().isEmpty()) {
      return Optional.empty();
    }
    MethodSymbol method = ASTHelpers.getSymbol(call);
    return method.owner.getQualifiedName().contentEquals(StageCall.FUTURE)
            && names.contains(method.name.toString())
        ? Optional.of(call.getArguments().get(0))
        : Optional.empty();
  }
}
