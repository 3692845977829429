package dev.offload.checker.body;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.TypeCastTree;

/** Looks through what does not change a value. */
public final class Values {
  private Values() {}

  /** The expression without the parentheses and casts around it. */
  public static ExpressionTree strip(ExpressionTree expression) {
    ExpressionTree result = expression;
    while (true) {
      if (result instanceof ParenthesizedTree parenthesized) {
        result = parenthesized.getExpression();
      } else if (result instanceof TypeCastTree cast) {
        result = cast.getExpression();
      } else {
        return result;
      }
    }
  }
}
