package dev.offload.checker.fix;

import com.sun.source.tree.LambdaExpressionTree;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A blocking call gives way to its counterpart with a stage: {@code HttpClient.send} to {@code
 * sendAsync}, {@code Process.waitFor} to {@code onExit}, methods of {@code Files} to those of
 * {@code AsyncFiles} where the runtime library is there. What comes after the call becomes a
 * callback of that stage.
 *
 * <p>{@code thenApply(x -> client.send(x, h).body())} becomes {@code thenCompose(x ->
 * client.sendAsync(x, h).thenApply(value -> value.body()))}; in a method that returns a stage,
 * {@code return completedFuture(Files.readString(p))} becomes {@code return
 * AsyncFiles.readString(p)}.
 *
 * <p>Changes behaviour: what follows runs on another thread; failures complete the stage that a
 * method returns, instead of being thrown.
 *
 * <p>Refusals: everything that {@link Continuation} cannot move behind the call; a lock is held or
 * used; the rest reads what belongs to the thread it runs on; the call is in {@code try} of a
 * method that throws checked exceptions, which would leave it unchanged; the method is a
 * transaction; a primitive is used in a way that an object may not be.
 */
final class NonBlockingTwin implements FixStrategy {
  @Override
  public Optional<Answer> answer(Site site) {
    return TwinCall.of(site)
        .flatMap(
            twin ->
                answer(twin, site)
                    .map(answer -> obstacle(twin, site).<Answer>map(Refusal::new).orElse(answer)));
  }

  private static Optional<Answer> answer(TwinCall twin, Site site) {
    if (site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda) {
      return ComposeStage.callAround(site)
          .map(call -> ComposeStage.answer(call, lambda, twin, site));
    }
    return StageMethod.around(site).map(method -> inMethod(method, twin, site));
  }

  private static Answer inMethod(StageMethod method, TwinCall twin, Site site) {
    if (!site.isDirect()) {
      return new Refusal(twin.repeated());
    }
    if (method.isTransactional()) {
      return new Refusal(
          "the transaction ends when the method returns; call the blocking method in one that may"
              + " block");
    }
    if (!method.tree().getThrows().isEmpty() && site.isInTry()) {
      return new Refusal(
          "the call is within try of a method that throws checked exceptions; rewrite this with "
              + twin.stage().replaceAll("\\(.*", "")
              + " and thenCompose");
    }
    Answer answer =
        new Continuation(method.body(), twin, Composed.within("thenCompose"), false, site).answer();
    return answer instanceof Answer.Offer offer
        ? new Answer.Offer(
            offer.edit(),
            offer
                .change()
                .map(
                    change -> change + ", and failures complete the stage instead of being thrown"))
        : answer;
  }

  private static Optional<String> obstacle(TwinCall twin, Site site) {
    if (Site.isLocked(site.operation())) {
      return Optional.of("a lock is held during the wait; take it in the callback behind it");
    }
    if (HeldLocks.areUsed(site.nonBlockingFunction().getLeaf(), site)) {
      return Optional.of(
          "a lock is used around the wait, and it belongs to one thread; give it back before the"
              + " wait, in a method of its own");
    }
    return twin.boxing()
        .or(
            () ->
                BoundToThread.in(site.nonBlockingFunction().getLeaf(), site)
                    .map(
                        owner ->
                            "the code around reads "
                                + owner
                                + ", which belongs to the thread it runs on; read that before the"
                                + " call, then go on in a callback"));
  }
}
