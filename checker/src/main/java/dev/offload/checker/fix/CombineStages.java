package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import java.util.List;
import java.util.Optional;

/**
 * A method that returns a stage, and waits for two others that are under way both, combines them.
 *
 * <p>{@code T x = first.join(); U y = second.join(); return CompletableFuture.completedFuture(f(x,
 * y));} becomes {@code return first.thenCombine(second, (x, y) -> f(x, y));}, and so does {@code
 * return CompletableFuture.completedFuture(f(first.join(), second.join()));}.
 *
 * <p>Changes behaviour: what was thrown fails the stage, but not before both others are complete;
 * the rest may run on another thread.
 *
 * <p>Says nothing where it is not all as it should be: {@link ComposeMethod} waits for one stage
 * after the other, and knows the refusals.
 */
final class CombineStages implements FixStrategy {
  private static final String CHANGE =
      "failures complete the stage instead of being thrown, when both stages are complete, and what"
          + " follows runs on the thread that completes the last one";

  @Override
  public Optional<Answer> answer(Site site) {
    if (!site.isDirect() || FutureWait.of(site).isEmpty()) {
      return Optional.empty();
    }
    return StageMethod.around(site)
        .filter(method -> ComposeMethod.obstacle(method, site.operation(), site).isEmpty())
        .flatMap(method -> method.lastBlock(site.operation()))
        .flatMap(block -> TwoWaits.in(block, site).flatMap(waits -> answer(block, waits, site)));
  }

  private static Optional<Answer> answer(BlockTree block, TwoWaits waits, Site site) {
    List<? extends StatementTree> statements = block.getStatements();
    List<? extends StatementTree> moved =
        statements.subList(statements.indexOf(waits.firstStatement()), statements.size());
    if (!(moved.get(moved.size() - 1) instanceof ReturnTree returned)
        || moved.stream().mapToInt(each -> Returns.in(each).size()).sum() > 1) {
      return Optional.empty();
    }
    Captures captures = Captures.of(moved, waits::isWait, site);
    return captures.obstacleToCopies().isPresent()
            || waits.loseComment(site)
            || site.hasCommentsBeside(returned.getExpression(), returned)
        ? Optional.empty()
        : CompletedStage.value(returned.getExpression(), site)
            .map(value -> combined(block, waits, returned, value, captures.copies(), site));
  }

  private static Answer combined(
      BlockTree block,
      TwoWaits waits,
      ReturnTree returned,
      ExpressionTree value,
      NewVariables copies,
      Site site) {
    Site names = copies.site().renaming(waits.replacements(site));
    Lines lines = new Lines(site, block, block.getStatements().indexOf(waits.firstStatement()));
    int end = site.end(block) - 1;
    String head = waits.head(names);
    int behindWaits = site.end(waits.secondStatement());
    String before =
        waits.secondStatement() == returned ? "" : names.source(behindWaits, site.start(returned));
    String behind = names.source(site.end(returned), end);
    boolean isExpression = (head + before + behind).isBlank();
    GoingOn going =
        isExpression
            ? GoingOn.expression(waits.stage(site) + names.source(value) + ")")
            : new GoingOn(
                waits.stage(site),
                head,
                before + "return " + names.source(value) + ";" + behind,
                ")");
    return Offer.changing(
        Edit.replace(
            lines.start(),
            end,
            copies.before(lines.separator()) + lines.ending("return ", going, "") + lines.tail()),
        CHANGE);
  }
}
