package dev.offload.sample;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Ticks on the event loop and remembers the longest time between two ticks. */
final class LoopClock {
  private static final int TICK_MILLIS = 5;

  private final LongAccumulator slowestNanos = new LongAccumulator(Math::max, 0);
  private final LongAdder ticks = new LongAdder();
  private long last = System.nanoTime(); // from the first tick on, touched by the loop only

  LoopClock(Vertx vertx) {
    vertx.setPeriodic(TICK_MILLIS, timer -> tick());
  }

  long ticks() {
    return ticks.sum();
  }

  long slowestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(slowestNanos.get());
  }

  private void tick() {
    long now = System.nanoTime();
    slowestNanos.accumulate(now - last);
    last = now;
    ticks.increment();
  }
}
