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
 * A number of permits for code that must not block: whoever finds none gets a future instead of
 * waiting.
 *
 * <p>Permits are granted in the order in which they were asked for. A permit that is given back is
 * handed to the first who waits; nobody overtakes. A future of {@code acquire} that is cancelled,
 * times out or is completed by its user leaves the queue and takes no permit: if the permit came
 * first, {@link CompletableFuture#cancel} returns false. That holds for the future itself and not
 * for stages derived from it: the JDK does not tell the source that {@code
 * acquire().thenApply(...)} was cancelled, so the permit is granted to a stage that nobody listens
 * to, and is lost. {@link #with} has no such gap.
 *
 * <p>Futures are completed on the thread that gives the permit back, outside of all locks and one
 * after the other, so that any number of waiters needs the same stack. Stages that must not run
 * there are attached by the {@code *Async} methods, which use this semaphore's executor.
 *
 * <pre>{@code
 * AsyncSemaphore connections = new AsyncSemaphore(10);
 * CompletableFuture<Page> page = connections.with(() -> client.fetch(url));
 * }</pre>
 */
public final class AsyncSemaphore {
  private final PermitQueue<Permit> queue;

  /**
   * Creates a semaphore whose futures run their {@code *Async} dependents on the default executor.
   *
   * @param permits how many permits there are; none is fine, more can come by {@link #resize}
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public AsyncSemaphore(int permits) {
    this(permits, Defaults.EXECUTOR);
  }

  /**
   * Creates a semaphore.
   *
   * @param permits how many permits there are; none is fine, more can come by {@link #resize}
   * @param executor runs the {@code *Async} dependents that name no executor
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public AsyncSemaphore(int permits, Executor executor) {
    Objects.requireNonNull(executor, "executor");
    this.queue = new PermitQueue<>(notNegative(permits), executor, token -> token);
  }

  /** Asks for a permit. Whoever gets it must {@linkplain Permit#close close} it. */
  @NonBlocking
  public CompletableFuture<Permit> acquire() {
    return queue.acquire();
  }

  /**
   * Asks for a permit that must come within {@code timeout}; otherwise the future fails with {@link
   * java.util.concurrent.TimeoutException}. A permit that is free is granted whatever the time-out.
   */
  @NonBlocking
  public CompletableFuture<Permit> acquire(Duration timeout) {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    return queue.acquire().orTimeout(nanos, TimeUnit.NANOSECONDS);
  }

  /** Takes a permit if one is free and nobody waits. */
  @NonBlocking
  public Optional<Permit> tryAcquire() {
    return queue.tryAcquire();
  }

  /**
   * Takes a permit, and waits for it in the same queue as everybody else. A thread that is
   * interrupted when its permit has been granted already gets the permit and stays interrupted.
   *
   * @throws InterruptedException if the thread is interrupted before it has a permit
   * @throws IllegalStateException if it would have to wait and must not block
   */
  @Blocking
  public Permit acquireBlocking() throws InterruptedException {
    return queue.acquireBlocking("AsyncSemaphore.acquireBlocking");
  }

  /**
   * Runs a body that holds a permit until the stage that it returns is complete. The permit is
   * given back on every path: the body throws or returns null (the result then fails with what it
   * threw, or with {@link NullPointerException}), its stage fails, the result is cancelled or times
   * out.
   *
   * <p>Whoever cancels the result, or lets it time out, cancels the waiting or the body's stage.
   * The permit comes back when that stage is complete, which for stages that cannot be cancelled is
   * later than the result.
   *
   * @param body called when the permit is there: on the calling thread if it is free, else on the
   *     thread that gave it back
   * @return the body's result, or its failure without wrappers
   */
  @NonBlocking
  public <T> CompletableFuture<T> with(@NonBlocking Supplier<? extends CompletionStage<T>> body) {
    return queue.with(Objects.requireNonNull(body, "body"), Permit::close);
  }

  /**
   * Takes all permits that are free, without waiting for others. {@linkplain Permit#close Closing}
   * the result gives them back; until then it counts as that many {@linkplain Permit#permits
   * permits}.
   *
   * @return empty if no permit is free
   */
  @NonBlocking
  public Optional<Permit> drain() {
    return queue.drain();
  }

  /**
   * Changes the number of permits. New ones go to those who wait. If there are fewer than are held,
   * nothing is taken away, and the next ones to come back are not granted again.
   *
   * @param permits how many there are in total from now on, zero included
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  @NonBlocking
  public void resize(int permits) {
    queue.resize(notNegative(permits));
  }

  /** How many permits there are in total, held or free. */
  @NonBlocking
  public int permits() {
    return queue.permits();
  }

  /** How many permits are free at the moment. */
  @NonBlocking
  public int available() {
    return queue.available();
  }

  /** How many wait for a permit at the moment. */
  @NonBlocking
  public int waiting() {
    return queue.waiting();
  }

  @Override
  public String toString() {
    return String.format(
        "AsyncSemaphore[permits=%d, available=%d, waiting=%d]", permits(), available(), waiting());
  }

  private static int notNegative(int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must not be negative: " + permits);
    }
    return permits;
  }

  /** One permit, or those of a {@link #drain}, that somebody holds. Any thread may give it back. */
  public interface Permit extends AutoCloseable {
    /** How many permits this holds: none once it is closed. */
    int permits();

    /**
     * Gives the permit back, and completes the future of the first who waits. A second call does
     * nothing but log a warning.
     */
    @Override
    @NonBlocking
    void close();
  }
}
