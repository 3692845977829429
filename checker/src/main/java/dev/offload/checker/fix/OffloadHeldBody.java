package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A body that holds an {@code AsyncLock} or {@code AsyncSemaphore} blocks on another thread, and
 * goes on holding it meanwhile: {@code lock.with(() -> read(x))} becomes {@code lock.with(() ->
 * Offload.compose(() -> read(x)))}.
 *
 * <p>Changes behaviour: runs on another thread.
 *
 * <p>Refusals: the body reads what belongs to the thread it runs on; a lock is taken and not given
 * back; no executor.
 */
final class OffloadHeldBody implements FixStrategy {
  private static final Set<String> HELD =
      Set.of("dev.offload.AsyncLock", "dev.offload.AsyncSemaphore");

  private final ExecutorChoice executors;

  OffloadHeldBody(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return FutureWait.of(site).isEmpty()
            && site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree body
            && Site.parent(site.nonBlockingFunction()).getLeaf()
                instanceof MethodInvocationTree call
            && isHolding(ASTHelpers.getSymbol(call))
        ? Optional.of(answer(body, site))
        : Optional.empty();
  }

  private static boolean isHolding(MethodSymbol method) {
    return method.name.contentEquals("with")
        && HELD.contains(method.owner.getQualifiedName().toString());
  }

  private Answer answer(LambdaExpressionTree lambda, Site site) {
    Optional<String> obstacle =
        BoundToThread.in(lambda, site)
            .map(BoundToThread::callback)
            .or(() -> HeldLocks.obstacle(List.of(lambda.getBody()), site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    ExecutorChoice.Choice choice = executors.at(site.nonBlockingFunction(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    Offloading offloading = Offloading.to((ExecutorChoice.Chosen) choice, site);
    int start = site.start(lambda.getBody());
    int end = site.end(lambda.getBody());
    return Offer.changing(
        Edit.replace(start, start, offloading.composing(""))
            .and(end, end, offloading.composed(site))
            .importing(offloading.imports()),
        "runs on another thread");
  }
}
