package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two waits for stages, of which the second is under way before the first wait, with nothing in
 * between: of two variables declared one after the other, or in one expression.
 */
record TwoWaits(
    FutureWait first,
    StatementTree firstStatement,
    String firstName,
    FutureWait second,
    StatementTree secondStatement,
    String secondName) {

  /** The only ones of a block. */
  static Optional<TwoWaits> in(BlockTree block, Site site) {
    TreePath path = site.operation();
    while (path.getLeaf() != block) {
      path = path.getParentPath();
    }
    List<FutureWait> waits = waits(path, site);
    if (waits.size() != 2) {
      return Optional.empty();
    }
    FutureWait first = waits.get(0);
    FutureWait second = waits.get(1);
    StatementTree firstStatement = statement(first, block);
    StatementTree secondStatement = statement(second, block);
    int index = block.getStatements().indexOf(firstStatement);
    boolean isOne = firstStatement == secondStatement;
    boolean isInOrder =
        isOne
            ? FirstEvaluated.obstacle(first.path(), firstStatement).isEmpty()
            : index + 1 == block.getStatements().indexOf(secondStatement)
                && isInitializer(first, firstStatement)
                && isInitializer(second, secondStatement);
    return isInOrder
            && !CutObstacles.isOneOfSeveral(firstStatement, block, site)
            && !CutObstacles.isOneOfSeveral(secondStatement, block, site)
            && FirstEvaluated.obstacle(second.path(), secondStatement, tree -> tree == first.tree())
                .isEmpty()
            && FirstEvaluated.isInert(second.future())
        ? Optional.of(
            new TwoWaits(
                first,
                firstStatement,
                name(first, firstStatement, "first", site),
                second,
                secondStatement,
                name(second, secondStatement, "second", site)))
        : Optional.empty();
  }

  private static List<FutureWait> waits(TreePath block, Site site) {
    List<FutureWait> result = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        super.visitMethodInvocation(tree, null);
        FutureWait.of(getCurrentPath(), site)
            .filter(wait -> tree.getArguments().isEmpty())
            .ifPresent(result::add);
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
    }.scan(block, null);
    return result;
  }

  private static StatementTree statement(FutureWait wait, BlockTree block) {
    TreePath path = wait.path();
    while (path.getParentPath().getLeaf() != block) {
      path = path.getParentPath();
    }
    return (StatementTree) path.getLeaf();
  }

  private static boolean isInitializer(FutureWait wait, StatementTree statement) {
    return statement instanceof VariableTree variable
        && ASTHelpers.stripParentheses(variable.getInitializer()) == wait.tree();
  }

  /** A variable of the same type can be the callback's parameter. */
  private static String name(FutureWait wait, StatementTree statement, String wish, Site site) {
    return isParameter(wait, statement, site)
        ? ((VariableTree) statement).getName().toString()
        : site.freshName(wish);
  }

  private static boolean isParameter(FutureWait wait, StatementTree statement, Site site) {
    return statement instanceof VariableTree variable
        && variable.getModifiers().getAnnotations().isEmpty()
        && site.isSame(ASTHelpers.getType(variable), wait.result(site));
  }

  boolean isWait(Tree tree) {
    return tree == first.tree() || tree == second.tree();
  }

  boolean loseComment(Site site) {
    return first.losesComment(site)
        || second.losesComment(site)
        || (firstStatement != secondStatement
            && (site.hasCommentsBeside(first.tree(), firstStatement)
                || site.hasCommentsBeside(second.tree(), secondStatement)));
  }

  /** The names instead of the waits. */
  List<Replacement> replacements(Site site) {
    return List.of(
        new Replacement(site.start(first.tree()), site.end(first.tree()), firstName),
        new Replacement(site.start(second.tree()), site.end(second.tree()), secondName));
  }

  /** What is left of the declarations. */
  String head(Site site) {
    if (firstStatement == secondStatement) {
      return "";
    }
    String left = isParameter(first, firstStatement, site) ? "" : site.source(firstStatement);
    String right = isParameter(second, secondStatement, site) ? "" : site.source(secondStatement);
    int behindFirst = site.end(firstStatement);
    return (left + site.source(behindFirst, site.start(secondStatement)) + right).strip();
  }

  /** Up to the arrow of the callback. */
  String stage(Site site) {
    return first.stage(site)
        + ".thenCombine("
        + second.stage(site)
        + ", ("
        + firstName
        + ", "
        + secondName
        + ") -> ";
  }
}
