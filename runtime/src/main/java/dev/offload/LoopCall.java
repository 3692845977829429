package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One body of a {@link LoopThread}: the future that its caller holds. Whoever settles it from
 * outside keeps a body that has not begun from running, and cancels the stage of one that has, on
 * the loop, as all code of the body runs there.
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
final class LoopCall<T> extends Waiter<T> implements Runnable {
  private final LoopThread loop;
  private final ContextPropagator.Captured context;
  private Callable<? extends CompletionStage<T>> body;
  private CompletionStage<T> stage;
  private boolean isGivenUp;

  /** Its place in the queue; set before anybody else can know this call. */
  private Future<?> entry;

  LoopCall(
      LoopThread loop,
      Callable<? extends CompletionStage<T>> body,
      ContextPropagator.Captured context) {
    super(loop);
    this.loop = loop;
    this.body = body;
    this.context = context;
    whenComplete((value, failure) -> loop.forget(this));
  }

  synchronized void queuedAs(Future<?> place) {
    entry = place;
  }

  /** Runs the body, on the loop, unless it has been given up. */
  @Override
  public void run() {
    Callable<? extends CompletionStage<T>> begun = begin();
    if (begun == null) {
      return;
    }
    try {
      follow(Objects.requireNonNull(context.call(begun::call), "the body returned no stage"));
    } catch (Throwable failure) {
      if (failure instanceof Error) {
        loop.report(failure);
      }
      end(null, failure);
    }
  }

  private synchronized Callable<? extends CompletionStage<T>> begin() {
    Callable<? extends CompletionStage<T>> begun = body;
    body = null;
    return begun;
  }

  private void follow(CompletionStage<T> started) {
    boolean isUnwanted;
    synchronized (this) {
      isUnwanted = isGivenUp;
      stage = started;
    }
    if (isUnwanted) {
      LinkedFuture.cancel(started);
    } else {
      NestedWait.lookAgain();
      started.whenComplete(this::end);
    }
  }

  private void end(T value, Throwable failure) {
    if (claim()) {
      settleLike(value, failure);
    }
  }

  @Override
  void leave() {
    CompletionStage<T> unwanted;
    Future<?> place;
    synchronized (this) {
      isGivenUp = true;
      body = null;
      unwanted = stage;
      place = entry;
    }
    if (place != null) {
      place.cancel(false);
    }
    if (unwanted != null) {
      loop.runInLoop(() -> LinkedFuture.cancel(unwanted));
    }
  }

  /** Settles this future, and leaves alone what the body has begun. */
  void abandon(Throwable failure) {
    Future<?> place;
    synchronized (this) {
      body = null;
      stage = null;
      place = entry;
    }
    place.cancel(false);
    end(null, failure);
  }

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    CompletionStage<T> source;
    synchronized (this) {
      source = stage;
    }
    if (source instanceof OffloadFuture<?> future) {
      future.forEachTask(isNeeded, action);
    }
  }
}
