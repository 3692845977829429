package dev.offload.checker.fix;

import java.util.List;

/** All strategies. */
final class Strategies {
  private Strategies() {}

  /** Most specific first: the first refusal is the one that users read. */
  static List<FixStrategy> all(ExecutorChoice executors) {
    return List.of(
        new ComposeStage(),
        new CombineStages(),
        new HandleTry(),
        new ComposeMethod(),
        new SupplyInsteadOfSubmit(),
        new NonBlockingTwin(),
        new HostString(),
        new VertxBlocking(),
        new VertxMethod(),
        new VertxConsumer(),
        new VertxHandler(),
        new VertxRoute(),
        new NettySync(),
        new AsyncLockInsteadOfLock(),
        new ContinueOnLoop(executors),
        new ComposeOnLoop(executors),
        new ExecutorArgument(executors),
        new ReactorCompose(),
        new ReactorJust(executors),
        new ReactorMap(executors),
        new ReactorPublishOn(executors),
        new RxCompose(),
        new RxJust(executors),
        new RxObserveOn(executors),
        new MutinyCompose(),
        new MutinyItem(executors),
        new MutinyEmitOn(executors),
        new SubscribeOn(executors),
        new DelayInsteadOfSleep(executors),
        new OffloadSynchronizedMethod(executors),
        new OffloadSection(executors),
        new OffloadHeldBody(executors),
        new OffloadTry(executors),
        new OffloadStatement(executors),
        new OffloadBody(executors),
        new OffloadCallback(executors),
        new CommonPool(),
        new ByHand());
  }
}
