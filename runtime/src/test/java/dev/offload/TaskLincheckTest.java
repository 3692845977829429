package dev.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The cell of a call in the interleavings of small scenarios. */
@Tag("lincheck")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class TaskLincheckTest {
  @Test
  void runAgainstCancelHasOneOutcome() {
    Lincheck.runConcurrentTest(
        500,
        () -> {
          Task<String> task = task(CancelMode.INTERRUPT);
          AtomicReference<Boolean> leaked = new AtomicReference<>();
          Thread runner =
              new Thread(
                  () -> {
                    task.run();
                    leaked.set(Thread.currentThread().isInterrupted());
                  });
          runner.start();
          boolean isCancelled = task.cancel(true);
          join(runner);

          assertEquals(isCancelled, task.isCancelled());
          assertTrue(isCancelled || task.join().equals("ran"));
          assertFalse(leaked.get());
        });
  }

  @Test
  void runAgainstTimeOutAgainstCancelHasOneOutcome() {
    Lincheck.runConcurrentTest(
        500,
        () -> {
          Task<String> task = task(CancelMode.INTERRUPT);
          AtomicReference<Boolean> isOther = new AtomicReference<>();
          Thread runner = new Thread(task);
          Thread other = new Thread(() -> isOther.set(task.complete("other")));
          runner.start();
          other.start();
          boolean isCancelled = task.cancel(true);
          join(runner);
          join(other);

          assertFalse(isOther.get() && isCancelled);
          assertEquals(isCancelled, task.isCancelled());
          assertTrue(task.isDone());
          if (!isCancelled) {
            assertEquals(isOther.get() ? "other" : "ran", task.join());
          }
        });
  }

  @Test
  void anAwaitedCallHasOneOutcome() {
    Lincheck.runConcurrentTest(
        500,
        () -> {
          Task<String> task = task(CancelMode.AWAIT);
          Thread runner = new Thread(task);
          runner.start();
          boolean isCancelled = task.cancel(true);
          join(runner);

          assertTrue(task.isDone());
          assertEquals(isCancelled, task.isCancelled());
        });
  }

  private static Task<String> task(CancelMode mode) {
    Limiter limiter =
        new Limiter(
            new Settings("lincheck", 1, 1, FullPolicy.REJECT, mode, null, e -> {}, false),
            Runnable::run,
            Runnable::run,
            0);
    return new Task<>(
        limiter, () -> "ran", CallOptions.defaults(), ContextPropagator.Captured.nothing());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
