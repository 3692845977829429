package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Values;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A callback that blocks on the threads of an executor that must not block gets another executor:
 * {@code thenApplyAsync(x -> read(x), eventLoop)} becomes {@code thenApplyAsync(x -> read(x),
 * Offload.executor())}.
 *
 * <p>Changes behaviour: runs on another thread.
 *
 * <p>Refusals: no executor; the callback reads what belongs to the thread it runs on; a lock is
 * held; the callback, or what it calls, changes fields or asks for its thread, as what is confined
 * to an event loop does; making the executor does something else as well.
 */
final class ExecutorArgument implements FixStrategy {
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  private final ExecutorChoice executors;

  ExecutorArgument(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return StageCall.around(site.nonBlockingFunction(), site)
        .filter(call -> call.tree().getArguments().size() > 1)
        .filter(call -> site.isA(declared(call), EXECUTOR))
        .map(call -> answer(call, last(call), site));
  }

  private static ExpressionTree last(StageCall call) {
    List<? extends ExpressionTree> arguments = call.tree().getArguments();
    return arguments.get(arguments.size() - 1);
  }

  private static Type declared(StageCall call) {
    return ASTHelpers.getSymbol(call.tree()).type.getParameterTypes().last();
  }

  private Answer answer(StageCall call, ExpressionTree present, Site site) {
    Optional<String> bound = BoundToThread.in(site.nonBlockingFunction().getLeaf(), site);
    if (bound.isPresent()) {
      return new Refusal(BoundToThread.callback(bound.get()));
    }
    if (Site.isLocked(call.path())) {
      return new Refusal(
          "the stage is built while a lock is held; build it outside of the lock, then offload");
    }
    Optional<String> confined = Confinement.of(site.nonBlockingFunction().getLeaf(), site);
    if (confined.isPresent()) {
      return new Refusal(
          "the callback "
              + confined.get()
              + ", which may be meant for the threads of this executor only; offload just the call"
              + " that blocks, and go on with `"
              + site.source(present)
              + "` in the next stage");
    }
    if (!FirstEvaluated.isInert(Values.strip(present)) && !isGetter(present)) {
      return new Refusal(
          "making the executor may do something else as well; hand over one whose threads may"
              + " block");
    }
    ExecutorChoice.Choice choice = executors.at(call.path(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    ExecutorChoice.Chosen chosen = (ExecutorChoice.Chosen) choice;
    return Offer.changing(
        Edit.replace(site.start(present), site.end(present), chosen.expression())
            .importing(chosen.imports()),
        "runs on another thread");
  }

  /** Whether an expression only asks for an executor: {@code channel.eventLoop()}. */
  private static boolean isGetter(ExpressionTree expression) {
    return Values.strip(expression) instanceof MethodInvocationTree call
        && call.getArguments().isEmpty()
        && (ASTHelpers.getReceiver(call) == null
            || FirstEvaluated.isInert(ASTHelpers.getReceiver(call))
            || isGetter(ASTHelpers.getReceiver(call)));
  }
}
