package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A future over the work of others: whoever settles it from outside cancels that work. Its owner
 * claims it like any {@link Waiter}, so that a source that is cancelled on the way cannot settle it
 * first.
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
final class LinkedFuture<T> extends Waiter<T> {
  private final Object lock = new Object();
  private final boolean needsAll;
  private final List<CompletionStage<?>> sources = new ArrayList<>();
  private boolean isDropped;

  /**
   * @param needsAll whether it cannot be complete before every source is
   */
  LinkedFuture(Executor executor, boolean needsAll) {
    super(executor);
    this.needsAll = needsAll;
  }

  /** Links one more source; one that comes too late is cancelled at once. */
  void link(CompletionStage<?> source) {
    synchronized (lock) {
      if (!isDropped) {
        sources.add(source);
        return;
      }
    }
    cancel(source);
  }

  /** Settles this future on behalf of its owner, unless somebody was faster. */
  void end(T value, Throwable failure) {
    if (claim()) {
      drop();
      settleLike(value, failure);
    }
  }

  /**
   * Settles this future on behalf of its owner, unless somebody was faster, and cancels the other
   * sources.
   */
  void endAndCancel(T value, Throwable failure) {
    if (claim()) {
      leave();
      settleLike(value, failure);
    }
  }

  /** Forgets the sources, which are done or are nobody's business any more. */
  private List<CompletionStage<?>> drop() {
    synchronized (lock) {
      isDropped = true;
      List<CompletionStage<?>> dropped = List.copyOf(sources);
      sources.clear();
      return dropped;
    }
  }

  /** Before the dependents run: they must not hold up the cancellation. */
  @Override
  void leave() {
    drop().forEach(LinkedFuture::cancel);
  }

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    List<CompletionStage<?>> linked;
    synchronized (lock) {
      linked = isNeeded && !needsAll ? List.of() : List.copyOf(sources);
    }
    for (CompletionStage<?> source : linked) {
      if (source instanceof OffloadFuture<?> future) {
        future.forEachTask(isNeeded, action);
      }
    }
  }

  static void cancel(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException e) {
      // A stage may refuse to be a future: then it cannot be cancelled.
    }
  }
}
