package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the body of a lambda or method at a wait: what comes before stays, what comes after becomes
 * a callback of the stage that was waited for.
 *
 * <p>Refusals: what {@link CutObstacles} finds; more than three waits in one statement; a comment
 * would be lost.
 */
final class Continuation {
  static final String COMMENT = "a comment would be lost; rewrite this with thenCompose";

  private static final int MOST_OTHERS = 2;

  private final Tree body;
  private final Cut cut;
  private final Composed composed;
  private final Callback callback;
  private final Site site;
  private final CutObstacles obstacles;

  /**
   * Prepares the cut.
   *
   * @param body of a lambda or method, or a block within it that does not end normally
   * @param needsBridge whether the stage alone has not the type to return
   */
  Continuation(Tree body, Cut cut, Composed composed, boolean needsBridge, Site site) {
    this.body = body;
    this.cut = cut;
    this.composed = site.isCut(body) ? composed.again() : composed;
    this.callback = new Callback(cut, this.composed, needsBridge, site);
    this.site = site;
    this.obstacles = new CutObstacles(cut, site);
  }

  /** A new body. */
  Answer answer() {
    if (cut.losesComment(site)) {
      return new Refusal(COMMENT);
    }
    Optional<String> bound = BoundToThread.behind(site.end(cut.tree()), body, site);
    if (bound.isPresent()) {
      return new Refusal(
          "what follows the wait reads "
              + bound.get()
              + ", which belongs to the thread it runs on; read that before the wait");
    }
    return body instanceof BlockTree block ? cut(block) : cut((ExpressionTree) body);
  }

  private Answer cut(ExpressionTree expression) {
    Optional<String> obstacle = manyWaits(expression).or(() -> obstacles.of(expression));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    NewVariables variables = obstacles.variables(expression);
    String going = callback.in(variables.site()).around(expression) + composed.ending();
    return offer(
        Edit.replace(
            site.start(expression),
            site.end(expression),
            variables.isEmpty() ? going : "{ " + variables.before(" ") + prefix() + going + "; }"),
        site.end(expression),
        false);
  }

  private Answer cut(BlockTree block) {
    int index = indexOfWait(block);
    StatementTree statement = block.getStatements().get(index);
    List<? extends StatementTree> after = rest(block, index + 1);
    if (statement instanceof TryTree attempt && cut.mayLeaveTry()) {
      return WrappingCatch.obstacle(attempt, site)
          .<Answer>map(Refusal::new)
          .orElseGet(() -> cutWithin(attempt, block, index));
    }
    Optional<String> obstacle =
        manyWaits(statement)
            .or(
                () ->
                    obstacles.of(
                        statement, leaving(block.getStatements().subList(0, index)), after));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    NewVariables variables = obstacles.variables(statement, after);
    Lines lines = new Lines(site, block, index);
    int end = site.end(block) - 1;
    BlockAsCallback part = part(statement, after);
    Site names = variables.site().renaming(part.ends());
    String rest = names.rest(site.end(statement), end);
    GoingOn going = part.goingOn(names, lines.start(), rest);
    return offer(
        Edit.replace(
            lines.start(),
            end,
            variables.before(lines.separator())
                + lines.ending(prefix(), going, composed.ending())
                + part.commentBehind(rest)
                + lines.tail()),
        site.end(statement),
        false);
  }

  /** Of several waits in one expression each needs a build of its own. */
  private Optional<String> manyWaits(Tree tree) {
    int start = site.start(tree);
    int end = site.end(tree);
    long others =
        site.others()
            .map(each -> site.start(each.operation().getLeaf()))
            .filter(each -> start <= each && each < end)
            .count();
    return others > MOST_OTHERS
        ? Optional.of(
            "there are more than three waits in one statement; give each value a variable of its"
                + " own first, then all of them can go at once")
        : Optional.empty();
  }

  /** The statements that must not return: none if that yields the same as after the cut. */
  private List<? extends StatementTree> leaving(List<? extends StatementTree> before) {
    return composed.isStage() || composed.isStatement() ? List.of() : before;
  }

  /** Moves the inner statements of {@code try} into the block, without the catch. */
  private Answer cutWithin(TryTree attempt, BlockTree block, int index) {
    BlockTree inner = attempt.getBlock();
    int innerIndex = indexOfWait(inner);
    StatementTree statement = inner.getStatements().get(innerIndex);
    List<StatementTree> before = new ArrayList<>(block.getStatements().subList(0, index));
    before.addAll(inner.getStatements().subList(0, innerIndex));
    List<StatementTree> after = new ArrayList<>(rest(inner, innerIndex + 1));
    after.addAll(rest(block, index + 1));
    Optional<String> obstacle = obstacles.of(statement, leaving(before), after);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    NewVariables variables = obstacles.variables(statement, after);
    Lines lines = new Lines(site, block, index);
    Lines innerLines = new Lines(site, inner, innerIndex);
    int open = site.start(inner) + 1;
    int innerEnd = site.end(inner) - 1;
    int end = site.end(block) - 1;
    String head = innerLines.outdented(site.source(open, innerLines.start()).strip(), lines);
    String rest =
        innerLines.outdented(
                variables.site().rest(site.end(statement), innerEnd).stripTrailing(), lines)
            + variables.site().rest(site.end(attempt), end);
    BlockAsCallback part = part(statement, after);
    GoingOn inside = part.goingOn(variables.site(), innerLines.start(), rest);
    String going =
        lines.ending(
            prefix(),
            new GoingOn(
                inside.stage(),
                innerLines.outdented(inside.head(), lines),
                inside.rest(),
                inside.last(),
                inside.end()),
            composed.ending());
    return offer(
        Edit.replace(
            lines.start(),
            end,
            (head.isEmpty() ? "" : head + lines.newLine())
                + variables.before(lines.separator())
                + going
                + part.commentBehind(rest)
                + lines.tail()),
        site.end(statement),
        true);
  }

  private int indexOfWait(BlockTree block) {
    for (TreePath path = cut.path(); path != null; path = path.getParentPath()) {
      int index = block.getStatements().indexOf(path.getLeaf());
      if (index >= 0) {
        return index;
      }
    }
    throw new IllegalStateException("the wait is not in " + block);
  }

  private static List<? extends StatementTree> rest(BlockTree block, int from) {
    return block.getStatements().subList(from, block.getStatements().size());
  }

  private BlockAsCallback part(StatementTree statement, List<? extends StatementTree> after) {
    return new BlockAsCallback(callback, statement, after, site.isCut(body));
  }

  private String prefix() {
    return composed.isStatement() ? "" : "return ";
  }

  private Answer offer(Edit edit, int restStart, boolean dropsCatch) {
    return new Offer(
        edit.importing(cut.imports()).leaving(new Edit.Rest(body, restStart, edit.end())),
        cut.change(dropsCatch));
  }
}
