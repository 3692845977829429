package dev.offload.checker.fix;

import com.sun.source.tree.LambdaExpressionTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A callback of a stage, or a method that returns one, waits for a task that it hands to an
 * executor: the task becomes a stage on that executor, and the rest its callback.
 *
 * <p>{@code thenApply(x -> pool.submit(() -> read(x)).get())} becomes {@code thenCompose(x ->
 * Offload.call(() -> read(x), pool))}, or {@code CompletableFuture.supplyAsync} without the runtime
 * library.
 *
 * <p>Changes behaviour: what follows runs on the thread of the task; the failure is not wrapped by
 * a catch block.
 *
 * <p>Refusals: what {@link ComposeStage}, {@link ComposeMethod} and {@link Continuation} find; the
 * task is not written in place; it throws checked exceptions, and there is no runtime library; the
 * code around reads what belongs to the thread it runs on.
 */
final class SupplyInsteadOfSubmit implements FixStrategy {
  private static final String FAILURES =
      ", and failures complete the stage instead of being thrown";

  @Override
  public Optional<Answer> answer(Site site) {
    return SubmittedTask.of(site).flatMap(task -> answer(task, site));
  }

  private static Optional<Answer> answer(SubmittedTask task, Site site) {
    Optional<String> obstacle =
        task.obstacle(site)
            .or(
                () ->
                    BoundToThread.in(site.nonBlockingFunction().getLeaf(), site)
                        .map(BoundToThread::callback));
    Optional<Answer> answer =
        site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda
            ? ComposeStage.callAround(site)
                .map(call -> ComposeStage.answer(call, lambda, task, site))
            : StageMethod.around(site).map(method -> inMethod(method, task, site));
    return answer.map(each -> obstacle.<Answer>map(Refusal::new).orElse(each));
  }

  private static Answer inMethod(StageMethod method, SubmittedTask task, Site site) {
    Answer answer = ComposeMethod.answer(method, task, site);
    return answer instanceof Offer offer
        ? new Offer(offer.edit(), offer.change().map(change -> change + FAILURES))
        : answer;
  }
}
