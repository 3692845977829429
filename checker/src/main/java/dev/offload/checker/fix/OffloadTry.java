package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A method that returns a stage offloads the {@code try} that it ends with, and what follows that:
 * {@code name = name.strip(); try { return completedFuture(read(name)); } catch (IOException e) {
 * return failedFuture(e); }} becomes {@code name = name.strip(); String finalName = name; return
 * Offload.compose(() -> { try { .. } catch (IOException e) { .. } });}. What takes something that
 * {@code finally} gives back goes along.
 *
 * <p>Changes behaviour: runs on another thread, and what it throws fails the stage.
 *
 * <p>Refusals: what {@link StageMethod} finds; a variable from before is assigned in there, where
 * {@link OffloadBody} may move its declaration, too; no executor.
 */
final class OffloadTry implements FixStrategy {
  private final ExecutorChoice executors;

  OffloadTry(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    boolean isOther =
        FutureWait.of(site).isPresent() || site.finding().effect().kind() == Kind.LOCK;
    return isOther || !site.isDirect()
        ? Optional.empty()
        : StageMethod.around(site)
            .filter(method -> !HeldLocks.areUsed(method.tree(), site))
            .flatMap(method -> outermost(method, site).flatMap(path -> answer(method, path, site)));
  }

  private static Optional<TreePath> outermost(StageMethod method, Site site) {
    Optional<TreePath> found = Optional.empty();
    for (TreePath path = site.operation();
        path.getLeaf() != method.tree();
        path = path.getParentPath()) {
      if (path.getLeaf() instanceof TryTree) {
        found = Optional.of(path);
      }
    }
    return found;
  }

  private Optional<Answer> answer(StageMethod method, TreePath attempt, Site site) {
    return method.obstacleAround(attempt).isPresent()
        ? Optional.empty()
        : method
            .lastBlock(attempt)
            .filter(block -> block.getStatements().contains(attempt.getLeaf()))
            .flatMap(block -> answer(method, block, attempt, site));
  }

  private Optional<Answer> answer(
      StageMethod method, BlockTree block, TreePath attempt, Site site) {
    List<? extends StatementTree> statements = block.getStatements();
    int first = firstMoved(statements, (TryTree) attempt.getLeaf());
    Captures captures =
        Captures.of(statements.subList(first, statements.size()), tree -> false, site);
    Optional<String> obstacle = method.obstacle(site).or(captures::obstacleToCopies);
    if (obstacle.isPresent()) {
      return Optional.of(new Refusal(obstacle.get()));
    }
    ExecutorChoice.Choice choice = executors.at(attempt, site);
    return Optional.of(
        choice instanceof ExecutorChoice.Chosen executor
            ? OffloadBody.moved(method, block, first, captures.copies(), executor, site)
            : new Refusal(((ExecutorChoice.None) choice).reason()));
  }

  /** With what is taken before for {@code finally} to give back. */
  private static int firstMoved(List<? extends StatementTree> statements, TryTree attempt) {
    int index = statements.indexOf(attempt);
    return attempt.getFinallyBlock() == null
        ? index
        : IntStream.range(0, index)
            .filter(each -> Taking.isIn(statements.get(each)))
            .findFirst()
            .orElse(index);
  }
}
