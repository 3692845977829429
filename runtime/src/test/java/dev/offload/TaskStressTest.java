package dev.offload;

import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The cell of a call under very many real races. */
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class TaskStressTest {
  @Test
  void noInterruptOutlivesItsCallOnOurThreads() throws Exception {
    try (Offloader offloader =
        Offloader.builder("stress").maxConcurrency(2).queueCapacity(100_000).build()) {
      raceCancellations(offloader, Stress.times(100_000));
      assertEquals(0, offloader.stats().queued());
    }
  }

  @Test
  void noInterruptOutlivesItsCallOnThreadsOfOthers() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      AtomicInteger leaks = new AtomicInteger();
      // Looks at the flag before anything of ours or of the pool's has cleared it.
      Offloader offloader =
          Offloader.over(
              task ->
                  pool.execute(
                      () -> {
                        task.run();
                        if (Thread.currentThread().isInterrupted()) {
                          leaks.incrementAndGet();
                        }
                      }));
      raceCancellations(offloader, Stress.times(100_000));
      assertEquals(0, leaks.get());
    } finally {
      pool.shutdown();
      assertTrue(pool.awaitTermination(20, TimeUnit.SECONDS));
    }
  }

  /**
   * Cancels calls while they start, run and end; every one must settle, and none see an interrupt
   * of another.
   */
  private static void raceCancellations(Offloader offloader, int calls) throws Exception {
    AtomicInteger leaks = new AtomicInteger();
    AtomicInteger settled = new AtomicInteger();
    int cancelled = 0;
    int batch = 100;
    for (int i = 0; i < calls / batch; i++) {
      List<CompletableFuture<Integer>> futures = new ArrayList<>();
      for (int j = 0; j < batch; j++) {
        int spins = ThreadLocalRandom.current().nextInt(50);
        futures.add(
            offloader.call(
                () -> {
                  if (Thread.currentThread().isInterrupted() && !Offload.isCancelled()) {
                    leaks.incrementAndGet();
                  }
                  for (int k = 0; k < spins; k++) {
                    Thread.onSpinWait();
                  }
                  return spins;
                }));
      }
      for (CompletableFuture<Integer> future : futures) {
        future.whenComplete((value, failure) -> settled.incrementAndGet());
        if (future.cancel(true)) {
          cancelled++;
        }
      }
    }
    get(offloader.run(() -> {}));
    while (settled.get() < calls) {
      Thread.onSpinWait();
    }
    assertEquals(0, leaks.get());
    assertTrue(cancelled > 0);
    assertTrue(cancelled < calls);
  }

  @Test
  void everyFutureSettlesWhenShutdownRacesWithCalls() throws Exception {
    for (int round = 0; round < Stress.times(200); round++) {
      Offloader offloader = Offloader.builder("racing").maxConcurrency(2).queueCapacity(10).build();
      AtomicInteger open = new AtomicInteger();
      CountDownLatch started = new CountDownLatch(2);
      Runnable caller =
          () -> {
            started.countDown();
            for (int i = 0; i < 200; i++) {
              open.incrementAndGet();
              offloader
                  .run(Thread::onSpinWait)
                  .whenComplete((none, failure) -> open.decrementAndGet());
            }
          };
      Thread first = new Thread(caller);
      Thread second = new Thread(caller);
      first.start();
      second.start();
      Offloaders.await(started);
      get(offloader.shutdown(Duration.ZERO));
      first.join();
      second.join();
      while (open.get() > 0) {
        Thread.onSpinWait();
      }
    }
  }
}
