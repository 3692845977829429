package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many calls run at a time and so many wait, in order. It borrows threads: as long as calls
 * are queued, a thread that has run one runs the next.
 *
 * <p>The lock guards counters and lists, and nothing else happens under it.
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: see above.
final class Limiter {
  /** So many calls does a thread run before it goes back to an executor that others use as well. */
  private static final int CALLS_IN_A_ROW = 16;

  private static final Runnable NOTHING = new Consequence();
  private static final Runnable NO_ROOM = new Consequence();

  private final Settings settings;
  private final Executor dependents;
  private final Executor threads;
  private final int maxSpares;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final TaskList queued = new TaskList();
  private final TaskList running = new TaskList();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private int workers;
  private int spares;
  private int waiting;
  private boolean isClosed;
  private boolean hasWarned;
  private long ended;
  private long cancelled;
  private long rejected;

  /**
   * @param dependents runs the {@code *Async} dependents of the calls
   * @param threads runs the workers, each at once
   * @param maxSpares how many more calls may run while others wait inside the same limiter
   */
  Limiter(Settings settings, Executor dependents, Executor threads, int maxSpares) {
    this.settings = settings;
    this.dependents = dependents;
    this.threads = threads;
    this.maxSpares = maxSpares;
  }

  String name() {
    return settings.name();
  }

  CancelMode cancelMode() {
    return settings.cancelMode();
  }

  Executor dependents() {
    return dependents;
  }

  // --- Taking calls ------------------------------------------------------------------------------

  /**
   * Starts or queues a call. Does not throw: a call that is not taken has a failed future.
   *
   * @param mayWait whether the policy {@link FullPolicy#BLOCK_CALLER} may hold up this thread
   */
  void submit(Task<?> task, boolean mayWait) {
    boolean isPatient = settings.onFull() == FullPolicy.BLOCK_CALLER && mayWait;
    Runnable consequence = take(task, isPatient);
    while (consequence == NO_ROOM) {
      waitForRoom(task);
      consequence = take(task, isPatient);
    }
    consequence.run();
  }

  /** Starts, queues or refuses a call; returns what remains to be done without the lock. */
  private Runnable take(Task<?> task, boolean isPatient) {
    lock.lock();
    try {
      if (task.isTaken()) {
        return NOTHING;
      }
      if (isClosed) {
        rejected++;
        return () -> reject(task, "has been shut down");
      }
      if (mayStart()) {
        workers++;
        start(task);
        return () -> startWorker(task);
      }
      if (queued.size() >= settings.capacity()) {
        if (isPatient) {
          return NO_ROOM;
        }
        if (settings.onFull() == FullPolicy.REJECT) {
          rejected++;
          String reason = "is full: " + stats();
          return () -> reject(task, reason);
        }
      }
      queued.add(task);
      // Somebody who waits inside this limiter may be waiting for this call.
      return NestedWait::lookAgain;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("BlockingWait") // Only where the user has asked for it, and the thread may.
  private void waitForRoom(Task<?> task) {
    try {
      NonBlockingThreads.check("A call of the full offloader " + name());
      lock.lockInterruptibly();
      try {
        while (!task.isTaken() && !isClosed && !hasRoom()) {
          room.await();
        }
      } finally {
        lock.unlock();
      }
    } catch (IllegalStateException e) {
      task.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.completeExceptionally(
          new OffloadRejectedException("interrupted while waiting for room in " + name(), e));
    }
  }

  private boolean hasRoom() {
    return mayStart() || queued.size() < settings.capacity();
  }

  private int concurrency() {
    // Long, as nobody may have limited it.
    return (int) Math.min(Integer.MAX_VALUE, (long) settings.concurrency() + spares);
  }

  private boolean mayStart() {
    return workers < concurrency() && queued.size() == 0;
  }

  private void reject(Task<?> task, String reason) {
    task.completeExceptionally(new OffloadRejectedException(name() + " " + reason));
  }

  private void start(Task<?> task) {
    task.startedNanos = System.nanoTime();
    running.add(task);
  }

  private void startWorker(Task<?> task) {
    try {
      threads.execute(new Worker(task));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      for (Task<?> stranded : dropWorker(task)) {
        stranded.completeExceptionally(
            new OffloadRejectedException(name() + " got no thread: " + e.getMessage(), e));
      }
      // Not before: whoever waits for the end may rely on all futures being settled.
      endIfIdle();
    }
  }

  /**
   * Returns the call that got no thread and, if there is no other thread, all that are queued
   * behind it.
   */
  private List<Task<?>> dropWorker(Task<?> task) {
    lock.lock();
    try {
      running.remove(task);
      workers--;
      rejected++;
      List<Task<?>> stranded = new ArrayList<>();
      stranded.add(task);
      for (Task<?> next = queued.peek(); workers == 0 && next != null; next = queued.peek()) {
        queued.remove(next);
        stranded.add(next);
      }
      return stranded;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing remains to be done; each is told from the other by its identity. */
  private static final class Consequence implements Runnable {
    @Override
    public void run() {}
  }

  // --- Running them ------------------------------------------------------------------------------

  /** One thread for one call after the other. */
  private final class Worker implements Runnable {
    private final Task<?> first;

    Worker(Task<?> first) {
      this.first = first;
    }

    @Override
    @Blocking
    public void run() {
      Task<?> task = first;
      for (int calls = 1; task != null; calls++) {
        try {
          task.run();
        } catch (Throwable e) {
          // Not the work's: that is in the future. The thread must not be lost.
          report(e);
        }
        if (settings.ownsThreads()) {
          Thread.interrupted();
        }
        task = next(task);
        if (task != null && !settings.ownsThreads() && calls >= CALLS_IN_A_ROW) {
          startWorker(task);
          return;
        }
      }
    }
  }

  /** What the thread that has run {@code task} runs next; null if it is not needed any more. */
  private Task<?> next(Task<?> task) {
    boolean isIdle = false;
    lock.lock();
    try {
      running.remove(task);
      ended++;
      Task<?> next = workers > concurrency() ? null : queued.poll();
      if (next == null) {
        workers--;
        isIdle = isClosed && workers == 0;
      } else {
        start(next);
      }
      room.signal();
      return next;
    } finally {
      lock.unlock();
      if (isIdle) {
        idle.complete(null);
      }
    }
  }

  /** Takes a call out of the queue for the thread that waits for it; false if it is not there. */
  boolean takeInline(Task<?> task) {
    lock.lock();
    try {
      if (!queued.remove(task)) {
        return false;
      }
      room.signal();
      start(task);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a call that has been started waits for its thread. */
  boolean isWaiting(Task<?> task) {
    lock.lock();
    try {
      return task.list == running && !task.isTaken();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the calls of both run on the threads of the same executor. */
  boolean hasThreadsOf(Limiter other) {
    return threads.equals(other.threads);
  }

  /** The end of what {@link #takeInline} began. */
  void endInline(Task<?> task) {
    lock.lock();
    try {
      running.remove(task);
      ended++;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a call out of the queue for good; false if it is not there. */
  boolean forget(Task<?> task) {
    lock.lock();
    try {
      boolean wasQueued = queued.remove(task);
      if (wasQueued) {
        room.signal();
      }
      return wasQueued;
    } finally {
      lock.unlock();
    }
  }

  void countCancelled() {
    lock.lock();
    try {
      cancelled++;
    } finally {
      lock.unlock();
    }
  }

  void runHook(Runnable hook) {
    CancelHooks.executor()
        .execute(
            () -> {
              try {
                hook.run();
              } catch (Throwable e) {
                report(e);
              }
            });
  }

  /** For what nobody else would hear of. */
  void report(Throwable failure) {
    try {
      settings.onUncaught().accept(failure);
    } catch (Throwable e) {
      System.getLogger("dev.offload").log(System.Logger.Level.ERROR, "onUncaught failed", e);
    }
  }

  // --- Waiting inside a call ---------------------------------------------------------------------

  /**
   * The calling thread, a worker of this limiter, is going to wait: another may take its place.
   *
   * @return whether one may
   */
  boolean enterWait() {
    Task<?> next = null;
    boolean isStuck = false;
    boolean hasSpare = false;
    lock.lock();
    try {
      waiting++;
      if (spares < maxSpares) {
        hasSpare = true;
        spares++;
        next = workers < concurrency() ? queued.poll() : null;
        if (next != null) {
          workers++;
          start(next);
          room.signal();
        }
      } else {
        isStuck = !hasWarned && queued.size() > 0 && waiting >= workers;
        hasWarned |= isStuck;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      startWorker(next);
    }
    if (isStuck) {
      System.getLogger("dev.offload")
          .log(
              System.Logger.Level.WARNING,
              "all threads of {0} wait inside its calls while others are queued: {1}",
              name(),
              stats());
    }
    return hasSpare;
  }

  /** The end of what {@link #enterWait} began, and returned. */
  void exitWait(boolean hadSpare) {
    lock.lock();
    try {
      waiting--;
      spares -= hadSpare ? 1 : 0;
    } finally {
      lock.unlock();
    }
  }

  // --- Shutdown ----------------------------------------------------------------------------------

  /** Takes no more calls. */
  void close() {
    lock.lock();
    try {
      isClosed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    endIfIdle();
  }

  private void endIfIdle() {
    boolean isIdle;
    lock.lock();
    try {
      isIdle = isClosed && workers == 0;
    } finally {
      lock.unlock();
    }
    if (isIdle) {
      idle.complete(null);
    }
  }

  /** Complete when this limiter is closed and nothing runs any more. */
  CompletableFuture<Void> idle() {
    return idle;
  }

  /**
   * Settles all calls: what has not started fails, what runs is cancelled. Returns those futures.
   */
  List<CompletableFuture<?>> settleAll() {
    List<Task<?>> idlers;
    List<Task<?>> active;
    lock.lock();
    try {
      idlers = queued.copy();
      active = running.copy();
    } finally {
      lock.unlock();
    }
    // Each on its own: a dependent that blocks must not hold up the others.
    Executor continuations = Continuations.executor();
    idlers.forEach(task -> continuations.execute(() -> reject(task, "has been shut down")));
    active.forEach(task -> continuations.execute(() -> task.cancel(true)));
    List<CompletableFuture<?>> all = new ArrayList<>(idlers);
    all.addAll(active);
    return all;
  }

  OffloaderStats stats() {
    lock.lock();
    try {
      Task<?> oldest = running.peek();
      return new OffloaderStats(
          running.size(),
          queued.size(),
          ended,
          cancelled,
          rejected,
          oldest == null
              ? Duration.ZERO
              : Duration.ofNanos(System.nanoTime() - oldest.startedNanos));
    } finally {
      lock.unlock();
    }
  }
}
