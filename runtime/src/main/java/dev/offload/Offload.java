package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs work that blocks somewhere else, and hands back a {@link CompletableFuture}: the usual ways,
 * on the offloader of the process. {@link Offloader} says what holds for every call.
 *
 * <pre>{@code
 * CompletableFuture<String> text = Offload.call(() -> Files.readString(path));
 * }</pre>
 */
@NonBlocking
public final class Offload {
  private static final AtomicReference<Offloader> CHOSEN = new AtomicReference<>();

  private Offload() {}

  // --- Blocking work -----------------------------------------------------------------------------

  /** Runs {@code work} on a thread that may block. */
  public static <T> CompletableFuture<T> call(@Blocking Callable<? extends T> work) {
    return executor().call(work);
  }

  /** Runs {@code work} on a thread that may block. */
  public static <T> CompletableFuture<T> call(
      @Blocking Callable<? extends T> work, CallOptions options) {
    return executor().call(work, options);
  }

  /**
   * Runs {@code work} on a thread of {@code executor}, whose threads may block.
   *
   * @param executor an {@link Offloader}, or any other executor
   */
  public static <T> CompletableFuture<T> call(Callable<? extends T> work, Executor executor) {
    return Offloader.over(executor).call(work);
  }

  /** Runs {@code work} on a thread that may block; the future's result is null. */
  public static CompletableFuture<Void> run(@Blocking ThrowingRunnable work) {
    return executor().run(work);
  }

  /**
   * Runs {@code work} on a thread of {@code executor}, whose threads may block; the future's result
   * is null.
   */
  public static CompletableFuture<Void> run(ThrowingRunnable work, Executor executor) {
    return Offloader.over(executor).run(work);
  }

  /**
   * Runs {@code function} on a thread that may block once {@code stage} is complete.
   *
   * @see Offloader#thenCall
   */
  public static <A, T> CompletableFuture<T> thenCall(
      CompletionStage<A> stage, @Blocking ThrowingFunction<? super A, ? extends T> function) {
    return executor().thenCall(stage, function);
  }

  /** The same on a thread of {@code executor}, whose threads may block. */
  public static <A, T> CompletableFuture<T> thenCall(
      CompletionStage<A> stage,
      ThrowingFunction<? super A, ? extends T> function,
      Executor executor) {
    return Offloader.over(executor).thenCall(stage, function);
  }

  /**
   * Runs {@code work}, which returns a stage, on a thread that may block; the result is the
   * stage's.
   *
   * @see Offloader#compose
   */
  public static <T> CompletableFuture<T> compose(
      @Blocking Callable<? extends CompletionStage<T>> work) {
    return executor().compose(work);
  }

  /** The same on a thread of {@code executor}, whose threads may block. */
  public static <T> CompletableFuture<T> compose(
      Callable<? extends CompletionStage<T>> work, Executor executor) {
    return Offloader.over(executor).compose(work);
  }

  /** Makes an asynchronous supplier of work that blocks. */
  public static <R> Supplier<CompletableFuture<R>> supplier(@Blocking Callable<? extends R> work) {
    Objects.requireNonNull(work, "work");
    return () -> call(work);
  }

  /** Makes an asynchronous function of one that blocks. */
  public static <A, R> Function<A, CompletableFuture<R>> fn(
      @Blocking ThrowingFunction<? super A, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return argument -> call(() -> function.apply(argument));
  }

  /** Makes an asynchronous function of one that blocks, on a thread of {@code executor}. */
  public static <A, R> Function<A, CompletableFuture<R>> fn(
      ThrowingFunction<? super A, ? extends R> function, Executor executor) {
    Objects.requireNonNull(function, "function");
    Offloader offloader = Offloader.over(executor);
    return argument -> offloader.call(() -> function.apply(argument));
  }

  /** Makes an asynchronous function of one that blocks and takes two arguments. */
  public static <A, B, R> BiFunction<A, B, CompletableFuture<R>> fn2(
      @Blocking ThrowingBiFunction<? super A, ? super B, ? extends R> function) {
    Objects.requireNonNull(function, "function");
    return (first, second) -> call(() -> function.apply(first, second));
  }

  // --- Executors ---------------------------------------------------------------------------------

  /** The offloader of the process, for work that blocks. */
  public static Offloader executor() {
    Offloader chosen = CHOSEN.get();
    if (chosen == null) {
      // Only one of two threads is the first.
      CHOSEN.compareAndSet(null, Default.IO);
      chosen = CHOSEN.get();
    }
    return chosen;
  }

  /**
   * Makes another one the offloader of the process: at start, before anything has been offloaded.
   *
   * @throws IllegalStateException if there is one already, because it has been used or chosen
   */
  public static void useExecutor(Offloader offloader) {
    if (!CHOSEN.compareAndSet(null, Objects.requireNonNull(offloader, "offloader"))) {
      throw new IllegalStateException("already in use: " + CHOSEN.get());
    }
  }

  /**
   * The offloader of the process for work that computes: as many platform threads as there are
   * processors, apart from those that block. Its threads must not wait: {@link Sync} refuses to.
   */
  public static Offloader cpu() {
    return Default.CPU;
  }

  /** Made when they are first needed. */
  private static final class Default {
    private static final Offloader IO = Offloader.builder("offload-io").build();
    private static final Offloader CPU =
        Offloader.builder("offload-cpu")
            .maxConcurrency(Runtime.getRuntime().availableProcessors())
            .spareThreads(0)
            .forComputing()
            .build();
  }

  // --- Time --------------------------------------------------------------------------------------

  /** Complete after {@code time}, instead of a sleep. Cancelling it frees the timer. */
  public static CompletableFuture<Void> delay(Duration time) {
    OffloadFuture<Void> future = new OffloadFuture<>(executor());
    future.startTimer(Timer.nanos(time), () -> future.succeed(null));
    return future;
  }

  /**
   * What {@code stage} becomes within {@code time}; after that a {@link
   * java.util.concurrent.TimeoutException}, and the stage is cancelled. Cancelling the result
   * cancels the stage.
   */
  public static <T> CompletableFuture<T> timeout(CompletionStage<T> stage, Duration time) {
    return linked(stage).orTimeout(Timer.nanos(time), TimeUnit.NANOSECONDS);
  }

  /** The same with the value of {@code fallback} instead of the exception. */
  public static <T> CompletableFuture<T> timeout(
      CompletionStage<T> stage, Duration time, @NonBlocking Supplier<? extends T> fallback) {
    Objects.requireNonNull(fallback, "fallback");
    LinkedFuture<T> result = linked(stage);
    result.startTimer(
        Timer.nanos(time), () -> result.completeAsync(fallback, Continuations.executor()));
    return result;
  }

  private static <T> LinkedFuture<T> linked(CompletionStage<T> stage) {
    LinkedFuture<T> result = new LinkedFuture<>(executor(), true);
    result.link(stage);
    stage.whenComplete(result::end);
    return result;
  }

  // --- Groups ------------------------------------------------------------------------------------

  /**
   * The results of all stages, in their order. Cancelling it cancels them.
   *
   * @return fails with the first failure
   */
  public static <T> CompletableFuture<List<T>> all(
      Collection<? extends CompletionStage<? extends T>> stages, FailurePolicy policy) {
    return Groups.all(stages, Objects.requireNonNull(policy, "policy"), executor());
  }

  /**
   * The first result; the other stages are cancelled. Cancelling it cancels all.
   *
   * @param stages at least one
   * @return fails if all fail, with the first failure
   */
  public static <T> CompletableFuture<T> any(
      Collection<? extends CompletionStage<? extends T>> stages) {
    return Groups.any(stages, executor());
  }

  // --- Cancellation and failures -----------------------------------------------------------------

  /** Cancels the sources when {@code dependent} is cancelled, which the JDK does not. */
  public static void linkCancellation(
      CompletableFuture<?> dependent, CompletionStage<?>... sources) {
    List<CompletionStage<?>> linked = List.of(sources);
    dependent.whenComplete(
        (value, failure) -> {
          if (dependent.isCancelled()) {
            linked.forEach(LinkedFuture::cancel);
          }
        });
  }

  /**
   * Whether nobody waits any more for the offloaded call that runs on the calling thread; false
   * outside of one.
   */
  public static boolean isCancelled() {
    Task<?> task = Task.current();
    return task != null && task.isGivenUp();
  }

  /**
   * Ends offloaded work for which nobody waits any more.
   *
   * @throws CancellationException if {@link #isCancelled()}
   */
  public static void checkCancelled() {
    if (isCancelled()) {
      throw new CancellationException("cancelled: " + Task.current().name());
    }
  }

  /**
   * The exception that a wrapper of {@code java.util.concurrent} is about: what the code really
   * threw.
   */
  public static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /**
   * A failure as an exception to throw where none is declared, as in the callbacks of event loops:
   * {@code throw Offload.unchecked(failure)}.
   *
   * @return the failure itself if it is unchecked, else a {@link CompletionException} with it as
   *     its cause
   * @throws Error the failure, if it is one
   */
  public static RuntimeException unchecked(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException exception
        ? exception
        : new CompletionException(failure);
  }
}
