package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.offload.AsyncLock.Held;
import dev.offload.AsyncSemaphore.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Tries the interleavings of a few operations, one after the other. */
@Tag("lincheck")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncSemaphoreLincheckTest {
  private static final int INTERLEAVINGS = Stress.times(100);

  /**
   * Lincheck rewrites each class when a scenario first uses it, and takes a scenario for hung that
   * is not over in seconds: on a busy machine the first one would be.
   */
  @BeforeAll
  static void useClassesOneAfterTheOther() {
    Lincheck.runConcurrentTest(1, () -> together(() -> {}));
    Lincheck.runConcurrentTest(1, () -> together(() -> new CompletableFuture<>().complete(1)));
    Lincheck.runConcurrentTest(1, () -> together(() -> new CompletableFuture<>().cancel(true)));
    Lincheck.runConcurrentTest(1, () -> together(() -> Trampoline.run(() -> {})));
    Lincheck.runConcurrentTest(1, () -> new AsyncSemaphore(1, Runnable::run).acquire());
  }

  @Test
  void cancelOrGrantButNotBoth() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          Permit held = semaphore.acquire().join();
          CompletableFuture<Permit> waiter = semaphore.acquire();
          boolean[] cancelled = new boolean[1];

          together(held::close, () -> cancelled[0] = waiter.cancel(true));

          check(waiter.isDone(), "the waiter is settled");
          check(cancelled[0] == waiter.isCancelled(), "cancel told the truth");
          check(semaphore.available() == (cancelled[0] ? 1 : 0), "the permit is where it belongs");
          check(semaphore.waiting() == 0, "nobody waits");
        });
  }

  @Test
  void aCancelledWaiterIsSkipped() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          Permit held = semaphore.acquire().join();
          CompletableFuture<Permit> first = semaphore.acquire();
          CompletableFuture<Permit> second = semaphore.acquire();

          together(held::close, () -> first.cancel(true));

          check(first.isCancelled() == second.isDone(), "the second has it if the first has left");
          check(semaphore.available() == 0, "one of them has it");
          (first.isCancelled() ? second : first).join().close();
          check(second.isDone(), "the second gets its turn");
        });
  }

  @Test
  void timeoutOrGrantButNotBoth() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          Permit held = semaphore.acquire().join();
          CompletableFuture<Permit> waiter = semaphore.acquire();
          boolean[] late = new boolean[1];

          // What the timer calls.
          together(
              held::close, () -> late[0] = waiter.completeExceptionally(new TimeoutException()));

          check(late[0] == waiter.isCompletedExceptionally(), "one outcome");
          check(semaphore.available() == (late[0] ? 1 : 0), "the permit is where it belongs");
        });
  }

  @Test
  void aReleaseIsNotMissedByWhoeverIsAboutToWait() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          Permit held = semaphore.acquire().join();
          List<CompletableFuture<Permit>> waiters = new ArrayList<>();

          together(held::close, () -> waiters.add(semaphore.acquire()));

          check(waiters.get(0).isDone(), "the permit found its waiter");
          check(semaphore.waiting() == 0, "nobody waits");
          waiters.get(0).join().close();
          check(semaphore.available() == 1, "one permit");
        });
  }

  @Test
  void noMorePermitsAreGrantedThanThereAre() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          List<CompletableFuture<Permit>> first = new ArrayList<>();
          List<Optional<Permit>> second = new ArrayList<>();
          List<CompletableFuture<Permit>> third = new ArrayList<>();

          together(
              () -> first.add(semaphore.acquire()),
              () -> second.add(semaphore.tryAcquire()),
              () -> third.add(semaphore.acquire()));

          int granted =
              (first.get(0).isDone() ? 1 : 0)
                  + (second.get(0).isPresent() ? 1 : 0)
                  + (third.get(0).isDone() ? 1 : 0);
          check(granted == 1, "one has the permit");
          check(semaphore.available() == 0, "it is taken");
        });
  }

  @Test
  void resizeAndReleaseAddUp() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
          Permit held = semaphore.acquire().join();
          CompletableFuture<Permit> waiter = semaphore.acquire();

          together(held::close, () -> semaphore.resize(2), () -> waiter.cancel(true));

          int inUse = waiter.isCancelled() ? 0 : 1;
          check(semaphore.available() + inUse == 2, "two permits");
          check(semaphore.waiting() == 0, "nobody waits");
        });
  }

  @Test
  void ofTwoClosesOneCounts() {
    explore(
        () -> {
          AsyncSemaphore semaphore = new AsyncSemaphore(2, Runnable::run);
          Permit drained = semaphore.drain().orElseThrow();
          CompletableFuture<Permit> waiter = semaphore.acquire();
          int[] counts = new int[1];

          together(drained::close, () -> counts[0] = semaphore.tryAcquire().isPresent() ? 1 : 0);

          check(waiter.isDone(), "the first in the queue has one");
          check(semaphore.available() + counts[0] == 1, "the other one is free or taken");
        });
  }

  @Test
  void theLockIsReleasedWhetherItsBodyRunsOrIsCancelled() {
    explore(
        () -> {
          AsyncLock lock = new AsyncLock(Runnable::run);
          Held held = lock.acquire().join();
          CompletableFuture<String> stage = new CompletableFuture<>();
          CompletableFuture<String> result = lock.with(() -> stage);

          together(held::close, () -> result.cancel(true), () -> stage.complete("done"));

          check(result.isDone(), "the result is settled");
          check(!lock.isHeld(), "the lock is free");
          check(lock.waiting() == 0, "nobody waits");
        });
  }

  @Test
  void aThreadThatWaitsIsWoken() {
    explore(
        () -> {
          AsyncLock lock = new AsyncLock(Runnable::run);
          Held held = lock.acquire().join();

          together(
              held::close,
              () -> {
                try {
                  lock.acquireBlocking().close();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });

          check(!lock.isHeld(), "the lock is free");
        });
  }

  /** Proves that the scenario above can fail: by a semaphore that has the usual mistake. */
  @Test
  void aSemaphoreThatLosesAPermitIsFoundOut() {
    LincheckAssertionError found =
        assertThrows(
            LincheckAssertionError.class,
            () ->
                explore(
                    () -> {
                      LosingSemaphore semaphore = new LosingSemaphore();
                      semaphore.acquire();
                      CompletableFuture<Void> waiter = semaphore.acquire();

                      together(semaphore::release, () -> waiter.cancel(true));

                      check(
                          semaphore.tryAcquire() == waiter.isCancelled(),
                          "the permit is where it belongs");
                    }));

    assertThat(found).hasMessageThat().contains("the permit is where it belongs");
  }

  /** Lets Lincheck choose when threads switch. */
  static void explore(Runnable scenario) {
    // Loads classes without Lincheck's control, which takes a hundred times as long.
    scenario.run();
    Lincheck.runConcurrentTest(INTERLEAVINGS, scenario);
  }

  /** Threads of the scenario's own: Lincheck controls no others. */
  static void together(Runnable... actions) {
    List<Thread> threads = new ArrayList<>();
    for (Runnable action : actions) {
      threads.add(new Thread(action));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void check(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError("not true: " + rule);
    }
  }
}
