package dev.offload.checker.fix;

import com.sun.source.tree.ExpressionTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A callback that yields nothing offloads the call that blocks, and goes on where it was: on the
 * thread of its loop.
 *
 * <p>In a Netty handler, {@code String greeting = read(file); ctx.writeAndFlush(greeting);} becomes
 *
 * <pre>{@code
 * Offload.call(() -> read(file))
 *     .thenAcceptAsync(greeting -> ctx.writeAndFlush(greeting), ctx.executor())
 *     .exceptionally(
 *         failure -> {
 *           ctx.executor().execute(() -> exceptionCaught(ctx, failure.getCause()));
 *           return null;
 *         });
 * }</pre>
 *
 * <p>A sleep becomes a delay, a wait for a stage its callback. What fails goes where it went
 * before: see {@link NettyLoop} and {@link WindowLoop}.
 *
 * <p>Changes behaviour: the callback ends before its work does, and the loop goes on with other
 * events.
 *
 * <p>Refusals: callbacks whose end others count on; locks; what belongs to the thread; {@code try};
 * a call that happens only sometimes while more follows in any case; no executor; what {@link
 * Continuation} finds.
 */
final class ContinueOnLoop implements FixStrategy {
  private final ExecutorChoice executors;

  ContinueOnLoop(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return VoidFunction.around(site)
        .flatMap(
            function ->
                NettyLoop.of(function, site)
                    .or(() -> WindowLoop.of(function, site))
                    .map(choice -> answer(function, choice, site)));
  }

  private Answer answer(VoidFunction function, Loop.Choice choice, Site site) {
    if (choice instanceof Loop.None none) {
      return new Refusal(none.reason());
    }
    Loop.Found found = (Loop.Found) choice;
    Optional<FutureWait> wait = FutureWait.of(site);
    if (wait.isPresent()) {
      return answer(function, wait.get(), false, found, site);
    }
    Optional<Sleep> sleep = Sleep.of(site);
    Optional<Delay> delay = sleep.flatMap(each -> Delay.withRuntime(each, site));
    if (delay.isPresent()) {
      return answer(function, delay.get(), false, found, site);
    }
    if (executors.at(site.operation(), site) instanceof ExecutorChoice.Chosen executor) {
      return sleep.isPresent()
          ? answer(function, Delay.withoutRuntime(sleep.get(), executor, site), true, found, site)
          : offloaded(function, Offloading.to(executor, site), found, site);
    }
    return new Refusal(((ExecutorChoice.None) executors.at(site.operation(), site)).reason());
  }

  private static Answer offloaded(
      VoidFunction function, Offloading offloading, Loop.Found found, Site site) {
    Optional<String> obstacle =
        OffloadedCall.obstacle(site)
            .or(() -> offloading.obstacle((ExpressionTree) site.operation().getLeaf(), site));
    return obstacle
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                answer(
                    function,
                    OffloadedCall.of(offloading, site),
                    !offloading.hasRuntime(),
                    found,
                    site));
  }

  /** With {@code isWrapped}, the stage itself wraps what fails, as what depends on it does. */
  private static Answer answer(
      VoidFunction function, Cut cut, boolean isWrapped, Loop.Found found, Site site) {
    Optional<String> obstacle = found.obstacle().in(function, cut);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Loop loop = found.loop();
    String failure = site.freshName("failure");
    boolean isRaw = !isWrapped && function.endsWith(cut, site);
    Composed composed =
        Composed.statement(
            "thenAcceptAsync",
            ", " + loop.executor(),
            "",
            ".exceptionally("
                + failure
                + " -> { "
                + loop.report().apply(isRaw ? failure : failure + ".getCause()")
                + " return null; })");
    return function.cut(cut, composed, site) instanceof Offer offer
        ? changing(offer, loop)
        : function.cut(cut, composed, site);
  }

  private static Offer changing(Offer offer, Loop loop) {
    Set<String> imports = new TreeSet<>(loop.imports());
    Stream<String> changes = Stream.concat(offer.change().stream(), Stream.of(loop.meanwhile()));
    return Offer.changing(offer.edit().importing(imports), String.join("; ", changes.toList()));
  }
}
