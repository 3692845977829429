package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A callback of a stage that blocks moves to an executor whose threads may block.
 *
 * <p>{@code stage.thenApply(x -> read(x))} becomes {@code stage.thenApplyAsync(x -> read(x),
 * Offload.executor())}, or another executor. Never the twin without an executor: its default may be
 * one thread for each task, or a pool that others need. Not {@code Offload.thenCall} either, which
 * shows callbacks behind it a failure that no {@code CompletionException} wraps.
 *
 * <p>Changes behaviour: runs on another thread.
 *
 * <p>Refusals: no executor; the callback reads what belongs to the thread it runs on, or takes a
 * lock that another one gives back; the stage is built within {@code synchronized}, where the
 * callback may count on the monitor; the method has no twin in this JDK.
 */
final class OffloadCallback implements FixStrategy {
  private static final String CHANGE = "runs on another thread";

  private final ExecutorChoice executors;

  OffloadCallback(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return StageCall.around(site.functionObject(), site)
        .filter(call -> !call.isAsync() && !call.isStatic())
        .map(call -> answer(call, site));
  }

  private Answer answer(StageCall call, Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    Optional<String> bound = BoundToThread.in(function, site);
    if (bound.isPresent()) {
      return new Refusal(
          "the callback reads "
              + bound.get()
              + ", which belongs to the thread it runs on; read that before, then offload the"
              + " rest");
    }
    Optional<String> locks = HeldLocks.obstacle(List.of(function), site);
    if (locks.isPresent()) {
      return new Refusal(locks.get());
    }
    if (Site.isLocked(call.path())) {
      return new Refusal(
          "the stage is built while a lock is held; build it outside of the lock, then offload");
    }
    ExecutorChoice.Choice choice = executors.at(call.path(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    ExecutorChoice.Chosen executor = (ExecutorChoice.Chosen) choice;
    String twin = call.name() + "Async";
    Type owner = ASTHelpers.getSymbol(call.tree()).owner.type;
    if (!site.hasMethod(owner, twin, call.tree().getArguments().size() + 1)) {
      return new Refusal(
          "this JDK has no "
              + twin
              + "; use handle, then thenCompose with a stage that is offloaded");
    }
    int end = site.end(call.tree()) - 1;
    return Offer.changing(
        Edit.replace(call.nameStart(site), site.end(call.select()), twin)
            .and(end, end, ", " + executor.expression())
            .importing(executor.imports())
            .leaving(new Edit.Rest(function, site.start(function), site.end(function))),
        CHANGE);
  }
}
