package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Returns;
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
    return Returns.values(((LambdaExpressionTree) function).getBody()).stream()
        .anyMatch(NullResult::mayBeNull);
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
