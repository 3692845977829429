package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.ModelIndex;

/** Tests that a stream makes of its elements: which of them let only complete ones pass. */
final class ElementTests {
  private final ModelIndex models;

  ElementTests(ModelIndex models) {
    this.models = models;
  }

  /** Whether all elements are complete where {@code call} has returned {@code truth}. */
  boolean provesAll(MethodInvocationTree call, boolean truth) {
    if (call.getArguments().size() != 1) {
      return false;
    }
    ExpressionTree test = call.getArguments().get(0);
    return switch (ASTHelpers.getSymbol(call).name.toString()) {
      case "allMatch" -> truth && provesCompletion(test, true);
      case "noneMatch" -> truth && provesCompletion(test, false);
      case "anyMatch" -> !truth && provesCompletion(test, false);
      default -> false;
    };
  }

  /** {@code stream.filter(CompletableFuture::isDone)}. */
  boolean keepsOnlyComplete(MethodInvocationTree call) {
    return call.getArguments().size() == 1
        && ASTHelpers.getSymbol(call).name.contentEquals("filter")
        && provesCompletion(call.getArguments().get(0), true);
  }

  /** Whether an element is complete for which a test comes out as {@code truth}. */
  private boolean provesCompletion(ExpressionTree test, boolean truth) {
    if (test instanceof MemberReferenceTree reference) {
      return truth && isDone(ASTHelpers.getSymbol(reference));
    }
    return test instanceof LambdaExpressionTree lambda
        && lambda.getParameters().size() == 1
        && lambda.getBody() instanceof ExpressionTree body
        && provesCompletion(body, ASTHelpers.getSymbol(lambda.getParameters().get(0)), truth);
  }

  private boolean provesCompletion(ExpressionTree condition, VarSymbol element, boolean truth) {
    ExpressionTree test = Values.strip(condition);
    return switch (test.getKind()) {
      case LOGICAL_COMPLEMENT ->
          provesCompletion(((UnaryTree) test).getExpression(), element, !truth);
      case CONDITIONAL_AND, CONDITIONAL_OR ->
          truth == (test.getKind() == Tree.Kind.CONDITIONAL_AND)
              && (provesCompletion(((BinaryTree) test).getLeftOperand(), element, truth)
                  || provesCompletion(((BinaryTree) test).getRightOperand(), element, truth));
      case METHOD_INVOCATION ->
          truth
              && element.equals(ASTHelpers.getSymbol(ASTHelpers.getReceiver(test)))
              && isDone(ASTHelpers.getSymbol((MethodInvocationTree) test));
      default -> false;
    };
  }

  private boolean isDone(MethodSymbol test) {
    return models.facts(test).get(Fact.Done.class).isPresent();
  }
}
