package dev.offload;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.AsyncSemaphore.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncSemaphoreStressTest {
  private static final int PERMITS = 3;

  private final AsyncSemaphore semaphore = new AsyncSemaphore(PERMITS);
  private final AtomicInteger holders = new AtomicInteger();
  private final AtomicBoolean overGranted = new AtomicBoolean();

  @Test
  void noPermitIsLostOrGrantedTwiceWhenWaitersAreCancelled() throws Exception {
    int times = Stress.times(20_000);
    AtomicInteger granted = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    Stress.Action storm =
        () -> {
          List<CompletableFuture<Permit>> open = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            CompletableFuture<Permit> waiter = semaphore.acquire();
            open.add(waiter);
            if (i % 8 == 7) {
              for (CompletableFuture<Permit> each : open) {
                if (ThreadLocalRandom.current().nextBoolean() && each.cancel(true)) {
                  cancelled.incrementAndGet();
                } else {
                  each.thenAccept(
                      permit -> {
                        granted.incrementAndGet();
                        use(permit);
                      });
                }
              }
              open.clear();
            }
          }
          for (CompletableFuture<Permit> each : open) {
            each.thenAccept(
                permit -> {
                  granted.incrementAndGet();
                  use(permit);
                });
          }
        };

    Stress.together(storm, storm, storm, storm);

    assertThat(granted.get() + cancelled.get()).isEqualTo(4 * times);
    assertThat(cancelled.get()).isGreaterThan(0);
    assertThatAllIsFree();
  }

  @Test
  void noPermitIsLostWhenTimeIsUpWhileItIsGranted() throws Exception {
    int times = Stress.times(3_000);
    Stress.Action client =
        () -> {
          List<CompletableFuture<Void>> ends = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            Duration timeout = Duration.ofNanos(ThreadLocalRandom.current().nextInt(200_000));
            ends.add(
                semaphore
                    .acquire(timeout)
                    .handle(
                        (permit, failure) -> {
                          if (failure == null) {
                            use(permit);
                          }
                          return null;
                        }));
          }
          for (CompletableFuture<Void> end : ends) {
            end.get();
          }
        };

    Stress.together(client, client, client);

    assertThatAllIsFree();
  }

  @Test
  void noPermitIsLostWhenThreadsAreInterruptedWhileTheyAreGrantedOne() throws Exception {
    int times = Stress.times(2_000);
    List<Thread> waiters = new ArrayList<>();
    AtomicInteger ended = new AtomicInteger();
    Stress.Action waiter =
        () -> {
          synchronized (waiters) {
            waiters.add(Thread.currentThread());
          }
          for (int i = 0; i < times; i++) {
            try {
              use(semaphore.acquireBlocking());
            } catch (InterruptedException e) {
              // What the test is about: the next round begins.
              Thread.interrupted();
            }
          }
          ended.incrementAndGet();
        };
    Stress.Action interrupter =
        () -> {
          while (ended.get() < 5) {
            synchronized (waiters) {
              waiters.forEach(Thread::interrupt);
            }
            Thread.onSpinWait();
          }
        };

    try {
      Stress.together(waiter, waiter, waiter, waiter, waiter, interrupter);
    } finally {
      ended.set(5);
    }

    assertThatAllIsFree();
  }

  @Test
  void bodiesGiveTheirPermitBackHoweverTheyEnd() throws Exception {
    int times = Stress.times(5_000);
    Stress.Action client =
        () -> {
          List<CompletableFuture<Void>> open = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            CompletableFuture<Void> result =
                semaphore.with(
                    () -> {
                      enter();
                      return stage.whenComplete((ignored, failure) -> holders.decrementAndGet());
                    });
            open.add(stage);
            if (ThreadLocalRandom.current().nextInt(3) == 0) {
              result.cancel(true);
            }
            open.get(ThreadLocalRandom.current().nextInt(open.size())).complete(null);
          }
          open.forEach(stage -> stage.complete(null));
        };

    Stress.together(client, client, client);

    assertThat(semaphore.waiting()).isEqualTo(0);
    assertThat(semaphore.available()).isEqualTo(PERMITS);
  }

  @Test
  void permitsAddUpWhenTheyAreResizedAndDrained() throws Exception {
    int times = Stress.times(10_000);
    Stress.Action client =
        () -> {
          for (int i = 0; i < times; i++) {
            CompletableFuture<Permit> waiter = semaphore.acquire();
            if (i % 3 == 0) {
              waiter.cancel(true);
            }
            waiter.thenAccept(Permit::close);
          }
        };
    Stress.Action owner =
        () -> {
          for (int i = 0; i < times; i++) {
            semaphore.resize(i % 5);
            semaphore.drain().ifPresent(Permit::close);
          }
          semaphore.resize(PERMITS);
        };

    Stress.together(client, client, owner);

    assertThatAllIsFree();
  }

  @Test
  void twoHundredThousandWaitersNeedNoMoreStackThanOne() throws Exception {
    AsyncLock lock = new AsyncLock();
    AsyncLock.Held held = lock.acquire().join();
    int waiters = 200_000;
    List<Integer> order = new ArrayList<>(waiters);
    for (int i = 0; i < waiters; i++) {
      int number = i;
      if (i % 2 == 0) {
        lock.acquire()
            .thenAccept(
                next -> {
                  order.add(number);
                  next.close();
                });
      } else {
        lock.with(
            () -> {
              order.add(number);
              return CompletableFuture.completedFuture(number);
            });
      }
    }
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                held.close();
                end.complete(null);
              } catch (Throwable failure) {
                end.completeExceptionally(failure);
              }
            },
            "small stack",
            Stress.SMALL_STACK);
    small.start();

    end.get();
    assertThat(order).hasSize(waiters);
    assertThat(order).isInStrictOrder();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void eachThreadIsServedInTheOrderInWhichItAsked() throws Exception {
    int times = Stress.times(20_000);
    AsyncLock lock = new AsyncLock();
    AtomicBoolean disorder = new AtomicBoolean();
    Stress.Action client =
        () -> {
          int[] last = {-1};
          List<CompletableFuture<Void>> ends = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            int number = i;
            ends.add(
                lock.with(
                    () -> {
                      if (last[0] != number - 1) {
                        disorder.set(true);
                      }
                      last[0] = number;
                      return CompletableFuture.completedFuture(null);
                    }));
          }
          for (CompletableFuture<Void> end : ends) {
            end.get();
          }
        };

    Stress.together(client, client, client);

    assertThat(disorder.get()).isFalse();
    assertThat(lock.isHeld()).isFalse();
  }

  private void use(Permit permit) {
    enter();
    holders.decrementAndGet();
    permit.close();
  }

  private void enter() {
    if (holders.incrementAndGet() > PERMITS) {
      overGranted.set(true);
    }
  }

  private void assertThatAllIsFree() {
    assertThat(overGranted.get()).isFalse();
    assertThat(holders.get()).isEqualTo(0);
    assertThat(semaphore.waiting()).isEqualTo(0);
    assertThat(semaphore.available()).isEqualTo(PERMITS);
  }
}
