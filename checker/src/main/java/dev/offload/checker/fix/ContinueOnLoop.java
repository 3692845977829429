package dev.offload.checker.fix;

import com.google.common.collect.Sets;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

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
 * <p>A {@code try} around the call goes along, into {@code handleAsync}, where the failure is
 * thrown again, so that the same catch block sees it: see {@link ContinuedTry}. A wait in {@code
 * try} stays as it is in a callback of its own stage, where it is over at once.
 *
 * <p>A sleep becomes a delay, a wait for a stage its callback. What fails goes where it went
 * before: see {@link NettyLoop} and {@link WindowLoop}.
 *
 * <p>Changes behaviour: the callback ends before its work does, and the loop goes on with other
 * events.
 *
 * <p>Refusals: callbacks whose end others count on; locks; what belongs to the thread, or may be
 * confined to it; {@code try} with resources, within another one, or without the runtime library,
 * and whatever else {@link ContinuedTry} finds; a call that happens only sometimes while more
 * follows in any case; no executor; what {@link Continuation} finds.
 */
final class ContinueOnLoop implements FixStrategy {
  private static final String KEPT = "failures come in CompletionExceptions";

  private final ExecutorChoice executors;

  ContinueOnLoop(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return VoidFunction.around(site)
        .filter(function -> NettyWait.of(site).filter(wait -> !wait.isGet()).isEmpty())
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
    Optional<ContinuedTry> attempt = ContinuedTry.around(site);
    Optional<Awaited> awaited = attempt.flatMap(each -> Awaited.in(each, site));
    if (awaited.isPresent()) {
      return goOn(function, attempt.get(), awaited.get(), found, site);
    }
    return FutureWait.of(site)
        .map(wait -> new Work(wait, Wrapping.KEPT, KEPT))
        .or(() -> Sleep.of(site).flatMap(sleep -> Delay.withRuntime(sleep, site)).map(Work::of))
        .map(work -> goOn(function, work, found, site))
        .orElseGet(() -> onExecutor(function, found, site));
  }

  private Answer onExecutor(VoidFunction function, Loop.Found found, Site site) {
    ExecutorChoice.Choice choice = executors.at(site.operation(), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    ExecutorChoice.Chosen executor = (ExecutorChoice.Chosen) choice;
    Optional<Sleep> sleep = Sleep.of(site);
    if (sleep.isPresent()) {
      Delay delay = Delay.withoutRuntime(sleep.get(), executor, site);
      return goOn(function, Work.of(delay), found, site);
    }
    Offloading offloading = Offloading.to(executor, site);
    Optional<ContinuedTry> attempt = ContinuedTry.around(site);
    if (attempt.isPresent() && offloading.hasRuntime()) {
      return goOn(function, attempt.get(), offloading, found, site);
    }
    return OffloadedCall.obstacle(site)
        .or(() -> offloading.obstacle(site.operation().getLeaf(), site))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> goOn(function, Work.of(offloading, site), found, site));
  }

  /** What the stage's user gets instead of a failure, and how that is to be told. */
  private enum Wrapping {
    /** Nothing else from the stage itself; what depends on it wraps failures, so unwrap those. */
    BY_DEPENDENTS,
    /** Unwrap it. */
    ALWAYS,
    /** A wait throws the wrapper, so tell that. */
    KEPT
  }

  /** What happens elsewhere. */
  private record Work(Cut cut, Wrapping wrapping, String change) {
    static Work of(Delay delay) {
      return new Work(
          delay,
          Wrapping.BY_DEPENDENTS,
          "no interrupt ends the delay"
              + (delay.sleep().mayThrow() ? ", and a negative time no longer throws" : ""));
    }

    static Work of(Offloading offloading, Site site) {
      return new Work(
          OffloadedCall.of(offloading, site),
          offloading.hasRuntime() ? Wrapping.BY_DEPENDENTS : Wrapping.ALWAYS,
          "the blocking part runs on another thread");
    }

    /** The failure to tell, where {@code name} is what a callback gets. */
    String failure(String name, boolean isStageItself) {
      boolean isRaw = isStageItself && wrapping == Wrapping.BY_DEPENDENTS;
      return isRaw || wrapping == Wrapping.KEPT ? name : name + ".getCause()";
    }
  }

  /** Only with the runtime library: the stages of the JDK would wrap what is to be caught. */
  private static Answer goOn(
      VoidFunction function,
      ContinuedTry attempt,
      Offloading offloading,
      Loop.Found found,
      Site site) {
    Loop loop = found.loop();
    String value = site.freshName("value");
    String failure = site.freshName("failure");
    Outcome outcome =
        new Outcome(
            OffloadedCall.of(offloading, site).stage(site)
                + ".handleAsync(("
                + value
                + ", "
                + failure
                + ") -> ",
            value,
            Optional.of(failure),
            "return null;",
            "return null;",
            ", " + loop.executor() + ")" + reporting(loop, failure, failure + ".getCause()"),
            Sets.union(offloading.imports(), loop.imports()),
            "the blocking part runs on another thread; " + loop.meanwhile());
    return found
        .obstacle()
        .in(function, attempt.moved())
        .or(() -> new CompletionFailure(site).obstacle(function.body()))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> function.cut(attempt, block -> attempt.offloaded(block, outcome), site));
  }

  private static Answer goOn(
      VoidFunction function, ContinuedTry attempt, Awaited awaited, Loop.Found found, Site site) {
    Loop loop = found.loop();
    String failure = site.freshName("failure");
    Outcome outcome =
        new Outcome(
            awaited.opening("", "handleAsync"),
            awaited.value(),
            Optional.empty(),
            "return null;",
            "return null;",
            ", " + loop.executor() + ")" + reporting(loop, failure, failure),
            loop.imports(),
            KEPT + "; " + loop.meanwhile());
    return found
        .obstacle()
        .in(function, attempt.moved())
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                function.cut(
                    attempt, block -> attempt.awaited(block, awaited.original(), outcome), site));
  }

  /** What a statement's stage gets in the end. */
  private static String reporting(Loop loop, String name, String failure) {
    return ".exceptionally(" + name + " -> { " + loop.report().apply(failure) + " return null; })";
  }

  private static Answer goOn(VoidFunction function, Work work, Loop.Found found, Site site) {
    Optional<String> obstacle = found.obstacle().in(function, work.cut());
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    boolean isLast = function.endsWith(work.cut(), site);
    if (isLast && work.wrapping() == Wrapping.KEPT) {
      return new Refusal("nothing follows the wait; leave it out, and use exceptionally");
    }
    if (!isLast && work.wrapping() != Wrapping.KEPT) {
      Optional<String> wrapper = new CompletionFailure(site).obstacle(function.body());
      if (wrapper.isPresent()) {
        return new Refusal(wrapper.get());
      }
    }
    Loop loop = found.loop();
    String failure = site.freshName("failure");
    Composed composed =
        Composed.statement(
            "thenAcceptAsync",
            ", " + loop.executor(),
            "",
            reporting(loop, failure, work.failure(failure, isLast)));
    Answer answer = function.cut(work.cut(), composed, site);
    return answer instanceof Offer offer
        ? Offer.changing(
            offer.edit().importing(loop.imports()), work.change() + "; " + loop.meanwhile())
        : answer;
  }
}
