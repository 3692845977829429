package dev.offload;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Repeats a step that is done now and then on one thread, now and then on another. The stack stays
 * as it is, and no thread is held for longer than a number of steps, however fast the next ones
 * come.
 */
final class Turns {
  private static final int STEPS_IN_A_ROW = 64;

  private final Executor executor;
  private final Runnable step;

  /** Written by one step at a time. */
  private int steps;

  Turns(Executor executor, Runnable step) {
    this.executor = executor;
    this.step = step;
  }

  /**
   * Takes the next step, after what is running on this thread. Called once, at the end of the step
   * before.
   */
  void next() {
    steps++;
    if (steps % STEPS_IN_A_ROW != 0) {
      Trampoline.run(step);
      return;
    }
    try {
      executor.execute(step);
    } catch (RejectedExecutionException e) {
      // Letting go of the thread is a courtesy, going on is a duty.
      Trampoline.run(step);
    }
  }
}
