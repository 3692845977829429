package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.Set;

/** Whether a function says that its result may be null. */
final class NullResult {
  private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull", "NullOr");

  private NullResult() {}

  /** Whether a lambda or method reference returns null, or what an annotation says may be null. */
  static boolean of(Tree function) {
    if (function instanceof MemberReferenceTree reference) {
      return isNullable(ASTHelpers.getSymbol(reference));
    }
    Tree body = ((LambdaExpressionTree) function).getBody();
    return body instanceof ExpressionTree value ? mayBeNull(value) : returnsNull(body);
  }

  private static boolean returnsNull(Tree block) {
    TreeScanner<Boolean, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Boolean visitReturn(ReturnTree tree, Void unused) {
            return tree.getExpression() != null && mayBeNull(tree.getExpression());
          }

          @Override
          public Boolean visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
            return false;
          }

          @Override
          public Boolean visitClass(ClassTree tree, Void unused) {
            return false;
          }

          @Override
          public Boolean reduce(Boolean first, Boolean second) {
            return Boolean.TRUE.equals(first) || Boolean.TRUE.equals(second);
          }
        };
    return Boolean.TRUE.equals(scanner.scan(block, null));
  }

  /** As far as the expression itself shows. */
  static boolean mayBeNull(ExpressionTree value) {
    if (value instanceof ParenthesizedTree parenthesized) {
      return mayBeNull(parenthesized.getExpression());
    }
    if (value instanceof TypeCastTree cast) {
      return mayBeNull(cast.getExpression());
    }
    if (value instanceof ConditionalExpressionTree choice) {
      return mayBeNull(choice.getTrueExpression()) || mayBeNull(choice.getFalseExpression());
    }
    return value.getKind() == Tree.Kind.NULL_LITERAL
        || (value instanceof MethodInvocationTree call && isNullable(ASTHelpers.getSymbol(call)));
  }

  private static boolean isNullable(MethodSymbol method) {
    return NULLABLE.stream()
            .anyMatch(name -> ASTHelpers.hasDirectAnnotationWithSimpleName(method, name))
        || method.getReturnType().getAnnotationMirrors().stream()
            .anyMatch(
                each ->
                    NULLABLE.contains(
                        each.getAnnotationType().asElement().getSimpleName().toString()));
  }
}
