package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * <p>Refusals: everything that {@link Continuation} cannot move behind the call; a lock is held;
 * the rest reads what belongs to the thread it runs on; the call is in {@code try} of a method that
 * throws checked exceptions, which would leave it unchanged; the method is a transaction; a
 * primitive is used in a way that an object may not be.
 */
final class NonBlockingTwin implements FixStrategy {
  private static final Set<String> RETURNED =
      Set.of(StageCall.STAGE, "java.util.concurrent.CompletableFuture");
  private static final Composed RETURNING = new Composed("", "thenCompose", false);

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
      return StageCall.around(site.nonBlockingFunction(), site)
          .filter(call -> call.tree().getTypeArguments().isEmpty())
          .flatMap(call -> ComposeStage.answer(call, lambda, twin, site))
          .map(answer -> importing(answer, twin));
    }
    return site.nonBlockingFunction().getLeaf() instanceof MethodTree method && returnsStage(method)
        ? Optional.of(importing(inMethod(method, twin, site), twin))
        : Optional.empty();
  }

  private static Answer importing(Answer answer, TwinCall twin) {
    return answer instanceof Answer.Offer offer
        ? new Answer.Offer(offer.edit().importing(twin.imports()), offer.change())
        : answer;
  }

  private static boolean returnsStage(MethodTree method) {
    return method.getReturnType() != null
        && RETURNED.contains(
            ASTHelpers.getType(method.getReturnType()).tsym.getQualifiedName().toString());
  }

  private static Answer inMethod(MethodTree method, TwinCall twin, Site site) {
    if (!site.isDirect()) {
      return new Refusal(CutObstacles.LOOP);
    }
    if (isTransactional(ASTHelpers.getSymbol(method))) {
      return new Refusal(
          "the transaction ends when the method returns; call the blocking method in one that may"
              + " block");
    }
    if (!method.getThrows().isEmpty() && site.isInTry()) {
      return new Refusal(
          "the call is within try of a method that throws checked exceptions; rewrite this with "
              + twin.stage().replaceAll("\\(.*", "")
              + " and thenCompose");
    }
    Answer answer = new Continuation(method.getBody(), twin, RETURNING, false, site).answer();
    return answer instanceof Answer.Offer offer
        ? new Answer.Offer(
            offer.edit(),
            offer
                .change()
                .map(
                    change -> change + ", and failures complete the stage instead of being thrown"))
        : answer;
  }

  private static boolean isTransactional(MethodSymbol method) {
    return Stream.of(method, method.owner)
        .flatMap(each -> each.getAnnotationMirrors().stream())
        .anyMatch(each -> each.type.tsym.name.contentEquals("Transactional"));
  }

  private static Optional<String> obstacle(TwinCall twin, Site site) {
    if (Site.isLocked(site.operation())) {
      return Optional.of("a lock is held during the wait; take it in the callback behind it");
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
