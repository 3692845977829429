package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Values;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A callback that blocks on the threads of an executor that must not block gets another executor:
 * {@code thenApplyAsync(x -> read(x), eventLoop)} becomes {@code thenApplyAsync(x -> read(x),
 * Offload.executor())}. So does one without an executor, which is on the common pool: {@code
 * supplyAsync(() -> read(p))} becomes {@code supplyAsync(() -> read(p), Offload.executor())}.
 *
 * <p>Changes behaviour: runs on another thread.
 *
 * <p>Refusals: no executor; the callback reads what belongs to the thread it runs on; a lock is
 * held, or only taken somewhere inside of what the callback calls; the callback, or what it calls,
 * changes fields or asks for its thread, as what is confined to an event loop does; making the
 * executor does something else as well.
 */
final class ExecutorArgument implements FixStrategy {
  private static final Pattern MAKING = Pattern.compile("\\b(?:next|new|create|make|build)\\w*\\(");
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  private final ExecutorChoice executors;

  ExecutorArgument(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return StageCall.pathAround(site.nonBlockingFunction(), site)
        .flatMap(call -> answer(call, site));
  }

  private Optional<Answer> answer(TreePath call, Site site) {
    MethodInvocationTree tree = (MethodInvocationTree) call.getLeaf();
    List<? extends ExpressionTree> arguments = tree.getArguments();
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    ExpressionTree last = arguments.get(arguments.size() - 1);
    if (site.isA(method.type.getParameterTypes().last(), EXECUTOR)) {
      return Optional.of(
          obstacle(last, site)
              .<Answer>map(Refusal::new)
              .orElseGet(() -> answer(call, site.start(last), site.end(last), "", site)));
    }
    boolean hasTwin =
        site.finding().code().context() instanceof ExecutionContext.CommonPool
            && site.hasMethod(method.owner.type, method.name.toString(), arguments.size() + 1);
    return hasTwin
        ? Optional.of(answer(call, site.end(last), site.end(last), ", ", site))
        : Optional.empty();
  }

  /** Why another executor cannot take the place of this one. */
  private static Optional<String> obstacle(ExpressionTree present, Site site) {
    if (!isOnlyAskedFor(present)) {
      return Optional.of(
          "making the executor may do something else as well; hand over one whose threads may"
              + " block");
    }
    Optional<String> lock = OffloadedCall.lockInside(site);
    if (lock.isPresent()) {
      return lock;
    }
    return Confinement.of(site.nonBlockingFunction().getLeaf(), site)
        .map(
            confined ->
                "the callback "
                    + confined
                    + ", which may be meant for the threads of this executor only; offload just the"
                    + " call that blocks, and go on with `"
                    + site.source(present)
                    + "` in the next stage");
  }

  /** An executor, behind {@code separator}, takes the place of what is there now. */
  private Answer answer(TreePath call, int start, int end, String separator, Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    Optional<String> bound = BoundToThread.in(function, site);
    if (bound.isPresent()) {
      return new Refusal(BoundToThread.callback(bound.get()));
    }
    if (Site.isLocked(call)) {
      return new Refusal(
          "the stage is built while a lock is held; build it outside of the lock, then offload");
    }
    ExecutorChoice.Choice choice = executors.at(call, site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    ExecutorChoice.Chosen chosen = (ExecutorChoice.Chosen) choice;
    // All of the callback: the fix of another finding in it may keep the executor.
    return Offer.changing(
        Edit.replace(start, end, separator + chosen.expression())
            .upTo(site.start(function))
            .importing(chosen.imports())
            .leaving(new Edit.Rest(function, site.start(function), site.end(function))),
        "runs on another thread");
  }

  /** Whether an expression yields the same executor each time. */
  static boolean isSettled(ExpressionTree executor) {
    return isOnlyAskedFor(executor) && !MAKING.matcher(executor.toString()).find();
  }

  private static boolean isOnlyAskedFor(ExpressionTree executor) {
    ExpressionTree bare = Values.strip(executor);
    return bare instanceof MemberReferenceTree reference
        ? FirstEvaluated.isInert(reference.getQualifierExpression())
        : FirstEvaluated.isInert(bare) || isGetter(executor);
  }

  /** {@code channel.eventLoop()}. */
  private static boolean isGetter(ExpressionTree expression) {
    return Values.strip(expression) instanceof MethodInvocationTree call
        && call.getArguments().isEmpty()
        && (ASTHelpers.getReceiver(call) == null
            || FirstEvaluated.isInert(ASTHelpers.getReceiver(call))
            || isGetter(ASTHelpers.getReceiver(call)));
  }
}
