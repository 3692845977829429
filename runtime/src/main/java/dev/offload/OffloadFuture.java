package dev.offload;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The future behind every result of this library. Its {@code *Async} dependents run on our executor
 * instead of the common pool, its time-outs run no user code on a timer thread, and whoever settles
 * it from outside (cancels it, completes it, lets it time out) goes through {@link #settle}.
 */
class OffloadFuture<T> extends CompletableFuture<T> {
  private final Executor executor;
  private volatile boolean hasTimeout;

  /**
   * @param executor runs the {@code *Async} dependents that name none
   */
  OffloadFuture(Executor executor) {
    this.executor = executor;
  }

  /** Settles this future on behalf of its owner; false if it was settled already. */
  final boolean succeed(T value) {
    return super.complete(value);
  }

  /** Settles this future on behalf of its owner; false if it was settled already. */
  final boolean fail(Throwable failure) {
    return super.completeExceptionally(failure);
  }

  /**
   * Hands on the outcome of another stage, without the wrapper that dependent stages put around
   * failures.
   */
  final void settleLike(T value, Throwable failure) {
    if (failure == null) {
      succeed(value);
    } else {
      fail(Offload.unwrap(failure));
    }
  }

  /**
   * Somebody other than the owner settles this future.
   *
   * @param settlement does it, and returns false if the future was settled already
   * @return whether it was settled by this call
   */
  boolean settle(BooleanSupplier settlement) {
    return settlement.getAsBoolean();
  }

  /**
   * Names the calls that this future is made of: what a thread that waits for it may run itself.
   *
   * @param isNeeded only those without which it cannot be complete, whatever the clock says
   */
  final void forEachTask(boolean isNeeded, Consumer<Task<?>> action) {
    if (!isNeeded || !hasTimeout) {
      tasks(isNeeded, action);
    }
  }

  /** The part of {@link #forEachTask} that differs. */
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {}

  @Override
  public final boolean complete(T value) {
    return settle(() -> succeed(value));
  }

  @Override
  public final boolean completeExceptionally(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    return settle(() -> fail(failure));
  }

  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return settle(() -> super.cancel(mayInterruptIfRunning)) || isCancelled();
  }

  @Override
  public final CompletableFuture<T> completeAsync(
      Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    executor.execute(
        () -> {
          if (isDone()) {
            return;
          }
          try {
            complete(supplier.get());
          } catch (Throwable failure) {
            completeExceptionally(failure);
          }
        });
    return this;
  }

  @Override
  public final CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    startTimer(
        unit.toNanos(timeout),
        () -> completeExceptionally(new TimeoutException(timeoutMessage(timeout, unit))));
    return this;
  }

  @Override
  public final CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    startTimer(unit.toNanos(timeout), () -> complete(value));
    return this;
  }

  /**
   * Does something, on a thread of {@link Continuations}, unless this future is complete in time.
   */
  final void startTimer(long nanos, Runnable action) {
    if (!isDone()) {
      hasTimeout = true;
      Timer.Entry entry = Timer.start(nanos, action);
      whenComplete((value, failure) -> entry.cancel());
    }
  }

  private static String timeoutMessage(long timeout, TimeUnit unit) {
    return "no result within " + Duration.ofNanos(unit.toNanos(timeout));
  }

  @Override
  public final <U> CompletableFuture<U> newIncompleteFuture() {
    return new Dependent<>(executor, this);
  }

  @Override
  public final Executor defaultExecutor() {
    return executor;
  }

  /** Unlike the JDK's, its stages stay on our executor, too. */
  @Override
  public final CompletionStage<T> minimalCompletionStage() {
    ReadOnly<T> stage = new ReadOnly<>(executor, this);
    whenComplete(
        (value, failure) -> {
          if (failure == null) {
            stage.succeed(value);
          } else {
            stage.fail(failure);
          }
        });
    return stage;
  }

  /** A stage derived from one of ours. */
  private static class Dependent<T> extends OffloadFuture<T> {
    private final OffloadFuture<?> root;

    Dependent(Executor executor, OffloadFuture<?> source) {
      super(executor);
      // The first of the chain: the stages in between need not be kept.
      this.root = source instanceof Dependent<?> dependent ? dependent.root : source;
    }

    @Override
    void tasks(boolean isNeeded, Consumer<Task<?>> action) {
      root.forEachTask(isNeeded, action);
    }
  }

  /** A stage that only its source completes. */
  private static final class ReadOnly<T> extends Dependent<T> {
    ReadOnly(Executor executor, OffloadFuture<?> source) {
      super(executor, source);
    }

    @Override
    boolean settle(BooleanSupplier settlement) {
      throw new UnsupportedOperationException("only its source completes this stage");
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
      return thenApply(value -> value);
    }
  }
}
