package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/** Checked exceptions of code that is to be a task of the JDK's, which must not throw one. */
final class CheckedExceptions {
  private CheckedExceptions() {}

  /** The first call of {@code code}, a function or an expression, that may throw one. */
  static Optional<String> in(Tree code, Site site) {
    TreeScanner<Optional<String>, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            return reduce(
                thrownBy(ASTHelpers.getSymbol(tree), site),
                super.visitMethodInvocation(tree, null));
          }

          @Override
          public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
            return reduce(
                thrownBy(ASTHelpers.getSymbol(tree), site), super.visitNewClass(tree, null));
          }

          @Override
          public Optional<String> visitMemberReference(MemberReferenceTree tree, Void unused) {
            return tree == code ? thrownBy(ASTHelpers.getSymbol(tree), site) : Optional.empty();
          }

          @Override
          public Optional<String> visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
            return tree == code ? super.visitLambdaExpression(tree, null) : Optional.empty();
          }

          @Override
          public Optional<String> visitClass(ClassTree tree, Void unused) {
            return Optional.empty();
          }

          @Override
          public Optional<String> reduce(Optional<String> first, Optional<String> second) {
            return first != null && first.isPresent() ? first : second;
          }
        };
    Optional<String> found = scanner.scan(code, null);
    return found == null ? Optional.empty() : found;
  }

  private static Optional<String> thrownBy(Symbol method, Site site) {
    return method.type.getThrownTypes().stream()
        .filter(type -> isChecked(type, site))
        .findFirst()
        .map(
            type ->
                "`"
                    + method.name
                    + "` throws "
                    + type.tsym.name
                    + ", which no Supplier can; wrap it in a CompletionException, or add"
                    + " offload-runtime");
  }

  private static boolean isChecked(Type type, Site site) {
    return !site.isA(type, "java.lang.RuntimeException") && !site.isA(type, "java.lang.Error");
  }
}
