package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.Optional;

/** Whether an object may stand for a primitive: the value of a stage is an object. */
final class Boxing {
  private Boxing() {}

  /** Why an object may not stand for what a call yields. */
  static Optional<String> obstacle(TreePath call) {
    ExpressionTree tree = (ExpressionTree) call.getLeaf();
    Tree user = Site.parent(call).getLeaf();
    boolean isFine =
        !ASTHelpers.getType(tree).isPrimitive() || mayBeBoxed(tree, user) || isCompleted(user);
    return isFine
        ? Optional.empty()
        : Optional.of(
            "`"
                + ASTHelpers.getSymbol(tree).name
                + "` yields a primitive, where the non-blocking way yields an object; put it into a"
                + " variable first");
  }

  private static boolean mayBeBoxed(Tree tree, Tree user) {
    if (user instanceof VariableTree variable) {
      return !((JCVariableDecl) variable).declaredUsingVar();
    }
    if (user instanceof BinaryTree binary) {
      return isPrimitive(binary.getLeftOperand()) && isPrimitive(binary.getRightOperand());
    }
    return user instanceof ReturnTree
        || user instanceof LambdaExpressionTree
        || user instanceof ExpressionStatementTree
        || user instanceof IfTree
        || user instanceof UnaryTree
        || (user instanceof ConditionalExpressionTree choice
            && ASTHelpers.stripParentheses(choice.getCondition()) == tree);
  }

  private static boolean isPrimitive(ExpressionTree operand) {
    return ASTHelpers.getType(operand).isPrimitive();
  }

  private static boolean isCompleted(Tree user) {
    return user instanceof MethodInvocationTree call
        && ASTHelpers.getSymbol(call).name.toString().startsWith("completed");
  }
}
