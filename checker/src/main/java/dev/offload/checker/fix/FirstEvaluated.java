package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an expression is what a statement evaluates first, whatever happens: then it may be taken
 * out and evaluated before the statement.
 */
final class FirstEvaluated {
  private static final String SOMETIMES =
      "the wait happens only sometimes; return a stage from each branch, and use thenCompose";

  private FirstEvaluated() {}

  /** Why {@code part} is not evaluated first in {@code whole}, an expression or statement. */
  static Optional<String> obstacle(TreePath part, Tree whole) {
    TreePath child = part;
    while (child.getLeaf() != whole) {
      TreePath parent = child.getParentPath();
      Optional<String> obstacle = step(child.getLeaf(), parent.getLeaf());
      if (obstacle.isPresent()) {
        return obstacle;
      }
      child = parent;
    }
    return Optional.empty();
  }

  private static Optional<String> step(Tree child, Tree parent) {
    if (parent instanceof ParenthesizedTree
        || parent instanceof TypeCastTree
        || parent instanceof InstanceOfTree
        || parent instanceof MemberSelectTree
        || parent instanceof UnaryTree
        || parent instanceof ExpressionStatementTree
        || parent instanceof ReturnTree
        || parent instanceof ThrowTree
        || parent instanceof VariableTree) {
      return Optional.empty();
    }
    if (parent instanceof BinaryTree binary) {
      if (child == binary.getLeftOperand()) {
        return Optional.empty();
      }
      return switch (binary.getKind()) {
        case CONDITIONAL_AND, CONDITIONAL_OR -> Optional.of(SOMETIMES);
        default -> effectOf(List.of(binary.getLeftOperand()));
      };
    }
    if (parent instanceof MethodInvocationTree call) {
      return child == call.getMethodSelect()
          ? Optional.empty()
          : effectOf(before(child, call.getArguments(), ASTHelpers.getReceiver(call)));
    }
    if (parent instanceof NewClassTree created) {
      return effectOf(before(child, created.getArguments(), created.getEnclosingExpression()));
    }
    if (parent instanceof ArrayAccessTree access) {
      return child == access.getExpression()
          ? Optional.empty()
          : effectOf(List.of(access.getExpression()));
    }
    if (parent instanceof NewArrayTree array) {
      List<ExpressionTree> elements = new ArrayList<>(array.getDimensions());
      if (array.getInitializers() != null) {
        elements.addAll(array.getInitializers());
      }
      return effectOf(before(child, elements, null));
    }
    if (parent instanceof AssignmentTree assignment) {
      return child == assignment.getExpression()
          ? assignmentTo(assignment.getVariable())
          : Optional.empty();
    }
    boolean isChosenBy =
        (parent instanceof ConditionalExpressionTree choice && child == choice.getCondition())
            || (parent instanceof IfTree branch && child == branch.getCondition())
            || (parent instanceof SwitchTree branches && child == branches.getExpression())
            || (parent instanceof SwitchExpressionTree cases && child == cases.getExpression())
            || (parent instanceof EnhancedForLoopTree loop && child == loop.getExpression());
    return isChosenBy ? Optional.empty() : Optional.of(SOMETIMES);
  }

  private static List<ExpressionTree> before(
      Tree child, List<? extends ExpressionTree> arguments, ExpressionTree receiver) {
    List<ExpressionTree> result = new ArrayList<>();
    if (receiver != null) {
      result.add(receiver);
    }
    result.addAll(arguments.subList(0, Math.max(0, arguments.indexOf(child))));
    return result;
  }

  private static Optional<String> assignmentTo(ExpressionTree target) {
    if (target instanceof IdentifierTree) {
      Symbol symbol = ASTHelpers.getSymbol(target);
      return symbol instanceof VarSymbol variable && variable.owner instanceof Symbol.ClassSymbol
          ? Optional.empty()
          : Optional.of(
              "`"
                  + target
                  + "` is assigned, which no lambda can do; make the rest a method of its own");
    }
    if (target instanceof MemberSelectTree select) {
      return effectOf(List.of(select.getExpression()));
    }
    return target instanceof ArrayAccessTree access
        ? effectOf(List.of(access.getExpression(), access.getIndex()))
        : Optional.of(SOMETIMES);
  }

  private static Optional<String> effectOf(List<ExpressionTree> earlier) {
    return earlier.stream()
        .filter(each -> !isInert(each))
        .findFirst()
        .map(
            each ->
                "`"
                    + shortened(each)
                    + "` is evaluated before the wait; put its value into a variable first");
  }

  private static String shortened(Tree tree) {
    String text = tree.toString().replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  /** Whether it makes no difference if an expression is evaluated sooner or later. */
  static boolean isInert(ExpressionTree expression) {
    if (expression instanceof LiteralTree
        || expression instanceof LambdaExpressionTree
        || ASTHelpers.constValue(expression) != null) {
      return true;
    }
    if (expression instanceof ParenthesizedTree parenthesized) {
      return isInert(parenthesized.getExpression());
    }
    if (expression instanceof MemberReferenceTree reference) {
      return isInert(reference.getQualifierExpression());
    }
    Symbol symbol = ASTHelpers.getSymbol(expression);
    if (expression instanceof IdentifierTree name) {
      return isSettled(symbol) || name.getName().contentEquals("super");
    }
    return expression instanceof MemberSelectTree select
        && isSettled(symbol)
        && isInert(select.getExpression());
  }

  private static boolean isSettled(Symbol symbol) {
    return !(symbol instanceof VarSymbol variable) || ASTHelpers.isConsideredFinal(variable);
  }
}
