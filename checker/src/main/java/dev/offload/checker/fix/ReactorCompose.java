package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function of Reactor's that waits for a publisher returns that publisher instead.
 *
 * <p>{@code mono.map(x -> f(x).block())} becomes {@code mono.flatMap(x -> f(x))}, for a Flux {@code
 * concatMap}; what the function does after the wait goes into a function of the inner Mono. {@code
 * doOnNext(x -> f(x).block())} becomes {@code delayUntil(x -> f(x))}.
 *
 * <p>Safe for a Mono where an empty publisher makes no difference, as for {@code delayUntil}, and
 * nothing follows the wait; else changes behaviour: {@code block()} of an empty Mono is null, for
 * which {@code map} fails, and the new chain is empty. What follows the wait does not happen if the
 * chain is cancelled before. A time-out is another exception. When the source of a Flux fails,
 * {@code concatMap} and {@code delayUntil} drop the elements that are under way; a source that
 * cannot be slowed down may overflow, as they ask for a limited number of elements.
 *
 * <p>Not of this shape, as a null of {@code block()} has a meaning then: the function mentions
 * null. Nor is {@code onErrorContinue} behind it, or what belongs to a thread, or what {@link
 * Continuation} cannot move: to offload the wait is left.
 *
 * <p>Refusals: {@code toIterable} and {@code toStream}, which wait when somebody reads them.
 */
final class ReactorCompose implements FixStrategy {
  private static final String TIMEOUT = "a time-out is a TimeoutException";
  private static final String OF_MANY =
      "when the source fails, elements under way are dropped, a source that cannot be slowed down"
          + " may overflow";
  private static final String EMPTY = "an empty publisher is no result instead of a failure";
  private static final String EMPTY_WITHIN =
      "an empty publisher is no result, not null in what follows";

  @Override
  public Optional<Answer> answer(Site site) {
    if (ReactorCall.isLazyWait(site)) {
      return Optional.of(
          new Refusal(
              "each element is waited for when it is read; use operators of the Flux for what is"
                  + " done with them, or collectList() and flatMap for all of them at once"));
    }
    return ReactorCall.around(site.nonBlockingFunction(), site)
        .filter(call -> call.tree().getTypeArguments().isEmpty())
        .filter(call -> call.argumentOf(site.nonBlockingFunction().getLeaf()) == 0)
        .filter(call -> !call.isContinued(site))
        .filter(call -> call.threadState(site.nonBlockingFunction().getLeaf(), site).isEmpty())
        .flatMap(call -> answer(call, site));
  }

  private static Optional<Answer> answer(ReactorCall call, Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    if (function instanceof MemberReferenceTree reference) {
      return reference(call, reference, site);
    }
    Optional<ReactorWait> wait = ReactorWait.of(site).filter(each -> site.isDirect());
    if (wait.isEmpty() || !(function instanceof LambdaExpressionTree lambda)) {
      return Optional.empty();
    }
    if (call.name().equals("doOnNext")) {
      return delayUntil(call, lambda, wait.get(), site);
    }
    return composed(call, lambda, site)
        .filter(composed -> !NullResult.isMentioned(lambda.getBody()))
        .filter(composed -> !wait.get().isReadVoid(lambda.getBody(), site))
        .map(composed -> continued(call, lambda, wait.get(), composed, site))
        .filter(Offer.class::isInstance);
  }

  private static Optional<Answer> reference(
      ReactorCall call, MemberReferenceTree reference, Site site) {
    Type owner = ASTHelpers.getSymbol(reference).owner.type;
    boolean isBlock =
        call.name().equals("map")
            && reference.getName().contentEquals("block")
            && site.isA(owner, ReactorCall.MONO)
            && ASTHelpers.getSymbol(reference.getQualifierExpression()) instanceof ClassSymbol;
    String inner = site.freshName("inner");
    return isBlock
        ? Optional.of(
            Offer.changing(
                Edit.replace(
                        call.nameStart(site),
                        site.end(call.select()),
                        call.isMono(site) ? "flatMap" : "concatMap")
                    .and(site.start(reference), site.end(reference), inner + " -> " + inner),
                call.isMono(site) ? EMPTY : EMPTY + ", " + OF_MANY))
        : Optional.empty();
  }

  // --- doOnNext ----------------------------------------------------------------------------------

  private static Optional<Answer> delayUntil(
      ReactorCall call, LambdaExpressionTree lambda, ReactorWait wait, Site site) {
    Tree body = lambda.getBody();
    if (!wait.canReplace(body, site)) {
      return Optional.empty();
    }
    Edit edit =
        Edit.replace(call.nameStart(site), site.end(call.select()), "delayUntil")
            .and(site.start(body), site.end(body), wait.mono(site));
    return Optional.of(new Offer(edit, change(List.of(), wait, call, site)));
  }

  // --- map and flatMap ---------------------------------------------------------------------------

  private static Optional<Composed> composed(
      ReactorCall call, LambdaExpressionTree lambda, Site site) {
    String outer = call.isMono(site) ? "flatMap" : "concatMap";
    return switch (call.name()) {
      case "map" -> Optional.of(new Composed(outer, "map", false));
      case "mapNotNull" -> Optional.of(new Composed(outer, "mapNotNull", false));
      case "concatMap", "delayUntil" -> kept(call, lambda, site);
      // That of a Flux would no longer do one after the other.
      case "flatMap", "flatMapMany" ->
          call.isMono(site) ? kept(call, lambda, site) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Composed> kept(ReactorCall call, LambdaExpressionTree lambda, Site site) {
    return inner(lambda, site).map(inner -> new Composed(call.name(), inner, false));
  }

  /** What to go on with, by what the function returns; empty if that is not always the same. */
  private static Optional<String> inner(LambdaExpressionTree lambda, Site site) {
    List<ExpressionTree> results = Returns.values(lambda.getBody());
    if (results.stream().allMatch(each -> site.isA(ASTHelpers.getType(each), ReactorCall.MONO))) {
      return Optional.of("flatMap");
    }
    return results.stream().allMatch(each -> site.isA(ASTHelpers.getType(each), ReactorCall.FLUX))
        ? Optional.of("flatMapMany")
        : Optional.empty();
  }

  private static Answer continued(
      ReactorCall call,
      LambdaExpressionTree lambda,
      ReactorWait wait,
      Composed composed,
      Site site) {
    Answer answer = new Continuation(lambda.getBody(), wait, composed, false, site).answer();
    if (!(answer instanceof Offer offer)) {
      return answer;
    }
    Edit edit = offer.edit().and(call.nameStart(site), site.end(call.select()), composed.outer());
    List<String> changes = new ArrayList<>();
    empty(call, lambda, wait).ifPresent(changes::add);
    wait.cancellation(lambda.getBody()).ifPresent(changes::add);
    return new Offer(edit, change(changes, wait, call, site));
  }

  /** What is different for an empty publisher. */
  private static Optional<String> empty(
      ReactorCall call, LambdaExpressionTree lambda, ReactorWait wait) {
    if (wait.isOptional() || wait.isUnused()) {
      return Optional.empty();
    }
    if (!wait.isAllOf(lambda.getBody())) {
      return Optional.of(EMPTY_WITHIN);
    }
    return call.name().equals("mapNotNull") ? Optional.empty() : Optional.of(EMPTY);
  }

  private static Optional<String> change(
      List<String> ofRest, ReactorWait wait, ReactorCall call, Site site) {
    List<String> changes = new ArrayList<>(ofRest);
    if (wait.hasTimeout()) {
      changes.add(TIMEOUT);
    }
    if (!call.isMono(site)) {
      changes.add(OF_MANY);
    }
    return changes.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changes));
  }
}
