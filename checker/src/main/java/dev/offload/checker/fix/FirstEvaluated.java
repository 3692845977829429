package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
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
import com.sun.tools.javac.code.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether an expression is what a statement evaluates first, whatever happens: then it may be taken
 * out and evaluated before the statement.
 */
final class FirstEvaluated {
  private static final String SOMETIMES =
      "the wait happens only sometimes; return a stage from each branch, and use thenCompose";

  /** Their texts are always the same. */
  private static final List<String> PLAIN =
      List.of(
          "String", "Boolean", "Character", "Byte", "Short", "Integer", "Long", "Float", "Double");

  private final Predicate<Tree> settled;

  private FirstEvaluated(Predicate<Tree> settled) {
    this.settled = settled;
  }

  /** Why {@code part} is not evaluated first in {@code whole}, an expression or statement. */
  static Optional<String> obstacle(TreePath part, Tree whole) {
    return obstacle(part, whole, tree -> false);
  }

  /**
   * Why {@code part} is not evaluated first in {@code whole}.
   *
   * @param settled what is evaluated already
   */
  static Optional<String> obstacle(TreePath part, Tree whole, Predicate<Tree> settled) {
    FirstEvaluated steps = new FirstEvaluated(settled);
    TreePath child = part;
    while (child.getLeaf() != whole) {
      TreePath parent = child.getParentPath();
      Optional<String> obstacle = steps.step(child.getLeaf(), parent.getLeaf());
      if (obstacle.isPresent()) {
        return obstacle;
      }
      child = parent;
    }
    return Optional.empty();
  }

  /**
   * What {@code whole} evaluates before {@code part}, in that order, as far as it matters when.
   *
   * @param settled what is evaluated already
   */
  static List<ExpressionTree> earlier(TreePath part, Tree whole, Predicate<Tree> settled) {
    FirstEvaluated steps = new FirstEvaluated(settled);
    List<ExpressionTree> result = new ArrayList<>();
    TreePath child = part;
    while (child.getLeaf() != whole) {
      TreePath parent = child.getParentPath();
      List<ExpressionTree> first = earlier(child.getLeaf(), parent.getLeaf());
      result.addAll(
          0, first.stream().filter(each -> !steps.isEarly(each) || mayFail(each)).toList());
      child = parent;
    }
    return result;
  }

  private Optional<String> step(Tree child, Tree parent) {
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
      return switch (binary.getKind()) {
        case CONDITIONAL_AND, CONDITIONAL_OR ->
            child == binary.getLeftOperand() ? Optional.empty() : Optional.of(SOMETIMES);
        default -> effectOf(earlier(child, parent));
      };
    }
    if (parent instanceof MethodInvocationTree
        || parent instanceof NewClassTree
        || parent instanceof ArrayAccessTree
        || parent instanceof NewArrayTree) {
      return effectOf(earlier(child, parent));
    }
    if (parent instanceof AssignmentTree assignment) {
      return child == assignment.getExpression()
          ? obstacleOf(assignment.getVariable()).or(() -> effectOf(earlier(child, parent)))
          : Optional.empty();
    }
    if (parent instanceof CompoundAssignmentTree assignment
        && child == assignment.getExpression()) {
      return Optional.of(
          "`"
              + shortened(assignment.getVariable())
              + "` is evaluated before the wait; put the value of the wait into a variable first");
    }
    boolean isChosenBy =
        (parent instanceof ConditionalExpressionTree choice && child == choice.getCondition())
            || (parent instanceof IfTree branch && child == branch.getCondition())
            || (parent instanceof SwitchTree branches && child == branches.getExpression())
            || (parent instanceof SwitchExpressionTree cases && child == cases.getExpression())
            || (parent instanceof EnhancedForLoopTree loop && child == loop.getExpression());
    return isChosenBy ? Optional.empty() : Optional.of(SOMETIMES);
  }

  /** What {@code parent} evaluates before one of its parts. */
  private static List<ExpressionTree> earlier(Tree child, Tree parent) {
    if (parent instanceof BinaryTree binary) {
      return child == binary.getLeftOperand() ? List.of() : List.of(binary.getLeftOperand());
    }
    if (parent instanceof MethodInvocationTree call) {
      return child == call.getMethodSelect()
          ? List.of()
          : before(child, call.getArguments(), ASTHelpers.getReceiver(call));
    }
    if (parent instanceof NewClassTree created) {
      return before(child, created.getArguments(), created.getEnclosingExpression());
    }
    if (parent instanceof ArrayAccessTree access) {
      return child == access.getExpression() ? List.of() : List.of(access.getExpression());
    }
    if (parent instanceof NewArrayTree array) {
      List<ExpressionTree> elements = new ArrayList<>(array.getDimensions());
      if (array.getInitializers() != null) {
        elements.addAll(array.getInitializers());
      }
      return before(child, elements, null);
    }
    return parent instanceof AssignmentTree assignment && child == assignment.getExpression()
        ? earlierThanValue(assignment.getVariable())
        : List.of();
  }

  private static List<ExpressionTree> earlierThanValue(ExpressionTree target) {
    if (target instanceof MemberSelectTree select) {
      return List.of(select.getExpression());
    }
    return target instanceof ArrayAccessTree access
        ? List.of(access.getExpression(), access.getIndex())
        : List.of();
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

  private static Optional<String> obstacleOf(ExpressionTree target) {
    boolean isField =
        ASTHelpers.getSymbol(target) instanceof VarSymbol variable
            && variable.owner instanceof Symbol.ClassSymbol;
    return target instanceof IdentifierTree && !isField
        ? Optional.of(
            "`"
                + target
                + "` is assigned, which no lambda can do; make the rest a method of its own")
        : Optional.empty();
  }

  private Optional<String> effectOf(List<ExpressionTree> earlier) {
    return earlier.stream()
        .filter(each -> !isEarly(each))
        .findFirst()
        .map(
            each ->
                "`"
                    + shortened(each)
                    + "` is evaluated before the wait; put its value into a variable first");
  }

  private boolean isEarly(ExpressionTree expression) {
    ExpressionTree tree = ASTHelpers.stripParentheses(expression);
    return settled.test(tree)
        || isInert(tree)
        || (tree instanceof BinaryTree binary
            && isHarmless(binary)
            && isEarly(binary.getLeftOperand())
            && isEarly(binary.getRightOperand()));
  }

  /** Whether an operator cannot fail, and calls no method that could do anything. */
  private static boolean isHarmless(BinaryTree binary) {
    boolean isText = isA(List.of("String"), ASTHelpers.getType(binary));
    return binary.getKind() != Tree.Kind.DIVIDE
        && binary.getKind() != Tree.Kind.REMAINDER
        && Stream.of(binary.getLeftOperand(), binary.getRightOperand())
            .map(ASTHelpers::getType)
            .allMatch(type -> type.isPrimitive() || (isText && isA(PLAIN, type)));
  }

  private static boolean isA(List<String> names, Type type) {
    return names.stream()
        .anyMatch(name -> type.tsym.getQualifiedName().contentEquals("java.lang." + name));
  }

  private static String shortened(Tree tree) {
    if (tree instanceof NewClassTree created && created.getClassBody() != null) {
      return "new " + created.getIdentifier() + "(..) {..}";
    }
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
        && (select.getIdentifier().contentEquals("super")
            || (isSettled(symbol) && isInert(select.getExpression())));
  }

  /** Whether it is a field of an object that may be null. */
  private static boolean mayFail(ExpressionTree expression) {
    return expression instanceof MemberSelectTree select
        && ASTHelpers.constValue(expression) == null
        && ASTHelpers.getSymbol(select.getExpression()) instanceof VarSymbol object
        && !object.name.contentEquals("this");
  }

  private static boolean isSettled(Symbol symbol) {
    return !(symbol instanceof VarSymbol variable) || ASTHelpers.isConsideredFinal(variable);
  }
}
