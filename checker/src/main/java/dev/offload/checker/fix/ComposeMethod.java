package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A method that returns a stage, and waits for another one, goes on in a callback of that.
 *
 * <p>{@code T v = stage.join(); rest; return other;} becomes {@code return stage.thenCompose(v -> {
 * rest; return other; });}, {@code return CompletableFuture.completedFuture(stage.join() + 1);}
 * becomes {@code return stage.thenApply(value -> value + 1);}, and {@code
 * CompletableFuture.allOf(stages).join(); return CompletableFuture.completedFuture(value);} becomes
 * {@code return CompletableFuture.allOf(stages).thenApply(unused -> value);}.
 *
 * <p>Changes behaviour: what was thrown fails the stage, and the rest may run on another thread.
 *
 * <p>Refusals: what {@link StageMethod} and {@link Continuation} find; locks, which belong to one
 * thread; waits that only some ways through the method meet.
 */
final class ComposeMethod implements FixStrategy {
  @Override
  public Optional<Answer> answer(Site site) {
    return FutureWait.of(site)
        .flatMap(
            wait ->
                StageMethod.around(site)
                    .map(method -> answer(method, WaitInMethod.of(wait, method, site), site)));
  }

  /** What becomes of a method that is cut. */
  static Answer answer(StageMethod method, Cut cut, Site site) {
    if (!site.isDirect()) {
      return new Refusal(cut.repeated());
    }
    TreePath part = part(cut, site);
    Optional<String> obstacle = obstacle(method, part, site);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Optional<BlockTree> block = method.lastBlock(part);
    if (block.isEmpty()) {
      return new Refusal(
          method.isRepeated(part)
              ? cut.repeated()
              : "the wait happens only sometimes; make the rest of the method a method of its own,"
                  + " and call it in a callback of the stage");
    }
    return new Continuation(block.get(), cut, Composed.within("thenCompose"), false, site).answer();
  }

  /** Why the rest of the method, from the statement {@code part} on, cannot be a callback. */
  static Optional<String> obstacle(StageMethod method, TreePath part, Site site) {
    return method
        .obstacle(site)
        .or(
            () ->
                HeldLocks.areUsed(method.tree(), site)
                    ? Optional.of(
                        "the method uses a lock, which belongs to the thread that took it; give it"
                            + " back before the wait, in a method of its own")
                    : Optional.empty())
        .or(() -> Optional.of(HeldLocks.DURING_WAIT).filter(reason -> Site.isLocked(part)))
        .or(() -> method.obstacleAround(part));
  }

  /** The wait, or the {@code try} around it that may go away. */
  private static TreePath part(Cut cut, Site site) {
    if (cut.mayLeaveTry()) {
      for (TreePath path = cut.path(); path != site.function(); path = path.getParentPath()) {
        Tree tree = path.getLeaf();
        if (tree instanceof TryTree attempt) {
          return WrappingCatch.obstacle(attempt, site).isEmpty() ? path : cut.path();
        }
      }
    }
    return cut.path();
  }
}
