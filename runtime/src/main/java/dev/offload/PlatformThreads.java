package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads, as many as are needed at the same time. A queue in front of them, although
 * there is a thread for each worker, saves most of the wake-ups under load: a thread that ends one
 * worker takes the next.
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards three numbers.
final class PlatformThreads implements Executor {
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final ThreadPoolExecutor pool;
  private final Object lock = new Object();

  /**
   * How many workers have been taken and have not ended: never more than the pool's core threads.
   */
  private int needed;

  private int mostNeeded;
  private int kept;

  @SuppressWarnings("ErroneousThreadPoolConstructorChecker") // keep() says how many.
  PlatformThreads(ThreadFactory factory) {
    this.pool =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_ALIVE_NANOS,
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(),
            factory);
  }

  @Override
  public void execute(Runnable worker) {
    synchronized (lock) {
      needed++;
      mostNeeded = Math.max(mostNeeded, needed);
      if (needed > kept) {
        if (kept == 0) {
          trimLater();
        }
        keep(needed);
      }
    }
    try {
      pool.execute(
          () -> {
            try {
              worker.run();
            } finally {
              end();
            }
          });
    } catch (Throwable e) {
      end();
      throw e;
    }
  }

  private void end() {
    synchronized (lock) {
      needed--;
    }
  }

  private void trimLater() {
    Timer.start(KEEP_ALIVE_NANOS, this::trim);
  }

  /**
   * Core threads never time out: one that did in the moment it got work would leave it to threads
   * that wait for it.
   */
  private void trim() {
    synchronized (lock) {
      keep(mostNeeded);
      mostNeeded = needed;
      if (kept > 0) {
        trimLater();
      }
    }
  }

  private void keep(int threads) {
    kept = threads;
    pool.setCorePoolSize(threads);
  }

  /** Lets the threads end that have nothing to do. */
  void shutdown() {
    pool.shutdown();
  }
}
