package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The stage that some work waits for at the moment, so that giving up the work cancels it. */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
final class Upstream {
  private CompletionStage<?> current;
  private boolean cancelled;

  /** Waits for another stage from now on, which is cancelled if the work has been given up. */
  void set(CompletionStage<?> stage) {
    synchronized (this) {
      if (!cancelled) {
        current = stage;
      }
    }
    if (isCancelled()) {
      LinkedFuture.cancel(stage);
    } else {
      NestedWait.lookAgain();
    }
  }

  /** Gives up: cancels the current stage and all that come. */
  void cancel() {
    CompletionStage<?> stage;
    synchronized (this) {
      cancelled = true;
      stage = current;
      current = null;
    }
    if (stage != null) {
      LinkedFuture.cancel(stage);
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** See {@link OffloadFuture#forEachTask}. */
  void forEachTask(boolean isNeeded, Consumer<Task<?>> action) {
    CompletionStage<?> stage;
    synchronized (this) {
      stage = current;
    }
    if (stage instanceof OffloadFuture<?> future) {
      future.forEachTask(isNeeded, action);
    }
  }
}
