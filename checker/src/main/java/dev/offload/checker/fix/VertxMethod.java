package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A method that returns a Vert.x future, such as {@code start()} of a {@code VerticleBase}, moves
 * the call that blocks to a worker thread of Vert.x, and goes on in a callback: {@code String key =
 * read(); return listen(key);} becomes {@code return vertx.executeBlocking(() -> read())
 * .compose(key -> listen(key));}.
 *
 * <p>A sleep becomes a timer: {@code return vertx.timer(100).compose(unused -> listen(key));}.
 *
 * <p>Changes behaviour: another thread, but for sleeps; what was thrown fails the future.
 *
 * <p>Refusals: no {@code Vertx} here, or several; the method may return null; what {@link
 * StageMethod}, {@link OffloadedCall} and {@link Continuation} find; locks.
 */
final class VertxMethod implements FixStrategy {
  private static final String FUTURE = "io.vertx.core.Future";
  private static final String FAILING = "; what was thrown fails the future";

  @Override
  public Optional<Answer> answer(Site site) {
    return site.nonBlockingFunction().getLeaf() instanceof MethodTree method
            && method.getBody() != null
            && method.getReturnType() != null
            && ASTHelpers.getType(method.getReturnType())
                .tsym
                .getQualifiedName()
                .contentEquals(FUTURE)
        ? Optional.of(
            VertxInstance.at(site)
                .map(vertx -> answer(new StageMethod(method), vertx, site))
                .orElse(VertxInstance.NONE))
        : Optional.empty();
  }

  private static Answer answer(StageMethod method, VertxInstance vertx, Site site) {
    Optional<VertxTimer> timer = Sleep.of(site).map(sleep -> VertxTimer.of(sleep, vertx, site));
    Cut cut = timer.isPresent() ? timer.get() : vertx.call(site);
    Optional<String> obstacle =
        timer
            .map(each -> each.obstacle(site))
            .orElseGet(() -> OffloadedCall.obstacle(site))
            .or(() -> obstacle(method, cut, site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Optional<ExpressionTree> only = onlyReturned(cut, site);
    if (only.isPresent()) {
      return Captures.of(List.of(cut.tree()), tree -> false, site)
          .obstacle()
          .<Answer>map(Refusal::new)
          .orElseGet(
              () ->
                  Offer.changing(
                      Edit.replace(site.start(only.get()), site.end(only.get()), cut.stage(site)),
                      VertxInstance.CHANGE + FAILING));
    }
    return method
        .lastBlock(cut.path())
        .map(block -> cut(block, cut, timer.isPresent(), site))
        .orElseGet(
            () ->
                new Refusal(
                    method.isRepeated(cut.path())
                        ? cut.repeated()
                        : "the call happens only sometimes; make the rest of the method a method of"
                            + " its own, and call it in a callback"));
  }

  private static Optional<String> obstacle(StageMethod method, Cut cut, Site site) {
    boolean mayBeNull = Returns.values(method.body()).stream().anyMatch(NullResult::mayBeNull);
    if (mayBeNull) {
      return Optional.of(
          "the method may return null instead of a future; return Future.succeededFuture() there");
    }
    return method
        .obstacle(site)
        .or(() -> method.obstacleAround(cut.path()))
        .or(
            () ->
                HeldLocks.areUsed(method.tree(), site)
                    ? Optional.of(HeldLocks.DURING_WAIT)
                    : Optional.empty());
  }

  private static Answer cut(BlockTree block, Cut cut, boolean isTimer, Site site) {
    Answer answer = new Continuation(block, cut, Composed.within("compose"), false, site).answer();
    return answer instanceof Offer offer
        ? Offer.changing(
            offer.edit(),
            (isTimer ? cut.change(false).orElseThrow() : VertxInstance.CHANGE) + FAILING)
        : answer;
  }

  /** {@code Future.succeededFuture(cut)}, if that is returned. */
  private static Optional<ExpressionTree> onlyReturned(Cut cut, Site site) {
    TreePath parent = Site.parent(cut.path());
    return parent.getLeaf() instanceof MethodInvocationTree call
            && call.getArguments().size() == 1
            && call.getTypeArguments().isEmpty()
            && isSucceeded(ASTHelpers.getSymbol(call))
            && Site.parent(parent).getLeaf() instanceof ReturnTree
            && !site.hasCommentsBeside(cut.tree(), call)
        ? Optional.of(call)
        : Optional.empty();
  }

  private static boolean isSucceeded(MethodSymbol method) {
    return method.name.contentEquals("succeededFuture")
        && method.owner.getQualifiedName().contentEquals(FUTURE);
  }
}
