package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Values;
import java.util.Optional;
import java.util.Set;

/** What blocks in a function that goes on in a callback of a stage instead. */
interface Cut {
  TreePath path();

  /** An expression, or a statement without a value. */
  default Tree tree() {
    return path().getLeaf();
  }

  /** Whether the body of a function does nothing else. */
  default boolean isAllOf(Tree body) {
    Tree only =
        body instanceof BlockTree block && block.getStatements().size() == 1
            ? withoutStatement(block.getStatements().get(0))
            : body;
    return only instanceof ExpressionTree expression && Values.strip(expression) == tree();
  }

  private static Tree withoutStatement(StatementTree tree) {
    return tree instanceof ExpressionStatementTree statement
        ? statement.getExpression()
        : tree instanceof ReturnTree returning ? returning.getExpression() : tree;
  }

  /** What cancellation does to the rest of a function, if it reaches the stage. */
  default Optional<String> cancellation(Tree body) {
    return isAllOf(body)
        ? Optional.empty()
        : Optional.of("cancellation ends what follows the wait");
  }

  /** Whether nobody reads its value: it is a statement. */
  default boolean isUnused() {
    return path().getParentPath().getLeaf() instanceof ExpressionStatementTree;
  }

  /**
   * Whether a function does nothing else, and nothing is lost if the stage stands there instead.
   */
  default boolean canReplace(Tree body, Site site) {
    return isAllOf(body)
        && !losesComment(site)
        && !site.hasComments(site.start(body), site.start(tree()))
        && !site.hasComments(site.end(tree()), site.end(body));
  }

  /** The type of what the stage yields. */
  Type result(Site site);

  /** The stage to go on with, as source text. */
  String stage(Site site);

  /** The stage where nothing is left to do, and the function returns it. */
  default String only(Site site) {
    return stage(site);
  }

  /** What {@link #stage(Site)} needs. */
  default Set<String> imports() {
    return Set.of();
  }

  /** Whether {@link #stage(Site)} lacks a comment of the tree. */
  boolean losesComment(Site site);

  /** Whether the tree becomes part of a lambda. */
  default boolean isMoved() {
    return false;
  }

  /** Whether a {@code try} that only wraps its exceptions may go away. */
  default boolean mayLeaveTry() {
    return false;
  }

  /** Why there is no cut in a loop, and what to do. */
  default String repeated() {
    return "the wait happens once for each element; start all stages first, then go on after"
        + " CompletableFuture.allOf(..)";
  }

  /**
   * What is different if a callback of the stage goes on.
   *
   * @param dropsCatch whether a catch block that wraps failures goes away
   */
  Optional<String> change(boolean dropsCatch);
}
