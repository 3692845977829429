package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A function of Mutiny's that waits for a Uni returns that Uni instead.
 *
 * <p>{@code uni.onItem().transform(x -> f(x).await().indefinitely())} becomes {@code
 * uni.onItem().transformToUni(x -> f(x))}, for a Multi {@code transformToUniAndConcatenate}; what
 * the function does after the wait goes into a function of the inner Uni. {@code invoke(x ->
 * f(x).await().indefinitely())} becomes {@code call(x -> f(x))}.
 *
 * <p>Changes behaviour: a wait wraps checked exceptions into CompletionException. What follows the
 * wait does not happen if the chain is cancelled before. For a Multi, a null item of the inner Uni
 * is no item, where {@code transform} fails; a source that does not wait for demand overflows, as
 * it is asked for one item after the other.
 *
 * <p>Not of this shape: what {@link Continuation} cannot move, or what belongs to a thread; to
 * offload the wait is left.
 *
 * <p>Refusals: {@code asIterable} and {@code asStream}, which wait when somebody reads them.
 */
final class MutinyCompose implements FixStrategy {
  private static final String UNWRAPPED =
      "a checked exception of the inner Uni is no longer wrapped";
  private static final String OVERFLOW = ", a source that cannot be slowed down may overflow";
  private static final String NULL = ", a null is no item instead of a failure";

  @Override
  public Optional<Answer> answer(Site site) {
    if (MutinyCall.isLazyWait(site)) {
      return Optional.of(
          new Refusal(
              "each item is waited for when it is read; use operators of the Multi for what is"
                  + " done with them, or collect().asList() for all of them at once"));
    }
    return MutinyCall.around(site.nonBlockingFunction())
        .filter(call -> call.tree().getTypeArguments().isEmpty())
        .filter(call -> call.tree().getArguments().size() == 1)
        .filter(call -> call.threadState(site.nonBlockingFunction().getLeaf(), site).isEmpty())
        .flatMap(call -> answer(call, site));
  }

  private static Optional<Answer> answer(MutinyCall call, Site site) {
    Optional<MutinyWait> wait = MutinyWait.of(site).filter(each -> site.isDirect());
    if (wait.isEmpty()
        || !(site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda)) {
      return Optional.empty();
    }
    return switch (call.operator()) {
      case "Multi.invoke", "MultiOnItem.invoke", "Uni.invoke", "UniOnItem.invoke" ->
          called(call, lambda, wait.get(), site);
      default -> continued(call, lambda, wait.get(), site);
    };
  }

  private static Edit renamed(MutinyCall call, String name, Site site) {
    return Edit.replace(call.nameStart(site), site.end(call.select()), name);
  }

  // --- invoke ------------------------------------------------------------------------------------

  private static Optional<Answer> called(
      MutinyCall call, LambdaExpressionTree lambda, MutinyWait wait, Site site) {
    Tree body = lambda.getBody();
    if (!wait.canReplace(body, site)) {
      return Optional.empty();
    }
    return Optional.of(
        Offer.changing(
            renamed(call, "call", site).and(site.start(body), site.end(body), wait.stage(site)),
            call.isMulti() ? UNWRAPPED + OVERFLOW : UNWRAPPED));
  }

  // --- transform and transformToUni --------------------------------------------------------------

  private static Optional<Answer> continued(
      MutinyCall call, LambdaExpressionTree lambda, MutinyWait wait, Site site) {
    return composed(call, lambda)
        .map(composed -> continued(call, lambda, wait, composed, site))
        .filter(Offer.class::isInstance);
  }

  private static Optional<Composed> composed(MutinyCall call, LambdaExpressionTree lambda) {
    return switch (call.operator()) {
      case "Uni.map" -> Optional.of(new Composed("flatMap", "map", false));
      case "UniOnItem.transform" -> Optional.of(new Composed("transformToUni", "map", false));
      case "Multi.map" ->
          Optional.of(new Composed("onItem().transformToUniAndConcatenate", "map", false));
      case "MultiOnItem.transform" ->
          Optional.of(new Composed("transformToUniAndConcatenate", "map", false));
      case "Uni.chain", "Uni.flatMap", "UniOnItem.transformToUni" ->
          returnsUnis(lambda)
              ? Optional.of(new Composed(call.name(), "flatMap", false))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean returnsUnis(LambdaExpressionTree lambda) {
    List<ExpressionTree> results = Returns.values(lambda.getBody());
    return results.stream()
        .map(each -> ASTHelpers.getType(each).tsym)
        .allMatch(each -> each.getQualifiedName().contentEquals("io.smallrye.mutiny.Uni"));
  }

  private static Answer continued(
      MutinyCall call, LambdaExpressionTree lambda, MutinyWait wait, Composed composed, Site site) {
    Answer answer = new Continuation(lambda.getBody(), wait, composed, false, site).answer();
    return answer instanceof Offer offer
        ? Offer.changing(
            offer.edit().and(call.nameStart(site), site.end(call.select()), composed.outer()),
            UNWRAPPED
                + wait.cancellation(lambda.getBody()).map(each -> ", " + each).orElse("")
                + (call.isMulti() ? NULL + OVERFLOW : ""))
        : answer;
  }
}
