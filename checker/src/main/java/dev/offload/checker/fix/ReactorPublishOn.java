package dev.offload.checker.fix;

import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What comes before a blocking operator of Reactor hands over to threads that may block.
 *
 * <p>{@code flux.doOnNext(x -> save(x))} becomes {@code
 * flux.publishOn(Schedulers.boundedElastic()).doOnNext(x -> save(x))}.
 *
 * <p>Where {@code flatMapIterable} is behind it, {@code hide()} goes in between, or that would call
 * its function elsewhere.
 *
 * <p>Changes behaviour: the operator and all behind it run on another thread; cancellation
 * interrupts it; a Flux's source that cannot be slowed down may overflow, as it is asked for a
 * limited number of elements.
 *
 * <p>Refusals: the function, or one behind it, reads what belongs to its thread; the chain is built
 * under a lock; the method is transactional; {@code flatMapIterable} of a Flux. Operators that run
 * something when somebody subscribes or cancels are not moved by {@code publishOn}.
 */
final class ReactorPublishOn implements FixStrategy {
  private static final String CHANGE =
      "the operator and what follows it run on another thread" + ReactorScheduler.INTERRUPTED;
  private static final String OVERFLOW = ", a source that cannot be slowed down may overflow";

  /** Operators whose first function gets what the publisher before them emits. */
  private static final Set<String> ON_EMISSION =
      Set.of(
          "all",
          "any",
          "bufferUntil",
          "bufferWhile",
          "collectMap",
          "collectMultimap",
          "concatMap",
          "concatMapDelayError",
          "concatMapIterable",
          "delayUntil",
          "distinct",
          "distinctUntilChanged",
          "doAfterTerminate",
          "doOnComplete",
          "doOnEach",
          "doOnError",
          "doOnNext",
          "doOnSuccess",
          "doOnTerminate",
          "filter",
          "filterWhen",
          "flatMap",
          "flatMapIterable",
          "flatMapMany",
          "flatMapSequential",
          "groupBy",
          "handle",
          "index",
          "map",
          "mapNotNull",
          "onErrorComplete",
          "onErrorMap",
          "onErrorResume",
          "onErrorReturn",
          "reduce",
          "scan",
          "skipUntil",
          "skipWhile",
          "subscribe",
          "switchMap",
          "takeUntil",
          "takeWhile",
          "windowUntil",
          "windowWhile",
          "zipWhen");

  /** Those whose second function does, too, or whose function stands behind a value or a class. */
  private static final Set<String> ON_EMISSION_SECOND =
      Set.of(
          "collect",
          "collectMap",
          "collectMultimap",
          "doOnError",
          "flatMap",
          "flatMapMany",
          "groupBy",
          "onErrorMap",
          "onErrorResume",
          "reduce",
          "reduceWith",
          "scan",
          "scanWith",
          "subscribe");

  private static final Set<String> PULLING = Set.of("concatMapIterable", "flatMapIterable");

  private final ExecutorChoice executors;

  ReactorPublishOn(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return ReactorCall.around(site.functionObject(), site)
        .filter(call -> isOnEmission(call, site) && !ReactorCall.isLazyWait(site))
        .map(call -> answer(call, site));
  }

  private static boolean isOnEmission(ReactorCall call, Site site) {
    return switch (call.argumentOf(site.functionObject().getLeaf())) {
      case 0 -> ON_EMISSION.contains(call.name());
      case 1 -> ON_EMISSION_SECOND.contains(call.name());
      case 2 -> call.name().equals("subscribe");
      default -> false;
    };
  }

  private Answer answer(ReactorCall call, Site site) {
    Tree function = site.functionObject().getLeaf();
    Optional<String> bound = call.bound(function, site);
    if (bound.isPresent()) {
      return new Refusal(bound.get());
    }
    if (isPulling(call, site)) {
      return new Refusal(
          "`"
              + call.name()
              + "` calls its function on the thread that asks for elements; use concatMap with"
              + " Flux.fromIterable");
    }
    ReactorScheduler scheduler = ReactorScheduler.at(call, executors, site);
    Edit edit = call.insertBehind(call.receiver(), scheduler.publishOn(), site);
    List<ReactorCall> after = call.after(site);
    boolean isPulled = !call.isMono(site) && after.stream().anyMatch(each -> isPulling(each, site));
    Edit whole =
        isPulled ? edit.and(after.get(0).insertBehind(call.tree(), ".hide()", site)) : edit;
    return Offer.changing(
        whole.importing(scheduler.imports()).upTo(call.endOfChain(site)),
        call.isMono(site) ? CHANGE : CHANGE + OVERFLOW);
  }

  /** Whether Reactor fuses it with what is before, so that it runs all that where it wants to. */
  private static boolean isPulling(ReactorCall call, Site site) {
    return PULLING.contains(call.name()) && !call.isMono(site);
  }
}
