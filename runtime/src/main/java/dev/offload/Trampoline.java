package dev.offload;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Completes futures one after the other instead of one inside the other: a lock that is handed on
 * by the callback of its last holder needs the same stack for two waiters and for two hundred
 * thousand.
 */
final class Trampoline {
  private static final ThreadLocal<Queue<Runnable>> PENDING = new ThreadLocal<>();

  private Trampoline() {}

  /** Runs the action, now or as soon as the one that is running on this thread returns. */
  static void run(Runnable action) {
    Queue<Runnable> pending = PENDING.get();
    if (pending != null) {
      pending.add(action);
      return;
    }
    pending = new ArrayDeque<>();
    pending.add(action);
    PENDING.set(pending);
    try {
      drain(pending);
    } finally {
      PENDING.remove();
    }
  }

  /**
   * Runs what is pending on this thread; called before the thread waits, as nobody else would run
   * it.
   */
  static void drain() {
    Queue<Runnable> pending = PENDING.get();
    if (pending != null) {
      drain(pending);
    }
  }

  private static void drain(Queue<Runnable> pending) {
    Runnable next = pending.poll();
    if (next == null) {
      return;
    }
    try {
      while (next != null) {
        next.run();
        next = pending.poll();
      }
    } finally {
      // Not empty after an error only, which must not keep the others waiting for ever.
      drain(pending);
    }
  }
}
