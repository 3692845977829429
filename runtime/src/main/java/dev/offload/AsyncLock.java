package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A lock that may be held across asynchronous work: whoever finds it held gets a future instead of
 * waiting.
 *
 * <p>The holder is a {@link Held} and not a thread: the lock can be given back on any thread, and
 * is <em>not reentrant</em>. A body that asks for the lock that it holds waits for itself; {@link
 * #with(Object, Supplier)} finds that out.
 *
 * <p>The lock is granted in the order in which it was asked for, and handed on directly; nobody
 * overtakes. Cancellation, time-outs and threads are as for {@link AsyncSemaphore}: a waiter that
 * gives up never gets the lock, and a stage derived from {@code acquire()} should not be cancelled;
 * use {@code with}.
 *
 * <pre>{@code
 * AsyncLock lock = new AsyncLock();
 * CompletableFuture<Void> moved = lock.with(() -> store.read(id).thenCompose(order -> store.write(order.moved())));
 * }</pre>
 */
public final class AsyncLock {
  private final PermitQueue<Held> queue;

  /** The key of the body that holds the lock; null if there is none. */
  private volatile Object holderKey;

  /** Creates a lock whose futures run their {@code *Async} dependents on the default executor. */
  public AsyncLock() {
    this(Defaults.EXECUTOR);
  }

  /**
   * Creates a lock.
   *
   * @param executor runs the {@code *Async} dependents that name no executor
   */
  public AsyncLock(Executor executor) {
    Objects.requireNonNull(executor, "executor");
    this.queue = new PermitQueue<>(1, executor, token -> token);
  }

  /** Asks for the lock. Whoever gets it must {@linkplain Held#close close} it. */
  @NonBlocking
  public CompletableFuture<Held> acquire() {
    return queue.acquire();
  }

  /**
   * Asks for the lock, which must come within {@code timeout}; otherwise the future fails with
   * {@link java.util.concurrent.TimeoutException}. A lock that is free is granted whatever the
   * time-out.
   */
  @NonBlocking
  public CompletableFuture<Held> acquire(Duration timeout) {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    return queue.acquire().orTimeout(nanos, TimeUnit.NANOSECONDS);
  }

  /** Takes the lock if it is free. */
  @NonBlocking
  public Optional<Held> tryAcquire() {
    return queue.tryAcquire();
  }

  /**
   * Takes the lock, and waits for it in the same queue as everybody else. A thread that is
   * interrupted when the lock has been granted to it already gets the lock and stays interrupted.
   *
   * @throws InterruptedException if the thread is interrupted before it has the lock
   * @throws IllegalStateException if it would have to wait and must not block
   */
  @Blocking
  public Held acquireBlocking() throws InterruptedException {
    return queue.acquireBlocking("AsyncLock.acquireBlocking");
  }

  /**
   * Runs a body that holds the lock until the stage that it returns is complete. The lock is given
   * back on every path: the body throws or returns null (the result then fails with what it threw,
   * or with {@link NullPointerException}), its stage fails, the result is cancelled or times out.
   *
   * <p>Whoever cancels the result, or lets it time out, cancels the waiting or the body's stage.
   * The lock comes back when that stage is complete, which for stages that cannot be cancelled is
   * later than the result.
   *
   * @param body called when the lock is there: on the calling thread if it is free, else on the
   *     thread that gave it back
   * @return the body's result, or its failure without wrappers
   */
  @NonBlocking
  public <T> CompletableFuture<T> with(@NonBlocking Supplier<? extends CompletionStage<T>> body) {
    return queue.with(Objects.requireNonNull(body, "body"), Held::close);
  }

  /**
   * Runs a body like {@link #with(Supplier)}, but notices a body that asks for the lock that it
   * holds. That would wait for ever; it fails with {@link IllegalStateException} at once.
   *
   * @param reentrancyKey stands for the piece of work, such as a request, and goes with it from
   *     thread to thread; compared by {@code equals} with the key of the body that holds the lock
   *     now
   */
  @NonBlocking
  public <T> CompletableFuture<T> with(
      Object reentrancyKey, @NonBlocking Supplier<? extends CompletionStage<T>> body) {
    Objects.requireNonNull(reentrancyKey, "reentrancyKey");
    Objects.requireNonNull(body, "body");
    if (reentrancyKey.equals(holderKey)) {
      return queue.refuse(
          new IllegalStateException(
              "the lock is held by a body with the key of the one that asks, which would wait for"
                  + " itself: "
                  + reentrancyKey));
    }
    return queue.with(
        () -> {
          holderKey = reentrancyKey;
          return body.get();
        },
        held -> {
          holderKey = null;
          held.close();
        });
  }

  /** Whether somebody holds the lock at the moment. */
  @NonBlocking
  public boolean isHeld() {
    return queue.available() == 0;
  }

  /** How many wait for the lock at the moment. */
  @NonBlocking
  public int waiting() {
    return queue.waiting();
  }

  @Override
  public String toString() {
    return String.format("AsyncLock[held=%b, waiting=%d]", isHeld(), waiting());
  }

  /** The lock, as long as somebody holds it. Any thread may give it back. */
  public interface Held extends AutoCloseable {
    /**
     * Gives the lock back, and completes the future of the first who waits. A second call does
     * nothing but log a warning.
     */
    @Override
    @NonBlocking
    void close();
  }
}
