package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A method that returns a stage, and waits for another one in {@code try}, does all of that in a
 * callback of the other one, where the wait is over at once: {@code try { return
 * completedFuture(other.join()); } catch (CompletionException e) { return completedFuture(""); }}
 * becomes {@code return other.<CompletableFuture<String>>handle((value, failure) -> { try { .. }
 * catch (CompletionException e) { .. } }).thenCompose(stage -> stage);}.
 *
 * <p>Where {@code try} only wraps what {@code get()} throws, {@link ComposeMethod} does without it.
 *
 * <p>Changes behaviour: what was thrown fails the stage, and the rest may run on another thread.
 *
 * <p>Refusals: what {@link ComposeMethod} and {@link ContinuedTry} find; waits that only some ways
 * through the method meet.
 */
final class HandleTry implements FixStrategy {
  @Override
  public Optional<Answer> answer(Site site) {
    return StageMethod.around(site)
        .filter(method -> site.isDirect())
        .flatMap(
            method ->
                ContinuedTry.around(site)
                    .flatMap(
                        attempt ->
                            Awaited.in(attempt, site)
                                .map(awaited -> answer(method, attempt, awaited, site))));
  }

  private static Answer answer(
      StageMethod method, ContinuedTry attempt, Awaited awaited, Site site) {
    Optional<String> obstacle = ComposeMethod.obstacle(method, attempt.path(), site);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Optional<BlockTree> block = method.lastBlock(attempt.path()).filter(attempt::isIn);
    if (block.isEmpty()) {
      return new Refusal(
          method.isRepeated(attempt.path())
              ? awaited.original().repeated()
              : "the wait happens only sometimes; make the rest of the method a method of its own,"
                  + " and call it in a callback of the stage");
    }
    String stage = site.freshName("stage");
    return attempt.awaited(
        block.get(),
        awaited.original(),
        new Outcome(
            awaited.opening("return ", "<" + method.stageType(site) + ">handle"),
            awaited.value(),
            Optional.empty(),
            "",
            "",
            ").thenCompose(" + stage + " -> " + stage + ")",
            Set.of(),
            WaitInMethod.CHANGE));
  }
}
