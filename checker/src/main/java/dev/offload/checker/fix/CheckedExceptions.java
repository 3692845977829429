package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/** What code throws that the functions of the JDK must not. */
final class CheckedExceptions {
  private CheckedExceptions() {}

  /**
   * The first call of a function or an expression that throws a checked exception: "`read` throws
   * IOException".
   */
  static Optional<String> firstIn(Tree code, Site site) {
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        return reduce(
            thrownBy(ASTHelpers.getSymbol(tree)), super.visitMethodInvocation(tree, null));
      }

      @Override
      public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
        return reduce(thrownBy(ASTHelpers.getSymbol(tree)), super.visitNewClass(tree, null));
      }

      @Override
      public Optional<String> visitMemberReference(MemberReferenceTree tree, Void unused) {
        return tree == code ? thrownBy(ASTHelpers.getSymbol(tree)) : Optional.empty();
      }

      @Override
      public Optional<String> visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
        return tree == code ? super.visitLambdaExpression(tree, null) : Optional.empty();
      }

      @Override
      public Optional<String> visitClass(ClassTree tree, Void unused) {
        return Optional.empty();
      }

      private Optional<String> thrownBy(Symbol method) {
        return method.type.getThrownTypes().stream()
            .filter(type -> isChecked(type, site))
            .findFirst()
            .map(type -> "`" + method.name + "` throws " + type.tsym.name);
      }
    }.in(code);
  }

  private static boolean isChecked(Type type, Site site) {
    return !site.isA(type, "java.lang.RuntimeException") && !site.isA(type, "java.lang.Error");
  }
}
