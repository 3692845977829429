package dev.offload.checker.body;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a function returns itself: not what the functions and classes inside it return. */
public final class Returns {
  private Returns() {}

  /** The return statements of {@code code}. */
  public static List<ReturnTree> in(Tree code) {
    List<ReturnTree> result = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitReturn(ReturnTree tree, Void unused) {
        result.add(tree);
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
    }.scan(code, null);
    return result;
  }

  /** The values that a function with this body returns. */
  public static List<ExpressionTree> values(Tree body) {
    return body instanceof ExpressionTree value
        ? List.of(value)
        : in(body).stream()
            .<ExpressionTree>map(ReturnTree::getExpression)
            .filter(Objects::nonNull)
            .toList();
  }
}
