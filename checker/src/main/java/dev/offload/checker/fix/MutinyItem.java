package dev.offload.checker.fix;

import com.sun.source.tree.ExpressionTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A blocking argument of Mutiny's {@code item} is evaluated when somebody subscribes, on threads
 * that may block.
 *
 * <p>{@code return Uni.createFrom().item(read(x))} becomes {@code return Uni.createFrom().item(()
 * -> read(x)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool())}; that of a Multi, and
 * {@code optional}, likewise.
 *
 * <p>Changes behaviour: another thread, later, and again for each subscriber; a failure is
 * signalled, not thrown.
 *
 * <p>Not of this shape: functions of operators that subscribe to several sources at once.
 *
 * <p>Refusals: what {@link Deferral} and {@link MutinyCall#bound} find.
 */
final class MutinyItem implements FixStrategy {
  private static final Set<String> SOURCES =
      Set.of("MultiCreate.item", "MultiCreate.optional", "UniCreate.item", "UniCreate.optional");

  private static final Set<String> ONE_BY_ONE =
      Set.of("call", "concatMap", "transformToMultiAndConcatenate", "transformToUniAndConcatenate");

  private static final Deferral.Words WORDS =
      new Deferral.Words(
          Set.of("recoverWithUni", "switchTo"),
          Set.of("repeat", "retry"),
          "item(() -> ..) with runSubscriptionOn",
          "memoize()",
          "onFailure()");

  private final ExecutorChoice executors;

  MutinyItem(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    Deferral<MutinyCall> deferral =
        new Deferral<>(MutinyCall::at, MutinyItem::isOneByOne, WORDS, site);
    return deferral
        .source()
        .filter(call -> SOURCES.contains(call.operator()) && !MutinyCall.isLazyWait(site))
        .map(call -> answer(call, deferral, site));
  }

  private static boolean isOneByOne(MutinyCall call) {
    return !call.isMulti() || ONE_BY_ONE.contains(call.name());
  }

  private Answer answer(MutinyCall call, Deferral<MutinyCall> deferral, Site site) {
    ExpressionTree argument = call.tree().getArguments().get(0);
    return call.bound(argument, site)
        .or(() -> deferral.obstacle(call))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> Offer.changing(edit(call, deferral, site), Deferral.LATER));
  }

  private Edit edit(MutinyCall call, Deferral<MutinyCall> deferral, Site site) {
    MutinyExecutor executor = MutinyExecutor.at(call, executors, site);
    int start = site.start(call.tree().getArguments().get(0));
    int end = site.end(call.tree());
    String type = call.name().equals("item") ? deferral.typeArgument(call) : "";
    return Edit.replace(call.nameStart(site), site.end(call.select()), type + call.name())
        .and(start, start, "() -> ")
        .and(end, end, Deferral.line(end, site) + ".runSubscriptionOn(" + executor.text() + ")")
        .importing(executor.imports())
        .upTo(call.endOfChain(site));
  }
}
