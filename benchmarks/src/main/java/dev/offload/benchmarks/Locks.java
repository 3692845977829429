package dev.offload.benchmarks;

import com.ibm.asyncutil.locks.FairAsyncLock;
import dev.offload.AsyncLock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Locks that are compared, each taken and given back at once. */
public enum Locks {
  REENTRANT_LOCK("JDK `ReentrantLock`", () -> reentrant(false)),
  OFFLOAD_ACQUIRE("Offload `acquire`", Locks::offloadAcquire),
  OFFLOAD_ACQUIRE_BLOCKING("Offload `acquireBlocking`", Locks::offloadAcquireBlocking),
  REENTRANT_LOCK_FAIR("JDK `ReentrantLock`, fair", () -> reentrant(true)),
  SEMAPHORE("JDK `Semaphore`", () -> semaphore(false)),
  SEMAPHORE_FAIR("JDK `Semaphore`, fair", () -> semaphore(true)),
  IBM_FAIR_ASYNC_LOCK("IBM `FairAsyncLock`", Locks::ibm);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Supplier<Repeated> constructor;

  Locks(String title, Supplier<Repeated> constructor) {
    this.title = title;
    this.constructor = constructor;
  }

  String title() {
    return title;
  }

  /** A new lock; what is repeated is to take it and to give it back. */
  Repeated open() {
    return constructor.get();
  }

  private static Repeated offloadAcquire() {
    AsyncLock lock = new AsyncLock();
    return times -> {
      for (int i = 0; i < times; i++) {
        lock.acquire().join().close();
      }
    };
  }

  private static Repeated offloadAcquireBlocking() {
    AsyncLock lock = new AsyncLock();
    return times -> {
      for (int i = 0; i < times; i++) {
        lock.acquireBlocking().close();
      }
    };
  }

  private static Repeated reentrant(boolean isFair) {
    ReentrantLock lock = new ReentrantLock(isFair);
    return times -> {
      for (int i = 0; i < times; i++) {
        lock.lock();
        try {
          // nothing to guard
        } finally {
          lock.unlock();
        }
      }
    };
  }

  private static Repeated semaphore(boolean isFair) {
    Semaphore semaphore = new Semaphore(1, isFair);
    return times -> {
      for (int i = 0; i < times; i++) {
        semaphore.acquire();
        semaphore.release();
      }
    };
  }

  private static Repeated ibm() {
    FairAsyncLock lock = new FairAsyncLock();
    return times -> {
      for (int i = 0; i < times; i++) {
        lock.acquireLock().toCompletableFuture().join().releaseLock();
      }
    };
  }
}
