package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.tree.JCTree.JCBreak;
import dev.offload.checker.body.Returns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the way of cutting a block at a wait: the wait happens only sometimes, in a loop,
 * with a lock held, or within {@code try}; something with an effect is evaluated before it in the
 * same statement; the part before it returns; the part after it assigns variables from before.
 */
final class CutObstacles {
  private final Cut cut;
  private final Site site;

  CutObstacles(Cut cut, Site site) {
    this.cut = cut;
    this.site = site;
  }

  /** The first one, for a wait in {@code statement}. */
  Optional<String> of(
      StatementTree statement,
      List<? extends StatementTree> before,
      List<? extends StatementTree> after) {
    return enclosing(statement)
        .or(() -> earlier(statement).obstacle())
        .or(() -> severalVariables(statement))
        .or(() -> lostComment(statement))
        .or(() -> returning(before))
        .or(() -> leaving(moved(statement, after), site))
        .or(() -> HeldLocks.obstacle(after, site).map(unbalanced -> HeldLocks.DURING_WAIT))
        .or(() -> captures(statement, after).obstacleToCopies());
  }

  private Optional<String> enclosing(StatementTree statement) {
    for (TreePath path = cut.path(); ; path = path.getParentPath()) {
      Tree child = path.getLeaf();
      Tree parent = path.getParentPath().getLeaf();
      if (child instanceof TryTree && child != cut.tree()) {
        return Optional.of(
            "the wait is within try, whose catch and finally would be over before the stage is"
                + " complete; use exceptionally and whenComplete for them");
      }
      if (child instanceof SynchronizedTree) {
        return Optional.of("a lock is held during the wait; take it in the callback behind it");
      }
      if (isRepeated(child, parent)) {
        return Optional.of(cut.repeated());
      }
      if (child == statement) {
        return Optional.empty();
      }
    }
  }

  /** Whether one of the two is a loop that does the other again and again. */
  static boolean isRepeated(Tree child, Tree parent) {
    return child instanceof ForLoopTree
        || child instanceof WhileLoopTree
        || child instanceof DoWhileLoopTree
        || (parent instanceof EnhancedForLoopTree loop && child == loop.getStatement());
  }

  private Optional<String> severalVariables(StatementTree statement) {
    TreePath path = cut.path();
    while (path.getLeaf() != statement) {
      path = path.getParentPath();
    }
    return path.getParentPath().getLeaf() instanceof BlockTree block
            && isOneOfSeveral(statement, block, site)
        ? Optional.of("one declaration declares several variables; split it up")
        : Optional.empty();
  }

  /** Whether a statement declares a variable, and another one of the block is part of it. */
  static boolean isOneOfSeveral(StatementTree statement, BlockTree block, Site site) {
    return statement instanceof VariableTree
        && block.getStatements().stream()
            .anyMatch(each -> each != statement && site.start(each) == site.start(statement));
  }

  private Optional<String> lostComment(StatementTree statement) {
    return statement instanceof ExpressionStatementTree only
            && ASTHelpers.stripParentheses(only.getExpression()) == cut.tree()
            && site.hasCommentsBeside(cut.tree(), statement)
        ? Optional.of(Continuation.COMMENT)
        : Optional.empty();
  }

  private static Optional<String> returning(List<? extends StatementTree> before) {
    return before.stream().anyMatch(each -> !Returns.in(each).isEmpty())
        ? Optional.of(
            "the callback may return before the wait; return CompletableFuture.completedFuture(..)"
                + " there, and use thenCompose")
        : Optional.empty();
  }

  /** A callback cannot end a switch that is around it. */
  static Optional<String> leaving(List<? extends Tree> moved, Site site) {
    int start = site.start(moved.get(0));
    ObstacleScanner scanner =
        new ObstacleScanner() {
          @Override
          public Optional<String> visitBreak(BreakTree tree, Void unused) {
            return site.start(((JCBreak) tree).target) < start
                ? Optional.of(
                    "`break` would be in a callback, and what it ends is not; put what follows it"
                        + " into else")
                : Optional.empty();
          }
        };
    return moved.stream().map(scanner::in).flatMap(Optional::stream).findFirst();
  }

  /** What the statement with the wait, and those behind it, use of what is before them. */
  private Captures captures(StatementTree statement, List<? extends StatementTree> after) {
    return captures(statement, moved(statement, after));
  }

  private static List<Tree> moved(StatementTree statement, List<? extends StatementTree> after) {
    List<Tree> moved = new ArrayList<>(after);
    moved.add(0, statement);
    return moved;
  }

  private Captures captures(Tree whole, List<? extends Tree> moved) {
    EarlierValues earlier = earlier(whole);
    return Captures.of(
        moved, tree -> (tree == cut.tree() && !cut.isMoved()) || earlier.contains(tree), site);
  }

  private EarlierValues earlier(Tree whole) {
    return new EarlierValues(cut, whole, site);
  }

  /**
   * Variables for what the statement evaluates before the wait, and for what lambdas cannot use.
   */
  NewVariables variables(StatementTree statement, List<? extends StatementTree> after) {
    return earlier(statement).and(captures(statement, after).copies());
  }

  /** Why an expression cannot be cut at a wait. */
  Optional<String> of(ExpressionTree expression) {
    return earlier(expression)
        .obstacle()
        .or(() -> captures(expression, List.of(expression)).obstacle());
  }

  /** Variables for what the expression evaluates before the wait. */
  NewVariables variables(ExpressionTree expression) {
    return earlier(expression).and(NewVariables.none(site));
  }
}
