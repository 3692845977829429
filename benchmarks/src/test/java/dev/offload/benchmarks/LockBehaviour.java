package dev.offload.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the locks are asked that can be held across asynchronous work. */
enum LockBehaviour {
  CANCELLED_TAKES_NOTHING("a waiter that is cancelled takes nothing") {
    @Override
    <T> boolean holds(AsyncLocking<T> lock, Duration patience) throws Exception {
      return isNextServed(lock, waiter -> waiter.cancel(true), patience);
    }
  },

  TIMED_OUT_TAKES_NOTHING("a waiter that times out takes nothing") {
    @Override
    <T> boolean holds(AsyncLocking<T> lock, Duration patience) throws Exception {
      return isNextServed(lock, waiter -> waiter.orTimeout(1, TimeUnit.MILLISECONDS), patience);
    }
  },

  MANY_ARE_SERVED("100,000 waiters are served, one by the other") {
    @Override
    <T> boolean holds(AsyncLocking<T> lock, Duration patience) throws Exception {
      int waiters = 100_000;
      CountDownLatch unserved = new CountDownLatch(waiters);
      T held = lock.acquire().get(PATIENT, TimeUnit.SECONDS);
      for (int i = 0; i < waiters; i++) {
        lock.acquire()
            .thenAccept(
                token -> {
                  unserved.countDown();
                  lock.release(token);
                });
      }
      lock.release(held);
      return unserved.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  };

  private static final long PATIENT = Behaviour.GENEROUS.toSeconds();

  private final String title;

  LockBehaviour(String title) {
    this.title = title;
  }

  /** In Markdown. */
  String title() {
    return title;
  }

  /**
   * Whether a lock does it.
   *
   * @param patience how long to wait for it to do so
   */
  abstract <T> boolean holds(AsyncLocking<T> lock, Duration patience) throws Exception;

  private static <T> boolean isNextServed(
      AsyncLocking<T> lock, Consumer<CompletableFuture<T>> giveUp, Duration patience)
      throws Exception {
    T first = lock.acquire().get(PATIENT, TimeUnit.SECONDS);
    CompletableFuture<T> second = lock.acquire();
    CompletableFuture<T> third = lock.acquire();
    giveUp.accept(second);
    Behaviour.isSettled(second, Behaviour.GENEROUS);
    lock.release(first);
    return Behaviour.isSettled(third, patience);
  }

  /** A lock, or a semaphore with one permit. */
  record AsyncLocking<T>(Supplier<CompletableFuture<T>> acquisition, Consumer<T> toRelease) {
    /** The lock's own future: it is told when its user gives up. */
    CompletableFuture<T> acquire() {
      return acquisition.get();
    }

    void release(T token) {
      toRelease.accept(token);
    }
  }
}
