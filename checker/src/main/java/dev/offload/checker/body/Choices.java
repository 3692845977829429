package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that an expression may have, where there are several: those of {@code x ? a : b}, of a
 * {@code switch}, and of a local variable that is assigned more than once. What holds for all of
 * them holds for the expression.
 */
final class Choices {
  private final Sources sources;

  Choices(Sources sources) {
    this.sources = sources;
  }

  /** Empty if there is one value only, or if not all of them are seen. */
  List<ExpressionTree> of(ExpressionTree expression) {
    if (expression instanceof ConditionalExpressionTree choice) {
      return List.of(choice.getTrueExpression(), choice.getFalseExpression());
    }
    if (expression instanceof SwitchExpressionTree choice) {
      return yielded(choice);
    }
    return ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
        ? sources.values(variable)
        : List.of();
  }

  private static List<ExpressionTree> yielded(SwitchExpressionTree choice) {
    List<ExpressionTree> result = new ArrayList<>();
    TreeScanner<Void, Void> yields =
        new TreeScanner<>() {
          @Override
          public Void visitYield(YieldTree tree, Void unused) {
            result.add(tree.getValue());
            return null;
          }

          @Override
          public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
            return null;
          }

          @Override
          public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
            return null;
          }

          @Override
          public Void visitClass(ClassTree tree, Void unused) {
            return null;
          }
        };
    for (CaseTree each : choice.getCases()) {
      if (each.getBody() instanceof ExpressionTree value) {
        result.add(value);
      } else {
        yields.scan(each.getStatements(), null);
        yields.scan(each.getBody(), null);
      }
    }
    return result;
  }
}
