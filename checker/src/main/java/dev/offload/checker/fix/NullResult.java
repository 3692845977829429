package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Returns;
import java.util.Set;

/** Whether code says that something may be null. */
final class NullResult {
  private static final Set<String> NULLABLE = Set.of("Nullable", "CheckForNull", "NullOr");

  private static final Set<String> OF_NULL =
      Set.of(
          "ofNullable",
          "isNull",
          "nonNull",
          "requireNonNull",
          "requireNonNullElse",
          "requireNonNullElseGet");

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

  /** Whether code has something to do with null. */
  static boolean isMentioned(Tree code) {
    TreeScanner<Boolean, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Boolean visitLiteral(LiteralTree tree, Void unused) {
            return tree.getKind() == Tree.Kind.NULL_LITERAL;
          }

          @Override
          public Boolean visitIdentifier(IdentifierTree tree, Void unused) {
            return OF_NULL.contains(tree.getName().toString());
          }

          @Override
          public Boolean visitMemberSelect(MemberSelectTree tree, Void unused) {
            return reduce(
                OF_NULL.contains(tree.getIdentifier().toString()),
                super.visitMemberSelect(tree, null));
          }

          @Override
          public Boolean reduce(Boolean first, Boolean second) {
            return Boolean.TRUE.equals(first) || Boolean.TRUE.equals(second);
          }
        };
    return Boolean.TRUE.equals(scanner.scan(code, null));
  }
}
