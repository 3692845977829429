package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs work that blocks on threads that may block, so many calls at a time, and hands back a {@link
 * CompletableFuture} for each.
 *
 * <ul>
 *   <li>Submission never throws and never waits (but see {@link FullPolicy#BLOCK_CALLER}): a call
 *       that cannot be taken has a failed future. Null arguments throw {@link NullPointerException}
 *       at once.
 *   <li>What the work throws is what the future fails with, checked exceptions included, without a
 *       wrapper. (Stages derived from it see a {@link java.util.concurrent.CompletionException}:
 *       {@link Offload#unwrap}.)
 *   <li>Cancelling the future, letting it time out or completing it stops the work: {@link
 *       CancelMode}.
 *   <li>Dependents that name no executor ({@code thenApplyAsync(fn)}) run on this offloader, never
 *       on the common pool.
 *   <li>Calls start in the order in which they were submitted.
 *   <li>A call may wait for another of the same offloader by {@link Sync#await}: the waiting thread
 *       runs it itself if it has not started, and a cycle of calls that wait for each other fails
 *       at once.
 * </ul>
 *
 * <p>All methods may be called from any thread. Unless the builder says otherwise: 64 calls at a
 * time, 1,024 queued, more are rejected; virtual threads from Java 24 on.
 */
@NonBlocking
public final class Offloader implements Executor, AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final Settings OVER =
      builder("executor").maxConcurrency(Integer.MAX_VALUE).queueCapacity(0).settings(false);

  private final Settings settings;
  private final WorkerThreads threads;
  private final Limiter limiter;
  private final boolean isView;
  // A view that nobody holds, and in which nothing runs, is gone.
  private final Set<Offloader> views =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>(1)));
  private final AtomicReference<CompletableFuture<Void>> shutdown = new AtomicReference<>();

  private Offloader(Settings settings, WorkerThreads threads, int spares, boolean isView) {
    this.settings = settings;
    this.threads = threads;
    this.isView = isView;
    this.limiter = new Limiter(settings, this::executeDependent, threads, spares);
  }

  /**
   * Builds an offloader.
   *
   * @param name names its threads and stands in messages
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * An offloader on somebody else's threads, without a limit of its own. It needs no shutdown; the
   * executor stays the caller's.
   *
   * @param executor threads that may block
   */
  public static Offloader over(Executor executor) {
    return executor instanceof Offloader offloader
        ? offloader
        : new Offloader(
            OVER, WorkerThreads.of(Objects.requireNonNull(executor, "executor")), 0, false);
  }

  /** Runs {@code work} on a thread that may block. */
  public <T> CompletableFuture<T> call(Callable<? extends T> work) {
    return call(work, CallOptions.defaults());
  }

  /** Runs {@code work} on a thread that may block. */
  public <T> CompletableFuture<T> call(Callable<? extends T> work, CallOptions options) {
    return submit(task(Objects.requireNonNull(work, "work"), options), true);
  }

  /** Runs {@code work} on a thread that may block; the future's result is null. */
  public CompletableFuture<Void> run(ThrowingRunnable work) {
    return run(work, CallOptions.defaults());
  }

  /** Runs {@code work} on a thread that may block; the future's result is null. */
  public CompletableFuture<Void> run(ThrowingRunnable work, CallOptions options) {
    Objects.requireNonNull(work, "work");
    return call(
        () -> {
          work.run();
          return null;
        },
        options);
  }

  /**
   * Runs {@code function} on a thread that may block once {@code stage} is complete, never on the
   * thread that completes it. If the stage fails, so does the result, with the same exception.
   * Cancelling the result stops the function, not the stage.
   */
  public <A, T> CompletableFuture<T> thenCall(
      CompletionStage<A> stage, ThrowingFunction<? super A, ? extends T> function) {
    Objects.requireNonNull(function, "function");
    AtomicReference<A> input = new AtomicReference<>();
    Task<T> task = task(() -> function.apply(input.getPlain()), CallOptions.defaults());
    if (stage instanceof OffloadFuture<?> future) {
      task.after(future);
    }
    stage.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            input.setPlain(value);
            submit(task, false);
          } else {
            task.settleLike(null, failure);
          }
        });
    return task;
  }

  /**
   * Runs {@code work}, which returns a stage, on a thread that may block; the result is the
   * stage's. Cancelling it stops the work, or cancels the stage that it has returned.
   */
  public <T> CompletableFuture<T> compose(Callable<? extends CompletionStage<T>> work) {
    LinkedFuture<T> result = new LinkedFuture<>(this, true);
    CompletableFuture<CompletionStage<T>> call = call(work);
    result.link(call);
    call.whenComplete(
        (stage, failure) -> {
          if (failure != null) {
            result.end(null, failure);
          } else if (stage == null) {
            result.end(null, new NullPointerException("the work returned no stage"));
          } else {
            result.link(stage);
            NestedWait.lookAgain();
            stage.whenComplete(result::end);
          }
        });
    return result;
  }

  /**
   * For libraries that take an executor. The task takes part in everything that holds for calls.
   *
   * @throws OffloadRejectedException if it cannot be taken
   */
  @Override
  public void execute(Runnable task) {
    execute(Objects.requireNonNull(task, "task"), settings.context().capture());
  }

  /**
   * What the thread carries that happens to complete a stage is not what its dependents are to
   * carry.
   */
  private void executeDependent(Runnable task) {
    execute(task, ContextPropagator.Captured.nothing());
  }

  private void execute(Runnable task, ContextPropagator.Captured context) {
    Callable<Void> reporting =
        () -> {
          try {
            task.run();
          } catch (Throwable e) {
            limiter.report(e);
          }
          return null;
        };
    Task<Void> call = submit(new Task<>(limiter, reporting, CallOptions.defaults(), context), true);
    if (call.isCompletedExceptionally()
        && Results.failure(call) instanceof OffloadRejectedException e) {
      throw e;
    }
  }

  private <T> Task<T> task(Callable<? extends T> work, CallOptions options) {
    try {
      return new Task<>(limiter, work, options, settings.context().capture());
    } catch (Exception e) {
      Task<T> failed = new Task<>(limiter, work, options, ContextPropagator.Captured.nothing());
      failed.completeExceptionally(e);
      return failed;
    }
  }

  private <T> Task<T> submit(Task<T> task, boolean mayWait) {
    limiter.submit(task, mayWait);
    task.startTimeout();
    return task;
  }

  /**
   * A view with the same threads and a limit and a queue of its own, for a resource of which there
   * are so many: database connections, a rate. It does not count towards the limit of this
   * offloader.
   */
  public Offloader limited(String name, int maxConcurrency) {
    require(maxConcurrency > 0, "maxConcurrency", maxConcurrency);
    Offloader view =
        new Offloader(
            settings.limitedTo(Objects.requireNonNull(name, "name"), maxConcurrency),
            threads,
            0,
            true);
    views.add(view);
    if (shutdown.get() != null) {
      view.shutdown(Duration.ZERO);
    }
    return view;
  }

  /** A view that runs one call after the other, in order. */
  public Offloader serial(String name) {
    return limited(name, 1);
  }

  /** What it is doing. */
  public OffloaderStats stats() {
    return limiter.stats();
  }

  /**
   * Takes no more calls, lets those that it has go on for {@code drain}, then settles the rest:
   * calls that have not started fail, running ones are cancelled in their {@link CancelMode}. Its
   * views end with it. Does not wait; a second call changes nothing.
   *
   * @return complete when every future of every call is settled
   */
  public CompletableFuture<Void> shutdown(Duration drain) {
    CompletableFuture<Void> ended = new OffloadFuture<>(Continuations.executor());
    if (!shutdown.compareAndSet(null, ended)) {
      return shutdown.get();
    }
    List<Offloader> all = new ArrayList<>(List.of(views.toArray(Offloader[]::new)));
    all.forEach(view -> view.shutdown.compareAndSet(null, ended));
    all.add(this);
    all.forEach(each -> each.limiter.close());
    CompletableFuture<Void> idle =
        CompletableFuture.allOf(
            all.stream().map(each -> each.limiter.idle()).toArray(CompletableFuture<?>[]::new));
    // The threads may be idle a little before the last of the futures that are settled here.
    AtomicBoolean isDecided = new AtomicBoolean();
    Timer.Entry timer =
        Timer.start(
            Timer.nanos(drain),
            () -> {
              if (isDecided.compareAndSet(false, true)) {
                CompletableFuture<?>[] settled =
                    all.stream()
                        .flatMap(each -> each.limiter.settleAll().stream())
                        .toArray(CompletableFuture<?>[]::new);
                CompletableFuture.allOf(settled).whenComplete((none, failure) -> end(ended));
              }
            });
    idle.whenComplete(
        (none, failure) -> {
          if (isDecided.compareAndSet(false, true)) {
            timer.cancel();
            end(ended);
          }
        });
    return ended;
  }

  private void end(CompletableFuture<Void> ended) {
    if (!isView) {
      threads.shutdown();
    }
    // Not on a thread of ours, which could then not end.
    Continuations.executor().execute(() -> ended.complete(null));
  }

  /**
   * Shuts down at once, and waits up to five seconds for the threads to end, except on a thread
   * that must not block.
   */
  @Override
  @Blocking
  public void close() {
    shutdown(Duration.ZERO);
    if (NonBlockingThreads.detect().isPresent() || Task.current() != null) {
      return;
    }
    try {
      limiter.idle().get(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      System.getLogger("dev.offload")
          .log(System.Logger.Level.WARNING, "{0} still runs: {1}", settings.name(), stats());
    } catch (ExecutionException e) {
      throw new AssertionError("an idle limiter cannot fail", e);
    }
  }

  @Override
  public String toString() {
    return settings.name() + " " + stats();
  }

  private static void require(boolean isRight, String name, Object value) {
    if (!isRight) {
      throw new IllegalArgumentException(name + " " + value);
    }
  }

  /** Builds an {@link Offloader}. Not for several threads. */
  public static final class Builder {
    private final String name;
    private ThreadKind threads = ThreadKind.AUTO;
    private Executor executor;
    private boolean isForComputing;
    private int concurrency = 64;
    private int capacity = 1024;
    private int spareThreads = 256;
    private FullPolicy onFull = FullPolicy.REJECT;
    private CancelMode cancelMode = CancelMode.INTERRUPT;
    private ContextPropagator context = ContextPropagator.present();
    private Consumer<? super Throwable> onUncaught =
        failure ->
            System.getLogger("dev.offload")
                .log(System.Logger.Level.ERROR, "in a call of " + name(), failure);

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    private String name() {
      return name;
    }

    /** The kind of threads; {@link ThreadKind#AUTO} unless set. */
    public Builder threads(ThreadKind kind) {
      this.threads = Objects.requireNonNull(kind, "kind");
      return this;
    }

    /** Uses somebody else's threads instead. They must be allowed to block. */
    public Builder executor(Executor threads) {
      this.executor = Objects.requireNonNull(threads, "threads");
      return this;
    }

    /** How many calls run at a time. */
    public Builder maxConcurrency(int calls) {
      require(calls > 0, "maxConcurrency", calls);
      this.concurrency = calls;
      return this;
    }

    /** How many calls wait for their turn; zero for none. */
    public Builder queueCapacity(int calls) {
      require(calls >= 0, "queueCapacity", calls);
      this.capacity = calls;
      return this;
    }

    /** What happens to a call when the queue is full. */
    public Builder onFull(FullPolicy policy) {
      this.onFull = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** What cancellation and time-out do to a call that runs. */
    public Builder cancelMode(CancelMode mode) {
      this.cancelMode = Objects.requireNonNull(mode, "mode");
      return this;
    }

    /** What calls carry over from the thread that submits them. */
    public Builder context(ContextPropagator propagator) {
      this.context = Objects.requireNonNull(propagator, "propagator");
      return this;
    }

    /**
     * How many more calls may run while others wait inside this offloader for something that their
     * thread cannot run itself; 256 unless set. The views have none, as their limit protects
     * something.
     */
    public Builder spareThreads(int calls) {
      require(calls >= 0, "spareThreads", calls);
      this.spareThreads = calls;
      return this;
    }

    /**
     * Hears of {@link Error}s, and of what tasks of {@link Offloader#execute} throw; logged unless
     * set.
     */
    public Builder onUncaught(Consumer<? super Throwable> listener) {
      this.onUncaught = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** For work that computes: its threads must not wait. */
    Builder forComputing() {
      this.isForComputing = true;
      return this;
    }

    private Settings settings(boolean ownsThreads) {
      return new Settings(
          name, concurrency, capacity, onFull, cancelMode, context, onUncaught, ownsThreads);
    }

    /**
     * Builds it.
     *
     * @throws IllegalStateException if virtual threads are asked for and this JVM has none
     */
    public Offloader build() {
      WorkerThreads workers =
          executor != null
              ? WorkerThreads.of(executor)
              : WorkerThreads.create(name, threads, isForComputing);
      return new Offloader(settings(executor == null), workers, spareThreads, false);
    }
  }
}
