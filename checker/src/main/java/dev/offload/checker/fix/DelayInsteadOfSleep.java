package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A method that returns a stage, or a callback of a stage, goes on after a delay instead of
 * sleeping: {@code Thread.sleep(d); rest; return stage;} becomes {@code return
 * Offload.delay(Duration.ofMillis(d)).thenCompose(unused -> { rest; return stage; });}, and {@code
 * thenApply(x -> { sleep; rest })} becomes {@code thenCompose(x -> Offload.delay(..)
 * .thenApply(unused -> { rest }))}.
 *
 * <p>Changes behaviour: the rest runs on another thread, what it throws fails the stage, and no
 * interrupt ends the delay.
 *
 * <p>Refusals: loops, and all that {@link Continuation} and {@link StageMethod} find; locks; no
 * executor for the delay.
 */
final class DelayInsteadOfSleep implements FixStrategy {
  private final ExecutorChoice executors;

  DelayInsteadOfSleep(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return Sleep.of(site)
        .flatMap(
            sleep ->
                StageMethod.around(site)
                    .<Answer>map(method -> inMethod(method, sleep, site))
                    .or(() -> inCallback(sleep, site)));
  }

  private Answer inMethod(StageMethod method, Sleep sleep, Site site) {
    Optional<String> obstacle =
        method
            .obstacle(site)
            .or(() -> locks(method.tree(), site))
            .or(() -> method.obstacleAround(sleep.path()));
    return obstacle.<Answer>map(Refusal::new).orElseGet(() -> delayed(method, sleep, site));
  }

  private Answer delayed(StageMethod method, Sleep sleep, Site site) {
    Optional<BlockTree> block = method.lastBlock(sleep.path());
    if (block.isEmpty()) {
      return new Refusal(
          method.isRepeated(sleep.path())
              ? Delay.REPEATED
              : "the sleep happens only sometimes; make the rest of the method a method of its own,"
                  + " and call it in the callback of a delay");
    }
    return cut(
        sleep,
        site,
        delay ->
            new Continuation(block.get(), delay, Composed.within("thenCompose"), false, site)
                .answer());
  }

  private Optional<Answer> inCallback(Sleep sleep, Site site) {
    Optional<StageCall> call = ComposeStage.callAround(site);
    if (call.isEmpty()
        || !(site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda)) {
      return Optional.empty();
    }
    Optional<String> obstacle =
        locks(lambda, site)
            .or(
                () ->
                    BoundToThread.in(lambda, site)
                        .map(
                            bound ->
                                "the callback uses "
                                    + bound
                                    + ", which belongs to the thread it runs on; read that before,"
                                    + " then use a delay"));
    return obstacle
        .<Optional<Answer>>map(reason -> Optional.of(new Refusal(reason)))
        .orElseGet(
            () ->
                Optional.of(
                    cut(
                        sleep,
                        site,
                        delay -> ComposeStage.answer(call.get(), lambda, delay, site))));
  }

  private static Optional<String> locks(Tree function, Site site) {
    return HeldLocks.areUsed(function, site)
        ? Optional.of(
            "a lock is used around the sleep, and it belongs to one thread; give it back before a"
                + " delay")
        : Optional.empty();
  }

  private interface Rest {
    Answer behind(Delay delay);
  }

  private Answer cut(Sleep sleep, Site site, Rest rest) {
    Optional<Delay> delay = Delay.withRuntime(sleep, site);
    if (delay.isPresent()) {
      return rest.behind(delay.get());
    }
    ExecutorChoice.Choice choice = executors.at(sleep.path(), site);
    return choice instanceof ExecutorChoice.Chosen executor
        ? rest.behind(Delay.withoutRuntime(sleep, executor, site))
        : new Refusal(((ExecutorChoice.None) choice).reason());
  }
}
