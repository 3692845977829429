package dev.offload.checker.fix;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * What comes before a blocking operator of Mutiny hands over to threads that may block.
 *
 * <p>{@code uni.onItem().transform(x -> read(x))} becomes {@code
 * uni.emitOn(Infrastructure.getDefaultWorkerPool()).onItem().transform(x -> read(x))}.
 *
 * <p>Changes behaviour: the operator and all behind it run on another thread. When the source of a
 * Multi fails, {@code emitOn} drops the items that are under way; a source that cannot be slowed
 * down may overflow, as it is asked for a limited number of items.
 *
 * <p>Refusals: the operators of a group are in a variable, so that there is no Uni or Multi to put
 * this behind; what {@link MutinyCall#bound} finds. Operators that run something when somebody
 * subscribes or cancels are not moved by {@code emitOn}.
 */
final class MutinyEmitOn implements FixStrategy {
  private static final String CHANGE = "the operator and what follows it run on another thread";
  private static final String OF_MULTI =
      CHANGE
          + ", when the source fails, items under way are dropped, a source that cannot be slowed"
          + " down may overflow";

  /** Types all of whose functions get what the source before them emits. */
  private static final Set<String> GROUPS =
      Set.of(
          "MultiCollect",
          "MultiGroup",
          "MultiIfEmpty",
          "MultiOnCompletion",
          "MultiOnFailure",
          "MultiOnItem",
          "MultiSelect",
          "MultiSkip",
          "MultiSubscribe",
          "UniOnFailure",
          "UniOnItem",
          "UniOnItemIgnore",
          "UniOnItemOrFailure",
          "UniOnNotNull",
          "UniOnNull",
          "UniSubscribe");

  private static final Set<String> OPERATORS =
      Set.of(
          "Multi.call",
          "Multi.concatMap",
          "Multi.filter",
          "Multi.flatMap",
          "Multi.invoke",
          "Multi.map",
          "Multi.onFailure",
          "Uni.call",
          "Uni.chain",
          "Uni.flatMap",
          "Uni.invoke",
          "Uni.map",
          "Uni.onFailure",
          "Uni.replaceIfNullWith",
          "Uni.replaceWith");

  /** Those whose first function makes something when somebody subscribes. */
  private static final Set<String> ON_SUBSCRIPTION = Set.of("MultiCollect.in", "MultiOnItem.scan");

  private final ExecutorChoice executors;

  MutinyEmitOn(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return MutinyCall.around(site.functionObject())
        .filter(call -> isOnEmission(call, site.functionObject().getLeaf()))
        .filter(call -> !MutinyCall.isLazyWait(site))
        .map(call -> answer(call, site));
  }

  private static boolean isOnEmission(MutinyCall call, Tree function) {
    String operator = call.operator();
    boolean isSupplier =
        ON_SUBSCRIPTION.contains(operator)
            && call.tree().getArguments().size() == 2
            && call.argumentOf(function) == 0;
    if (isSupplier) {
      return false;
    }
    return OPERATORS.contains(operator)
        || GROUPS.contains(operator.substring(0, operator.indexOf('.')));
  }

  private Answer answer(MutinyCall call, Site site) {
    Tree function = site.functionObject().getLeaf();
    Optional<String> bound = call.bound(function, site);
    if (bound.isPresent()) {
      return new Refusal(bound.get());
    }
    Optional<ExpressionTree> source = call.source();
    if (source.isEmpty()) {
      return new Refusal(
          "the Uni or Multi in front is not in this expression; put emitOn with an executor for"
              + " blocking work behind it");
    }
    MutinyExecutor executor = MutinyExecutor.at(call, executors, site);
    return Offer.changing(
        call.insertBehind(source.get(), ".emitOn(" + executor.text() + ")", site)
            .importing(executor.imports())
            .upTo(call.endOfChain(site)),
        call.isMulti() ? OF_MULTI : CHANGE);
  }
}
