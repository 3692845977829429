package dev.offload;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one timer thread. It only hands over: whatever is to happen then happens on {@link
 * Continuations}, so that nobody can hold up the time-outs of others.
 */
final class Timer {
  private static final ScheduledThreadPoolExecutor TIMER = create();

  private Timer() {}

  private static ScheduledThreadPoolExecutor create() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Threads.platform("offload-timer", Thread::new));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(30, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /** The time in nanoseconds, which end after some 292 years. */
  static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return time.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }

  /**
   * Runs {@code action} after {@code nanos} nanoseconds, on a thread of {@link Continuations}. Zero
   * and less mean as soon as possible.
   */
  static Entry start(long nanos, Runnable action) {
    Future<?> future =
        TIMER.schedule(() -> Continuations.executor().execute(action), nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** A running timer. */
  interface Entry {
    /** Stops it and frees what it holds; without effect if it has fired. */
    void cancel();
  }
}
