package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * What comes before a blocking operator of RxJava hands over to threads that may block.
 *
 * <p>{@code single.map(x -> read(x))} becomes {@code single.observeOn(Schedulers.io()).map(x ->
 * read(x))}; that of a Flowable or Observable gets {@code true} as well: a failure of the source
 * does not overtake its elements. {@code concatMap(x -> read(x))}, which calls its function on
 * other threads, too, becomes {@code concatMap(x -> read(x), 2, Schedulers.io())}. Where such an
 * operator is behind it, {@code hide()} goes in between, or that would call its function elsewhere.
 *
 * <p>Changes behaviour: the operator and all behind it run on another thread; cancellation
 * interrupts it; a Flowable's source that cannot be slowed down may overflow, as it is asked for a
 * limited number of elements. When the source of {@code concatMap} fails, elements under way are
 * dropped.
 *
 * <p>Refusals: an operator calls its function on other threads, too, as the rest of the {@code
 * concatMap} and {@code flatMapIterable} families do; what {@link RxCall#bound} finds. Operators
 * that run something when somebody subscribes or disposes are not moved by {@code observeOn}.
 */
final class RxObserveOn implements FixStrategy {
  private static final String CHANGE =
      "the operator and what follows it run on another thread" + RxScheduler.INTERRUPTED;
  private static final String OVERFLOW = ", a source that cannot be slowed down may overflow";
  private static final String FUNCTION =
      "the function runs on another thread"
          + RxScheduler.INTERRUPTED
          + ", when the source fails, elements under way are dropped";

  /** Operators whose first function gets what the source before them emits. */
  private static final Set<String> ON_EMISSION =
      Set.of(
          "all",
          "any",
          "concatMapEager",
          "concatMapEagerDelayError",
          "concatMapIterable",
          "concatMapStream",
          "distinct",
          "distinctUntilChanged",
          "doAfterNext",
          "doAfterSuccess",
          "doAfterTerminate",
          "doOnComplete",
          "doOnEach",
          "doOnError",
          "doOnEvent",
          "doOnNext",
          "doOnSuccess",
          "doOnTerminate",
          "filter",
          "flatMap",
          "flatMapCompletable",
          "flatMapIterable",
          "flatMapMaybe",
          "flatMapObservable",
          "flatMapPublisher",
          "flatMapSingle",
          "flatMapSingleElement",
          "flatMapStream",
          "flattenAsFlowable",
          "flattenAsObservable",
          "forEach",
          "forEachWhile",
          "groupBy",
          "map",
          "mapOptional",
          "onErrorComplete",
          "onErrorResumeNext",
          "onErrorReturn",
          "reduce",
          "scan",
          "skipWhile",
          "sorted",
          "subscribe",
          "switchMap",
          "switchMapCompletable",
          "switchMapCompletableDelayError",
          "switchMapDelayError",
          "switchMapMaybe",
          "switchMapMaybeDelayError",
          "switchMapSingle",
          "switchMapSingleDelayError",
          "takeUntil",
          "takeWhile",
          "toMap",
          "toMultimap",
          "toSortedList");

  /** Those whose second function does, too, or whose function stands behind a value. */
  private static final Set<String> ON_EMISSION_SECOND =
      Set.of(
          "collect",
          "collectInto",
          "forEachWhile",
          "groupBy",
          "reduce",
          "reduceWith",
          "scan",
          "scanWith",
          "subscribe",
          "toMap",
          "toMultimap");

  /** Those that take their elements from what the function returns. */
  private static final Set<String> FLATTENING =
      Set.of("concatMapIterable", "concatMapStream", "flatMapIterable", "flatMapStream");

  private final ExecutorChoice executors;

  RxObserveOn(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return RxCall.around(site.functionObject())
        .filter(call -> !RxCall.isLazyWait(site))
        .flatMap(call -> answer(call, site));
  }

  private Optional<Answer> answer(RxCall call, Site site) {
    Tree function = site.functionObject().getLeaf();
    boolean isElsewhere = isElsewhere(call);
    if (!isElsewhere && !isOnEmission(call, function)) {
      return Optional.empty();
    }
    Optional<String> obstacle = call.bound(function, site);
    if (obstacle.isPresent()) {
      return obstacle.map(Refusal::new);
    }
    return Optional.of(isElsewhere ? elsewhere(call, site) : inFront(call, site));
  }

  private static boolean isOnEmission(RxCall call, Tree function) {
    return switch (call.argumentOf(function)) {
      case 0 -> ON_EMISSION.contains(call.name()) || isConcatMapOfOne(call);
      case 1 -> ON_EMISSION_SECOND.contains(call.name());
      case 2 -> call.name().equals("subscribe") || call.name().equals("forEachWhile");
      default -> false;
    };
  }

  private static boolean isConcatMapOfOne(RxCall call) {
    return !call.isOfMany() && call.name().startsWith("concatMap");
  }

  private Answer inFront(RxCall call, Site site) {
    RxScheduler scheduler = RxScheduler.at(call, executors, site);
    String operator = ".observeOn(" + scheduler.text() + (call.isOfMany() ? ", true" : "") + ")";
    Edit edit = call.insertBehind(call.receiver(), operator, site).importing(scheduler.imports());
    Optional<Edit> hide =
        call.next()
            .filter(next -> isPulled(call))
            .map(next -> next.insertBehind(call.tree(), ".hide()", site));
    return Offer.changing(
        hide.map(edit::and).orElse(edit).upTo(call.endOfChain(site)),
        call.type().equals("Flowable") ? CHANGE + OVERFLOW : CHANGE);
  }

  /**
   * Whether an operator behind it may call the function, too, as RxJava fuses the two: where an
   * inner source ends, or where somebody asks for more.
   */
  private static boolean isPulled(RxCall call) {
    for (Optional<RxCall> next = call.next(); next.isPresent(); next = next.get().next()) {
      boolean isFusing =
          next.get().type().equals("Observable")
              && (next.get().name().equals("concatMap")
                  || next.get().name().equals("concatMapDelayError"));
      if (isFusing || isPulling(next.get())) {
        return call.isOfMany();
      }
      if (!next.get().isOfMany()) {
        return false;
      }
    }
    return false;
  }

  // --- Operators that call their function on other threads, too ----------------------------------

  private static boolean isElsewhere(RxCall call) {
    boolean isConcatMap =
        call.isOfMany()
            && call.name().startsWith("concatMap")
            && !call.name().startsWith("concatMapEager");
    return FLATTENING.contains(call.name()) ? isPulling(call) : isConcatMap;
  }

  /** Whether it calls its function when it is asked for more. */
  private static boolean isPulling(RxCall call) {
    return call.type().equals("Flowable") && FLATTENING.contains(call.name());
  }

  private Answer elsewhere(RxCall call, Site site) {
    int arguments = call.tree().getArguments().size();
    boolean hasOverload =
        call.name().equals("concatMap")
            && arguments <= 2
            && site.hasMethod(ASTHelpers.getSymbol(call.tree()).owner.type, "concatMap", 3);
    if (hasOverload) {
      RxScheduler scheduler = RxScheduler.at(call, executors, site);
      int end = site.end(call.tree().getArguments().get(arguments - 1));
      String more = (arguments == 1 ? ", 2, " : ", ") + scheduler.text();
      return Offer.changing(Edit.replace(end, end, more).importing(scheduler.imports()), FUNCTION);
    }
    return new Refusal(
        "`"
            + call.name()
            + "` calls its function on other threads than that of its source, too; "
            + (isPulling(call)
                ? "use concatMap with Flowable.fromIterable"
                : "return defer(..).subscribeOn(Schedulers.io()) from it"));
  }
}
