package dev.offload;

import dev.offload.annotations.Blocking;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One call: the future that its caller holds, and the cell that decides between running it and
 * settling it from outside. Every transition is one compare-and-set:
 *
 * <pre>
 * null (not started) -> thread (running) -> SETTLED
 * null -> SETTLED                                     cancelled before it started
 * thread -> INTERRUPTING -> INTERRUPTED -> SETTLED    cancelled while it ran
 * thread -> Suspended -> thread                       it waits and runs, meanwhile, what it waits for
 * thread -> Awaited -> SETTLED                        cancelled while it ran, and waited for
 * </pre>
 *
 * <p>The interrupt is delivered before the future is settled, so that dependents cannot delay it;
 * the running thread waits for a delivery that is under way and clears the flag, so that no
 * interrupt outlives the call.
 */
final class Task<T> extends OffloadFuture<T> implements Runnable {
  private static final VarHandle CELL;
  private static final VarHandle NUMBER;
  private static final Object SETTLED = "settled";
  private static final Object INTERRUPTING = "interrupting";
  private static final Object INTERRUPTED = "interrupted";
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ThreadLocal<Task<?>> CURRENT = new ThreadLocal<>();

  static {
    try {
      CELL = MethodHandles.lookup().findVarHandle(Task.class, "cell", Object.class);
      NUMBER = MethodHandles.lookup().findVarHandle(Task.class, "number", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  // Of the list that the task is in; guarded by the limiter's lock.
  TaskList list;
  Task<?> previous;
  Task<?> next;
  long startedNanos;

  private final Limiter limiter;
  private final CallOptions options;
  private Callable<? extends T> work;
  private ContextPropagator.Captured context;
  private volatile Object cell;
  private volatile OffloadFuture<?> after;
  private volatile OffloadFuture<?> waitsFor;
  private volatile Task<?> inlined;
  private volatile long number;

  /**
   * @param context what the submitting thread carries
   */
  Task(
      Limiter limiter,
      Callable<? extends T> work,
      CallOptions options,
      ContextPropagator.Captured context) {
    super(limiter.dependents());
    this.limiter = limiter;
    this.work = work;
    this.options = options;
    this.context = context;
  }

  /** The call that the calling thread is running; null if it runs none. */
  static Task<?> current() {
    return CURRENT.get();
  }

  Limiter limiter() {
    return limiter;
  }

  /** It will be submitted when that one is complete. */
  void after(OffloadFuture<?> stage) {
    after = stage;
  }

  /** Starts the time-out that the options ask for. */
  void startTimeout() {
    options.timeout().ifPresent(time -> orTimeout(Timer.nanos(time), TimeUnit.NANOSECONDS));
  }

  /** Whether it has been started, or settled before it could be. */
  boolean isTaken() {
    return cell != null;
  }

  /** Whether somebody has settled the future, or wants to, although the work has not ended. */
  boolean isGivenUp() {
    return !(cell instanceof Thread) && !(cell instanceof Suspended);
  }

  /** What the thread that runs this call waits for; null if it does not. */
  OffloadFuture<?> waitsFor() {
    return waitsFor;
  }

  void waitsFor(OffloadFuture<?> future) {
    waitsFor = future;
  }

  /** The call that the same thread runs while this one waits; null if there is none. */
  Task<?> inlined() {
    return inlined;
  }

  // --- Running -----------------------------------------------------------------------------------

  /** Runs the work, unless it has been settled before. */
  @Override
  @Blocking
  public void run() {
    Thread thread = Thread.currentThread();
    if (!CELL.compareAndSet(this, null, thread)) {
      return;
    }
    Task<?> outer = CURRENT.get();
    CURRENT.set(this);
    try {
      T value = null;
      Throwable failure = null;
      try {
        value = context.call(work);
      } catch (Throwable thrown) {
        failure = thrown;
      }
      end(thread, value, failure);
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * Runs a queued call on this thread, which runs this call and waits for that one. What is sent to
   * this call meanwhile does not reach the other.
   *
   * @throws InterruptedException if this call was cancelled meanwhile
   */
  void runInline(Task<?> task) throws InterruptedException {
    Thread thread = Thread.currentThread();
    Suspended suspended = new Suspended(thread);
    if (!CELL.compareAndSet(this, thread, suspended)) {
      // The interrupt is coming, or has come.
      throw new InterruptedException("cancelled: " + name());
    }
    inlined = task;
    try {
      task.run();
    } finally {
      inlined = null;
    }
    if (!CELL.compareAndSet(this, suspended, thread) && mode() == CancelMode.INTERRUPT) {
      throw new InterruptedException("cancelled: " + name());
    }
  }

  private void end(Thread thread, T value, Throwable failure) {
    release();
    if (failure instanceof Error) {
      limiter.report(failure);
    }
    Object seen = cell;
    while (seen == thread && !CELL.compareAndSet(this, thread, SETTLED)) {
      seen = cell;
    }
    while (seen == INTERRUPTING) {
      Thread.onSpinWait();
      seen = cell;
    }
    if (seen == thread) {
      if (failure == null) {
        succeed(value);
      } else {
        fail(failure);
      }
    } else if (seen == INTERRUPTED) {
      Thread.interrupted();
      cell = SETTLED;
    } else if (seen instanceof Awaited awaited) {
      cell = SETTLED;
      awaited.settle();
    }
  }

  /** Frees what the work holds: the future may be kept for long. */
  private void release() {
    work = null;
    context = null;
  }

  // --- Settling from outside ---------------------------------------------------------------------

  @Override
  boolean settle(BooleanSupplier settlement) {
    while (true) {
      Object seen = cell;
      if (seen == null) {
        if (CELL.compareAndSet(this, null, SETTLED)) {
          if (limiter.forget(this)) {
            limiter.countCancelled();
          }
          release();
          return settlement.getAsBoolean();
        }
      } else if (seen instanceof Thread || seen instanceof Suspended) {
        if (giveUp(seen, settlement)) {
          limiter.countCancelled();
          options.onCancel().ifPresent(limiter::runHook);
          return mode() == CancelMode.AWAIT || settlement.getAsBoolean();
        }
      } else {
        return false;
      }
    }
  }

  /** False if the cell has changed meanwhile. */
  private boolean giveUp(Object running, BooleanSupplier settlement) {
    CancelMode mode = mode();
    if (mode == CancelMode.AWAIT) {
      return CELL.compareAndSet(this, running, new Awaited(settlement));
    }
    boolean isOther = running instanceof Thread thread && thread != Thread.currentThread();
    if (mode == CancelMode.ABANDON || !isOther) {
      return CELL.compareAndSet(this, running, SETTLED);
    }
    if (!CELL.compareAndSet(this, running, INTERRUPTING)) {
      return false;
    }
    ((Thread) running).interrupt();
    cell = INTERRUPTED;
    return true;
  }

  private CancelMode mode() {
    return options.cancelMode().orElse(limiter.cancelMode());
  }

  /** The thread is running another call that this one waits for. */
  private record Suspended(Thread thread) {}

  /** How to settle the future once the work has ended. */
  private record Awaited(BooleanSupplier settlement) {
    boolean settle() {
      return settlement.getAsBoolean();
    }
  }

  // --- Naming ------------------------------------------------------------------------------------

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    if (isDone()) {
      return;
    }
    OffloadFuture<?> stage = after;
    if (stage != null && !stage.isDone()) {
      stage.forEachTask(isNeeded, action);
    }
    action.accept(this);
  }

  /** "call 17 of offload-io": numbered when somebody asks. */
  String name() {
    return options.name().orElseGet(() -> "call " + number() + " of " + limiter.name());
  }

  private long number() {
    if (number == 0) {
      NUMBER.compareAndSet(this, 0, NUMBERS.incrementAndGet());
    }
    return number;
  }
}
