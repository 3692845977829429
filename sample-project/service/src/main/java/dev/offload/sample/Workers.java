package dev.offload.sample;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that may block: a fixed number of them, behind a queue of fixed length.
 *
 * <p>When the queue is full, work fails at once. An unbounded queue would hide the overload until
 * memory runs out.
 */
@NonBlocking
final class Workers implements AutoCloseable {
  private final ThreadPoolExecutor executor;

  Workers(int threads, int queueLength) {
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueLength),
            task -> new Thread(task, "order-worker"));
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the work on one of these threads. Never throws: a full queue is a failed result. */
  <T> CompletableFuture<T> call(@Blocking Callable<T> work) {
    try {
      return CompletableFuture.supplyAsync(() -> result(work), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Blocking
  private static <T> T result(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Takes no more work. What is queued still runs. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
