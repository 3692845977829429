package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.regex.Pattern;

/**
 * Statements that take what a {@code finally} gives back: {@code if (!permits.tryAcquire()) throw
 * ..}, {@code running++}. They go where that goes, as nobody would give it back if the stage was
 * cancelled before the other thread started.
 */
final class Taking extends TreeScanner<Boolean, Void> {
  private static final Pattern METHODS =
      Pattern.compile(
          "(?:acquire|begin|compareAnd|enter|getAnd|increment|register|try).*|\\w+AndGet");

  /** Those that do so where somebody reads what they return. */
  private static final Pattern ASKED = Pattern.compile("add|offer|put|putIfAbsent|remove");

  private Taking() {}

  static boolean isIn(StatementTree statement) {
    return Boolean.TRUE.equals(new Taking().scan(statement, null));
  }

  @Override
  public Boolean visitExpressionStatement(ExpressionStatementTree tree, Void unused) {
    return tree.getExpression() instanceof MethodInvocationTree call
        ? reduce(takes(call, METHODS), super.visitMethodInvocation(call, null))
        : super.visitExpressionStatement(tree, null);
  }

  @Override
  public Boolean visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    boolean isTaking = takes(tree, METHODS) || takes(tree, ASKED);
    return isTaking ? Boolean.TRUE : super.visitMethodInvocation(tree, null);
  }

  private static boolean takes(MethodInvocationTree call, Pattern methods) {
    return methods.matcher(ASTHelpers.getSymbol(call).name).matches();
  }

  @Override
  public Boolean visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
    return reduce(isField(tree.getVariable()), super.visitCompoundAssignment(tree, null));
  }

  @Override
  public Boolean visitUnary(UnaryTree tree, Void unused) {
    return switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
          isField(tree.getExpression());
      default -> super.visitUnary(tree, null);
    };
  }

  private static boolean isField(ExpressionTree variable) {
    return ASTHelpers.getSymbol(variable) instanceof VarSymbol symbol
        && symbol.owner instanceof ClassSymbol;
  }

  @Override
  public Boolean reduce(Boolean first, Boolean second) {
    return Boolean.TRUE.equals(first) || Boolean.TRUE.equals(second);
  }
}
