package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tries to wait on the threads of others. */
final class LoopThreads {
  private LoopThreads() {}

  /**
   * The executor's thread is refused for the detector's reason, unless there is nothing to wait
   * for.
   */
  static void assertRefused(Executor executor, String detector) throws Exception {
    Attempt attempt = attempt(executor, () -> Sync.await(new CompletableFuture<>()));
    assertThat(attempt.failure()).isInstanceOf(IllegalStateException.class);
    String message = attempt.failure().getMessage();
    assertThat(message).contains("Sync.await would block thread " + attempt.thread().getName());
    assertThat(message).contains("(" + detector + ")");
    assertThat(message).contains("thenCompose");
    assertThat(message).contains("Offload.call");

    Attempt complete =
        attempt(executor, () -> Sync.await(CompletableFuture.completedFuture("complete")));
    assertThat(complete.failure()).isNull();
  }

  /** The executor's thread waits, for a moment. */
  static void assertMayWait(Executor executor) throws Exception {
    Attempt attempt =
        attempt(executor, () -> Sync.await(new CompletableFuture<>(), Duration.ofMillis(1)));
    assertWithMessage("failure on %s", attempt.thread())
        .that(attempt.failure())
        .isInstanceOf(TimeoutException.class);
  }

  private static Attempt attempt(Executor executor, ThrowingRunnable action) throws Exception {
    CompletableFuture<Attempt> outcome = new CompletableFuture<>();
    executor.execute(
        () -> {
          Throwable failure = null;
          try {
            action.run();
          } catch (Throwable thrown) {
            failure = thrown;
          }
          outcome.complete(new Attempt(Thread.currentThread(), failure));
        });
    return outcome.get(20, TimeUnit.SECONDS);
  }

  private record Attempt(Thread thread, Throwable failure) {}
}
