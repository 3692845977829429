package dev.offload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Waiting inside an offloaded call. What is queued behind the waiting thread, and awaited by it, is
 * run by it; what can never end is refused, and only that.
 */
final class NestedWait {
  private static final Set<Thread> PARKED = ConcurrentHashMap.newKeySet();

  private final Task<?> task;
  private final CompletableFuture<?> future;

  private NestedWait(Task<?> task, CompletableFuture<?> future) {
    this.task = task;
    this.future = future;
  }

  /**
   * Waits until {@code future} is complete, or the time is over.
   *
   * @param task the call that the thread runs
   * @param nanos {@link Long#MAX_VALUE} for as long as it takes
   * @throws IllegalStateException if the future waits, in the end, for this call
   */
  static void await(Task<?> task, CompletableFuture<?> future, long nanos)
      throws InterruptedException {
    new NestedWait(task, future).await(nanos);
  }

  /**
   * A future that exists already has come to depend on one more stage, which may matter to those
   * who wait for it.
   */
  static void lookAgain() {
    PARKED.forEach(LockSupport::unpark);
  }

  private void await(long nanos) throws InterruptedException {
    long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
    OffloadFuture<?> ours = future instanceof OffloadFuture<?> known ? known : null;
    OffloadFuture<?> outer = task.waitsFor();
    task.waitsFor(ours);
    Thread waiting = Thread.currentThread();
    boolean hasSpare = false;
    boolean isParking = false;
    try {
      while (!future.isDone()) {
        runQueued(ours);
        if (nanos == Long.MAX_VALUE) {
          refuseCycle();
        }
        // Registered before the last look, so that no wake-up is lost; a wait inside of this one
        // ends with its own.
        boolean isNew = PARKED.add(waiting);
        if (!isParking) {
          isParking = true;
          hasSpare = task.limiter().enterWait();
          future.whenComplete((value, failure) -> LockSupport.unpark(waiting));
          continue;
        }
        if (isNew) {
          continue;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        LockSupport.parkNanos(future, left);
      }
    } finally {
      task.waitsFor(outer);
      if (isParking) {
        PARKED.remove(waiting);
        task.limiter().exitWait(hasSpare);
      }
    }
  }

  /**
   * Runs the awaited calls of the same limiter that nobody has started: this thread has nothing
   * else to do.
   */
  private void runQueued(OffloadFuture<?> ours) throws InterruptedException {
    boolean hasRun = ours != null;
    while (hasRun && !future.isDone()) {
      hasRun = false;
      List<Task<?>> awaited = new ArrayList<>();
      ours.forEachTask(false, awaited::add);
      for (Task<?> each : awaited) {
        if (future.isDone()) {
          return;
        }
        if (each.limiter() == task.limiter() && task.limiter().takeInline(each)) {
          hasRun = true;
          try {
            task.runInline(each);
          } finally {
            task.limiter().endInline(each);
          }
        } else if (task.limiter().hasThreadsOf(each.limiter()) && each.limiter().isWaiting(each)) {
          // It counts as running, but its thread is still to come.
          hasRun = true;
          task.runInline(each);
        }
      }
    }
  }

  /**
   * Whoever begins to wait last sees the whole cycle, as each has said before what it waits for.
   */
  private void refuseCycle() {
    Deque<Task<?>> path = new ArrayDeque<>();
    if (leadsBack(task, path, new HashSet<>())) {
      String names = path.stream().map(Task::name).collect(Collectors.joining(" waits for "));
      throw new IllegalStateException(
          "Sync.await can never end: " + names + " waits for " + task.name());
    }
  }

  private boolean leadsBack(Task<?> from, Deque<Task<?>> path, Set<Task<?>> seen) {
    if (!seen.add(from)) {
      return false;
    }
    path.addLast(from);
    List<Task<?>> needed = new ArrayList<>();
    OffloadFuture<?> awaited = from.waitsFor();
    if (awaited != null) {
      awaited.forEachTask(true, needed::add);
    }
    Task<?> inlined = from.inlined();
    if (inlined != null) {
      needed.add(inlined);
    }
    for (Task<?> next : needed) {
      if (next == task || leadsBack(next, path, seen)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }
}
