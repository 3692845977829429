package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A thread with an event loop of its own, for asynchronous code that is called from synchronous
 * code and that wants one thread for its state. What is given to it runs there, one after the
 * other, in order, and must not block: {@link Sync} refuses to wait on it.
 *
 * <pre>{@code
 * try (LoopThread loop = LoopThread.start("prices")) {
 *   Price price = loop.call(() -> client.fetchPrice(id));
 * }
 * }</pre>
 *
 * <p>Every future settles, at the latest when the loop is shut down. {@code *Async} dependents that
 * name no executor run on the loop; others run where the body's stage is completed. The thread is a
 * daemon and lives until the loop is shut down.
 */
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
public final class LoopThread implements Executor, AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Consumer<? super Throwable> onUncaught;
  private final ScheduledThreadPoolExecutor pool;
  private final Object lock = new Object();
  private final Set<LoopCall<?>> calls = new LinkedHashSet<>();
  private final CompletableFuture<Void> shutdown = new OffloadFuture<>(Continuations.executor());

  /** Takes no more calls. */
  private boolean isClosed;

  /** No call is left. */
  private boolean isIdle;

  /** Takes no more tasks either. */
  private boolean isEnded;

  private LoopThread(String name, Consumer<? super Throwable> onUncaught) {
    this.name = Objects.requireNonNull(name, "name");
    this.onUncaught = Objects.requireNonNull(onUncaught, "onUncaught");
    this.pool = new ScheduledThreadPoolExecutor(1, task -> new Loop(this, task));
    pool.setRemoveOnCancelPolicy(true);
    pool.prestartCoreThread();
  }

  /**
   * Starts a thread. What tasks of {@link #execute} throw, and {@link Error}s, are logged.
   *
   * @param name the thread's
   */
  @NonBlocking
  public static LoopThread start(String name) {
    return start(
        name,
        failure ->
            System.getLogger("dev.offload")
                .log(System.Logger.Level.ERROR, "in a task of " + name, failure));
  }

  /**
   * Starts a thread.
   *
   * @param name the thread's
   * @param onUncaught hears of what tasks of {@link #execute} throw, and of {@link Error}s
   */
  @NonBlocking
  public static LoopThread start(String name, Consumer<? super Throwable> onUncaught) {
    return new LoopThread(name, onUncaught);
  }

  // --- Calls -------------------------------------------------------------------------------------

  /**
   * Calls {@code body} on the loop. Cancelling the result, or letting it time out, keeps the body
   * from running, or cancels the stage that it has returned.
   *
   * @return what the stage becomes; fails with what the body threw, or the stage failed with,
   *     without a wrapper, and with {@link OffloadRejectedException} if the loop has been shut down
   */
  @NonBlocking
  public <T> CompletableFuture<T> submit(@NonBlocking Callable<? extends CompletionStage<T>> body) {
    Objects.requireNonNull(body, "body");
    return enqueue(body, 0);
  }

  /**
   * Calls {@code body} on the loop and waits for what the stage becomes. An interrupt ends the
   * waiting and cancels the stage.
   *
   * @return the result, null if the stage's is
   * @throws Exception what the body threw, or the stage failed with, without a wrapper
   * @throws OffloadRejectedException if the loop has been shut down
   * @throws IllegalStateException if the calling thread is the loop, or must not block for another
   *     reason; the body is not called then
   */
  @Blocking
  public <T> T call(@NonBlocking Callable<? extends CompletionStage<T>> body) throws Exception {
    Objects.requireNonNull(body, "body");
    if (inLoop()) {
      throw new IllegalStateException(
          "LoopThread.call on loop "
              + name
              + " itself would wait for ever. Return the stage, or go on in thenCompose");
    }
    NonBlockingThreads.check("LoopThread.call");
    return Sync.run(() -> submit(body));
  }

  /**
   * Calls {@code work} on the loop after {@code delay}. Cancelling the result frees the timer.
   *
   * @return fails with what the work throws, and as {@link #submit} does
   */
  @NonBlocking
  public <T> CompletableFuture<T> schedule(
      Duration delay, @NonBlocking Callable<? extends T> work) {
    Objects.requireNonNull(work, "work");
    return enqueue(() -> CompletableFuture.completedFuture(work.call()), Timer.nanos(delay));
  }

  private <T> CompletableFuture<T> enqueue(
      Callable<? extends CompletionStage<T>> body, long nanos) {
    LoopCall<T> call;
    try {
      call = new LoopCall<>(this, body, ContextPropagator.present().capture());
    } catch (RuntimeException e) {
      OffloadFuture<T> failed = new OffloadFuture<>(this);
      failed.fail(e);
      return failed;
    }
    synchronized (lock) {
      if (!isClosed) {
        calls.add(call);
        call.queuedAs(pool.schedule(call, nanos, TimeUnit.NANOSECONDS));
        return call;
      }
    }
    call.fail(rejection());
    return call;
  }

  /**
   * Runs {@code task} on the loop. What it throws is reported, and the loop goes on.
   *
   * @throws OffloadRejectedException if the loop has ended, which is when it is shut down and
   *     nothing is left to do
   */
  @Override
  @NonBlocking
  public void execute(@NonBlocking Runnable task) {
    Objects.requireNonNull(task, "task");
    if (!enqueue(task)) {
      throw rejection();
    }
  }

  private boolean enqueue(Runnable task) {
    synchronized (lock) {
      if (isEnded) {
        return false;
      }
      pool.execute(
          () -> {
            try {
              task.run();
            } catch (Throwable e) {
              report(e);
            }
          });
      return true;
    }
  }

  /** Runs what belongs on the loop: here if this is it, or if it is no more. */
  void runInLoop(Runnable action) {
    if (inLoop() || !enqueue(action)) {
      action.run();
    }
  }

  /** Whether the calling thread is this loop's. */
  @NonBlocking
  public boolean inLoop() {
    return Thread.currentThread() instanceof Loop loop && loop.owner == this;
  }

  /** How many tasks and timers there are. */
  int queued() {
    return pool.getQueue().size();
  }

  void report(Throwable failure) {
    try {
      onUncaught.accept(failure);
    } catch (Throwable e) {
      System.getLogger("dev.offload").log(System.Logger.Level.ERROR, "onUncaught failed", e);
    }
  }

  private OffloadRejectedException rejection() {
    return new OffloadRejectedException(name + " has been shut down");
  }

  // --- Shutdown ----------------------------------------------------------------------------------

  /**
   * Takes no more calls, lets those that it has go on for {@code drain}, scheduled ones included,
   * then settles the rest. Does not wait; a second call changes nothing.
   *
   * @param cancelRemaining whether calls that are left after {@code drain} are cancelled, and with
   *     them the stages of their bodies; otherwise they fail with {@link OffloadRejectedException},
   *     and those stages are left alone
   * @return complete when every future is settled; the thread ends when it has run what is queued
   */
  @NonBlocking
  public CompletableFuture<Void> shutdown(Duration drain, boolean cancelRemaining) {
    long nanos = Timer.nanos(drain);
    synchronized (lock) {
      if (isClosed) {
        return shutdown;
      }
      isClosed = true;
    }
    Timer.Entry timer = Timer.start(nanos, () -> settleRemaining(cancelRemaining));
    shutdown.whenComplete((none, failure) -> timer.cancel());
    endIfIdle();
    return shutdown;
  }

  /** Called when a call has been settled. */
  void forget(LoopCall<?> call) {
    boolean isClosing;
    synchronized (lock) {
      calls.remove(call);
      isClosing = isClosed;
    }
    if (isClosing) {
      endIfIdle();
    }
  }

  /** A call that is just being settled may still queue what depends on it. */
  private void endIfIdle() {
    synchronized (lock) {
      if (isIdle || !calls.isEmpty()) {
        return;
      }
      isIdle = true;
    }
    endAfterQueue();
  }

  /** What is queued, such as the dependents of our futures, may queue more. */
  private void endAfterQueue() {
    enqueue(
        () -> {
          if (pool.getQueue().isEmpty()) {
            end();
          } else {
            endAfterQueue();
          }
        });
  }

  private void settleRemaining(boolean cancel) {
    List<LoopCall<?>> remaining;
    synchronized (lock) {
      remaining = List.copyOf(calls);
    }
    CompletableFuture<?>[] all = remaining.toArray(CompletableFuture<?>[]::new);
    // Each on its own, as the dependents of one must not hold up the others.
    for (LoopCall<?> call : remaining) {
      Continuations.executor().execute(() -> settle(call, cancel));
    }
    CompletableFuture.allOf(all).whenComplete((none, failure) -> end());
  }

  private void settle(LoopCall<?> call, boolean cancel) {
    if (cancel) {
      call.cancel(true);
    } else {
      call.abandon(rejection());
    }
  }

  private void end() {
    synchronized (lock) {
      isEnded = true;
      // What is queued still runs.
      pool.shutdown();
    }
    Continuations.executor().execute(() -> shutdown.complete(null));
  }

  /**
   * Shuts down at once, cancels what is left, and waits up to five seconds for the thread to end,
   * except on a thread that must not block.
   */
  @Override
  @Blocking
  public void close() {
    shutdown(Duration.ZERO, true);
    if (NonBlockingThreads.detect().isPresent()) {
      return;
    }
    try {
      if (!pool.awaitTermination(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        System.getLogger("dev.offload")
            .log(System.Logger.Level.WARNING, "{0} is still busy: it is blocked", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    synchronized (lock) {
      String state = isEnded ? "ended" : isClosed ? "shutting down" : "running";
      return String.format("LoopThread[%s, %s, %d calls]", name, state, calls.size());
    }
  }

  private static final class Loop extends Thread implements NonBlockingThread {
    private final LoopThread owner;

    Loop(LoopThread owner, Runnable loop) {
      super(loop, owner.name);
      this.owner = owner;
      setDaemon(true);
    }
  }
}
