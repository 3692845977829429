package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way from synchronous code into asynchronous code: waits for a stage, and refuses to where
 * that would block a thread that must not block, or could never end.
 *
 * <p>A stage that is complete never makes anybody wait, so it is always fine.
 */
public final class Sync {
  private Sync() {}

  /**
   * Waits for a stage. An interrupt ends the waiting, not the stage.
   *
   * @return the result, null if the stage's is
   * @throws ExecutionException around the exception with which the stage failed
   * @throws java.util.concurrent.CancellationException if the stage was cancelled
   * @throws IllegalStateException if the calling thread must not block, or if the stage waits for
   *     this thread
   */
  @Blocking
  public static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    block(future, "Sync.await", Long.MAX_VALUE);
    return future.get();
  }

  /**
   * Waits for a stage, but not longer than {@code timeout}. Neither an interrupt nor the time-out
   * ends the stage.
   *
   * @return the result, null if the stage's is
   * @throws ExecutionException around the exception with which the stage failed
   * @throws TimeoutException if the stage is not complete in time
   * @throws IllegalStateException if the calling thread must not block
   */
  @Blocking
  public static <T> T await(CompletionStage<T> stage, Duration timeout)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (timeout.compareTo(Duration.ZERO) > 0) {
      block(future, "Sync.await", Timer.nanos(timeout));
    }
    return future.get(0, TimeUnit.NANOSECONDS);
  }

  /**
   * The one entry from a synchronous program into asynchronous code: calls {@code entry} and waits
   * for what it returns. An interrupt cancels the stage.
   *
   * @return the result, null if the stage's is
   * @throws Exception what the entry threw, or what the stage failed with, without a wrapper
   * @throws IllegalStateException if the calling thread must not block; the stage is cancelled then
   */
  @Blocking
  public static <T> T run(Callable<? extends CompletionStage<T>> entry) throws Exception {
    return run(entry, Long.MAX_VALUE);
  }

  /**
   * The same, but not longer than {@code timeout}; then the stage is cancelled.
   *
   * @throws TimeoutException if the stage is not complete in time
   */
  @Blocking
  public static <T> T run(Callable<? extends CompletionStage<T>> entry, Duration timeout)
      throws Exception {
    return run(entry, Timer.nanos(timeout));
  }

  private static <T> T run(Callable<? extends CompletionStage<T>> entry, long nanos)
      throws Exception {
    CompletableFuture<T> future = entry.call().toCompletableFuture();
    try {
      block(future, "Sync.run", nanos);
      return nanos == Long.MAX_VALUE ? future.get() : future.get(0, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Offload.unwrap(e);
      cause.addSuppressed(new AwaitedHere());
      if (cause instanceof Error error) {
        throw error;
      }
      throw (Exception) cause;
    } catch (InterruptedException | TimeoutException | IllegalStateException e) {
      future.cancel(true);
      throw e;
    }
  }

  /** Waits until the future is complete or the time is over, if the calling thread may. */
  static void block(CompletableFuture<?> future, String operation, long nanos)
      throws InterruptedException {
    if (future.isDone()) {
      return;
    }
    NonBlockingThreads.check(operation);
    Trampoline.drain();
    Task<?> task = Task.current();
    if (task != null) {
      NestedWait.await(task, future, nanos);
      return;
    }
    try {
      future.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException | TimeoutException e) {
      // The caller asks the future again.
    }
  }

  /** Shows, in the exception that asynchronous code threw, who waited for it. */
  private static final class AwaitedHere extends Exception {
    private static final long serialVersionUID = 1;

    AwaitedHere() {
      super("awaited by Sync.run");
    }
  }

  /**
   * The result of a stage that is complete by now.
   *
   * @throws IllegalStateException if it is not
   * @throws java.util.concurrent.CompletionException around the exception with which the stage
   *     failed
   */
  @NonBlocking
  public static <T> T now(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new IllegalStateException("not complete: " + stage);
    }
    return future.join();
  }

  /** Registers one more way to tell that a thread must not block. */
  @NonBlocking
  public static void register(NonBlockingDetector detector) {
    NonBlockingThreads.register(Objects.requireNonNull(detector, "detector"));
  }
}
