package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * Blocking work in a callback of a Vert.x future goes to a worker thread of Vert.x.
 *
 * <p>{@code future.map(x -> read(x))} becomes {@code future.compose(x -> vertx.executeBlocking(()
 * -> read(x)))}, and {@code otherwise} becomes {@code recover} in the same way. A callback that
 * yields a future moves the blocking call only: {@code future.compose(x -> save(read(x)))} becomes
 * {@code future.compose(x -> vertx.executeBlocking(() -> read(x)).compose(value -> save(value)))}.
 * What fails, fails the future, before and after. A sleep becomes a timer: {@code future.compose(x
 * -> { Thread.sleep(100); return save(x); })} becomes {@code future.compose(x ->
 * vertx.timer(100).compose(unused -> save(x)))}.
 *
 * <p>Changes behaviour: another thread, but for sleeps; the event loop handles other events in
 * between.
 *
 * <p>Refusals: no {@code Vertx} here, or several; the callback reads what belongs to its thread, or
 * changes what may be confined to it; everything that {@link Continuation} cannot move behind the
 * call.
 */
final class VertxBlocking implements FixStrategy {
  @Override
  public Optional<Answer> answer(Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    boolean isFunction =
        function instanceof LambdaExpressionTree || function instanceof MemberReferenceTree;
    if (!isFunction
        || !(Site.parent(site.nonBlockingFunction()).getLeaf() instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)
        || !ASTHelpers.getSymbol(call)
            .owner
            .getQualifiedName()
            .contentEquals("io.vertx.core.Future")
        || !call.getTypeArguments().isEmpty()) {
      return Optional.empty();
    }
    return switch (select.getIdentifier().toString()) {
      case "map" ->
          checked(function, site, vertx -> mapping(function, select, "compose", vertx, site));
      case "otherwise" ->
          checked(function, site, vertx -> mapping(function, select, "recover", vertx, site));
      case "compose", "eventually", "flatMap", "recover", "transform" ->
          function instanceof LambdaExpressionTree lambda && site.isDirect()
              ? checked(function, site, vertx -> call(lambda, vertx, site))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private interface Rewriting {
    Answer with(VertxInstance vertx);
  }

  private static Optional<Answer> checked(Tree function, Site site, Rewriting rewriting) {
    return Optional.of(
        BoundToThread.in(function, site)
            .<Answer>map(owner -> new Refusal(BoundToThread.callback(owner)))
            .orElseGet(
                () -> VertxInstance.at(site).map(rewriting::with).orElse(VertxInstance.NONE)));
  }

  /** A callback that yields no future goes on after a timer, or moves. */
  private static Answer mapping(
      Tree function, MemberSelectTree select, String method, VertxInstance vertx, Site site) {
    Optional<Answer> delayed =
        function instanceof LambdaExpressionTree lambda && site.isDirect()
            ? Sleep.of(site)
                .map(sleep -> VertxTimer.of(sleep, vertx, site))
                .map(timer -> timer.in(lambda.getBody(), "map", site))
            : Optional.empty();
    return delayed.orElse(null) instanceof Offer offer
        ? new Offer(offer.edit().and(renamed(select, method, site)), offer.change())
        : whole(function, select, method, vertx, site);
  }

  private static Edit renamed(MemberSelectTree select, String method, Site site) {
    int end = site.end(select);
    return Edit.replace(end - select.getIdentifier().length(), end, method);
  }

  /** All of the callback moves. */
  private static Answer whole(
      Tree function, MemberSelectTree select, String method, VertxInstance vertx, Site site) {
    Optional<String> obstacle =
        VertxRoute.confined(function, site).or(() -> assigned(function, site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Edit edit = renamed(select, method, site);
    int start = site.start(function);
    if (function instanceof LambdaExpressionTree lambda) {
      int body = site.start(lambda.getBody());
      int bodyEnd = site.end(lambda.getBody());
      String executing = vertx.executing("");
      return Offer.changing(
          edit.and(body, body, executing.substring(0, executing.length() - 1))
              .and(bodyEnd, bodyEnd, ")"),
          VertxInstance.CHANGE);
    }
    String value = site.freshName("value");
    return ReferenceCall.of((MemberReferenceTree) function, value, site)
        .<Answer>map(
            call ->
                Offer.changing(
                    edit.and(start, site.end(function), value + " -> " + vertx.executing(call)),
                    VertxInstance.CHANGE))
        .orElseGet(
            () ->
                new Refusal(
                    "the method reference evaluates something when it is made; write it as a"
                        + " lambda, then use executeBlocking"));
  }

  private static Optional<String> assigned(Tree function, Site site) {
    return function instanceof LambdaExpressionTree lambda
        ? Captures.of(List.of(lambda.getBody()), tree -> false, site).obstacle()
        : Optional.empty();
  }

  private static Answer call(LambdaExpressionTree lambda, VertxInstance vertx, Site site) {
    Optional<Sleep> sleep = Sleep.of(site);
    if (sleep.isPresent()) {
      return VertxTimer.of(sleep.get(), vertx, site).in(lambda.getBody(), "compose", site);
    }
    Optional<String> obstacle =
        OffloadedCall.obstacle(site)
            .or(
                () ->
                    HeldLocks.areUsed(lambda, site)
                        ? Optional.of("a lock is held during the call; give it back before")
                        : Optional.empty());
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Answer answer =
        new Continuation(
                lambda.getBody(), vertx.call(site), Composed.within("compose"), false, site)
            .answer();
    return answer instanceof Offer offer
        ? Offer.changing(offer.edit(), VertxInstance.CHANGE)
        : answer;
  }
}
