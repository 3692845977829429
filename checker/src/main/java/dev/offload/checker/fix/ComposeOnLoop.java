package dev.offload.checker.fix;

import com.sun.source.tree.LambdaExpressionTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A callback of a stage on an event loop offloads the call that blocks, and goes on on its loop:
 * {@code thenAcceptAsync(x -> show(read(x)), loop)} becomes {@code thenComposeAsync(x ->
 * Offload.call(() -> read(x)).thenAcceptAsync(value -> show(value), loop), loop)}.
 *
 * <p>A callback that does nothing else is for {@link ExecutorArgument}.
 *
 * <p>Changes behaviour: the call runs on another thread; the loop handles other events in between.
 *
 * <p>Refusals: what {@link OffloadedCall} and {@link ComposeStage} find; the callback reads what
 * belongs to its thread; locks; no executor.
 */
final class ComposeOnLoop implements FixStrategy {
  private static final String MEANWHILE = "; the event loop handles other events meanwhile";

  private final ExecutorChoice executors;

  ComposeOnLoop(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return FutureWait.of(site).isEmpty()
            && Sleep.of(site).isEmpty()
            && site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda
        ? ComposeStage.callAround(site)
            .filter(call -> call.loop(site).isPresent() && !isAll(lambda, site))
            .map(call -> answer(call, lambda, site))
        : Optional.empty();
  }

  /** Whether nothing would be left to do on the loop. */
  private static boolean isAll(LambdaExpressionTree lambda, Site site) {
    return new OffloadedCall(site.operation(), text -> text, Set.of()).isAllOf(lambda.getBody());
  }

  private Answer answer(StageCall call, LambdaExpressionTree lambda, Site site) {
    ExecutorChoice.Choice choice = executors.at(call.path(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    Offloading offloading = Offloading.to((ExecutorChoice.Chosen) choice, site);
    Optional<String> obstacle =
        OffloadedCall.obstacle(site)
            .or(() -> BoundToThread.in(lambda, site).map(BoundToThread::callback))
            .or(() -> locks(lambda, site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    OffloadedCall cut = OffloadedCall.of(offloading, !OffloadedCall.isVoid(site), site);
    Answer answer = ComposeStage.answer(call, lambda, cut, site);
    return answer instanceof Offer offer
        ? new Offer(offer.edit(), offer.change().map(change -> change + MEANWHILE))
        : answer;
  }

  private static Optional<String> locks(LambdaExpressionTree lambda, Site site) {
    return HeldLocks.areUsed(lambda, site)
        ? Optional.of("a lock is held during the call; give it back before, or use an AsyncLock")
        : Optional.empty();
  }
}
