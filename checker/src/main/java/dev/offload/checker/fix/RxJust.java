package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A blocking argument of RxJava's {@code just} is evaluated when somebody subscribes, on threads
 * that may block.
 *
 * <p>{@code return Single.just(read(x))} becomes {@code return Single.fromCallable(() ->
 * read(x)).subscribeOn(Schedulers.io())}; {@code just} of Maybe, Flowable and Observable likewise,
 * {@code fromIterable} with a step behind it.
 *
 * <p>Changes behaviour: another thread, later, and again for each subscriber; cancellation
 * interrupts it; a failure is signalled, not thrown; where {@code Maybe.just} fails for null, the
 * Maybe is empty.
 *
 * <p>Not of this shape: functions of operators that subscribe to several sources at once.
 *
 * <p>Refusals: what {@link Deferral} and {@link RxCall#bound} find; the argument may be null.
 */
final class RxJust implements FixStrategy {
  private static final Deferral.Words WORDS =
      new Deferral.Words(
          Set.of("switchIfEmpty", "andThen"),
          Set.of("repeat", "repeatUntil", "repeatWhen", "retry", "retryUntil", "retryWhen"),
          "fromCallable with subscribeOn",
          "cache()",
          "onErrorResumeNext");

  private final ExecutorChoice executors;

  RxJust(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    Deferral<RxCall> deferral = new Deferral<>(RxCall::at, RxJust::isOneByOne, WORDS, site);
    return deferral
        .source()
        .filter(call -> isJust(call) || call.name().equals("fromIterable"))
        .filter(call -> !RxCall.isLazyWait(site))
        .map(call -> answer(call, deferral, site));
  }

  private static boolean isOneByOne(RxCall call) {
    return !call.isOfMany()
        || (call.name().startsWith("concatMap") && !call.name().startsWith("concatMapEager"));
  }

  private static boolean isJust(RxCall call) {
    return call.name().equals("just") && ASTHelpers.getSymbol(call.tree()).params().size() == 1;
  }

  private Answer answer(RxCall call, Deferral<RxCall> deferral, Site site) {
    ExpressionTree argument = call.tree().getArguments().get(0);
    Optional<String> obstacle =
        call.bound(argument, site).or(() -> deferral.obstacle(call)).or(() -> nullable(argument));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    String change = call.type().equals("Maybe") ? ", a null is no result instead of a failure" : "";
    Edit edit = edit(call, deferral, site).upTo(call.endOfChain(site));
    return Offer.changing(edit, Deferral.LATER + RxScheduler.INTERRUPTED + change);
  }

  private static Optional<String> nullable(ExpressionTree argument) {
    return NullResult.mayBeNull(argument)
        ? Optional.of("the value may be null, for which this fails; use Maybe.fromCallable")
        : Optional.empty();
  }

  private Edit edit(RxCall call, Deferral<RxCall> deferral, Site site) {
    RxScheduler scheduler = RxScheduler.at(call, executors, site);
    int start = site.start(call.tree().getArguments().get(0));
    int end = site.end(call.tree());
    String line = Deferral.line(end, site);
    String type = isJust(call) ? deferral.typeArgument(call) : "";
    String subscribeOn = line + ".subscribeOn(" + scheduler.text() + ")";
    Edit edit =
        Edit.replace(call.nameStart(site), site.end(call.select()), type + "fromCallable")
            .and(start, start, "() -> ")
            .importing(scheduler.imports());
    if (isJust(call)) {
      return edit.and(end, end, subscribeOn);
    }
    Site.Named single = call.sibling("Single", site);
    String values = site.freshName("values");
    String step = ".flattenAs" + call.type() + "(" + values + " -> " + values + ")";
    return edit.and(end, end, subscribeOn + line + step)
        .and(site.start(call.receiver()), site.end(call.receiver()), single.text())
        .importing(single.imports());
  }
}
