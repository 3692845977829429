package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A callback of a stage that blocks moves to an executor whose threads may block.
 *
 * <p>{@code stage.thenApply(x -> read(x))} becomes {@code Offload.thenCall(stage, x -> read(x))}
 * where the runtime library is there and no other executor is wanted; else, and for all other
 * callbacks, the twin of the method that takes an executor: {@code stage.thenAcceptAsync(x ->
 * read(x), executor)}. Never the twin without an executor: its default may be one thread for each
 * task, or a pool that others need.
 *
 * <p>Changes behaviour: runs on another thread.
 *
 * <p>Refusals: no executor; the callback reads what belongs to the thread it runs on; the stage is
 * built within {@code synchronized}, where the callback may count on the monitor; the method has no
 * twin in this JDK.
 */
final class OffloadCallback implements FixStrategy {
  private static final String CHANGE = "runs on another thread";

  private final ExecutorChoice executors;

  OffloadCallback(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return StageCall.around(site.nonBlockingFunction(), site)
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
    if (Site.isLocked(call.path())) {
      return new Refusal(
          "the stage is built while a lock is held; build it outside of the lock, then offload");
    }
    ExecutorChoice.Choice choice = executors.at(call.path(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    ExecutorChoice.Chosen executor = (ExecutorChoice.Chosen) choice;
    if (executor.isRuntime()
        && call.name().equals("thenApply")
        && isPlain(call)
        && !isAskedForFailure(call)) {
      int argument = site.start(call.tree().getArguments().get(0));
      // A comment in the middle of a chain has no place in the other form.
      if (!site.hasComments(site.end(call.receiver()), argument)) {
        return Offer.changing(thenCall(call, argument, site), CHANGE);
      }
    }
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
            .importing(executor.imports()),
        CHANGE);
  }

  /** Whether the stage is none of somebody's own kind, which he may count on. */
  private static boolean isPlain(StageCall call) {
    String result = ASTHelpers.getType(call.tree()).tsym.getQualifiedName().toString();
    return result.equals(StageCall.STAGE) || result.equals(StageCall.FUTURE);
  }

  /** The JDK's own methods wrap the failure that the next callback asks for. */
  private static boolean isAskedForFailure(StageCall call) {
    return Site.parent(call.path()).getLeaf() instanceof MemberSelectTree next
        && next.getIdentifier().toString().matches("(exceptionally|handle|whenComplete).*");
  }

  private static Edit thenCall(StageCall call, int argument, Site site) {
    Site.Named offload = site.named("dev.offload.Offload");
    int start = site.start(call.tree());
    return Edit.replace(start, start, offload.text() + ".thenCall(")
        .and(site.end(call.receiver()), argument, ", ")
        .importing(offload.imports());
  }
}
