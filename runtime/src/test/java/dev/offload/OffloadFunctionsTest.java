package dev.offload;

import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OffloadFunctionsTest {
  private final IOException thrown = new IOException("broken");

  private static String threadName() {
    return Thread.currentThread().getName();
  }

  // --- Functions ---------------------------------------------------------------------------------

  @Test
  void aFunctionThatBlocksBecomesAnAsynchronousOne() throws Exception {
    Function<String, CompletableFuture<Integer>> length = Offload.fn(String::length);
    assertEquals(4, get(length.apply("four")));
    assertEquals(3, get(length.apply("two".trim())));

    Function<String, CompletableFuture<String>> where = Offload.fn(text -> threadName());
    assertTrue(get(where.apply("")).startsWith("offload-io-"));
  }

  @Test
  void aFunctionMayRunOnAnotherExecutor() throws Exception {
    Executor own = task -> new Thread(task, "own-thread").start();
    Function<String, CompletableFuture<String>> where = Offload.fn(text -> threadName(), own);
    assertEquals("own-thread", get(where.apply("")));

    try (Offloader offloader = Offloader.builder("own-offloader").build()) {
      Function<String, CompletableFuture<String>> there =
          Offload.fn(text -> threadName(), offloader);
      assertTrue(get(there.apply("")).startsWith("own-offloader-"));
    }
  }

  @Test
  void aFunctionOfTwoArgumentsBecomesAnAsynchronousOne() throws Exception {
    BiFunction<String, Integer, CompletableFuture<String>> repeat = Offload.fn2(String::repeat);
    assertEquals("abab", get(repeat.apply("ab", 2)));
  }

  @Test
  void aSupplierRunsItsWorkForEachCall() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Supplier<CompletableFuture<Integer>> next = Offload.supplier(calls::incrementAndGet);
    assertEquals(0, calls.get());
    assertEquals(1, get(next.get()));
    assertEquals(2, get(next.get()));
  }

  @Test
  void whatFunctionsThrowArrivesWithoutAWrapper() throws Exception {
    Function<String, CompletableFuture<String>> one =
        Offload.fn(
            text -> {
              throw thrown;
            });
    BiFunction<String, String, CompletableFuture<String>> two =
        Offload.fn2(
            (first, second) -> {
              throw thrown;
            });
    Supplier<CompletableFuture<String>> none =
        Offload.supplier(
            () -> {
              throw thrown;
            });
    for (CompletableFuture<String> failed : List.of(one.apply(""), two.apply("", ""), none.get())) {
      assertSame(thrown, failure(failed));
    }
  }

  @Test
  void nullFunctionsAreRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> Offload.fn(null));
    assertThrows(NullPointerException.class, () -> Offload.fn(null, Offload.executor()));
    assertThrows(NullPointerException.class, () -> Offload.fn(text -> text, null));
    assertThrows(NullPointerException.class, () -> Offload.fn2(null));
    assertThrows(NullPointerException.class, () -> Offload.supplier(null));
  }

  // --- Threads -----------------------------------------------------------------------------------

  @Test
  void theCommonPoolIsNeverUsed() throws Exception {
    CompletableFuture<String> stage = CompletableFuture.completedFuture("done");
    Map<String, CompletableFuture<?>> all =
        Map.of(
            "call", Offload.call(() -> "done"),
            "run", Offload.run(() -> {}),
            "thenCall", Offload.thenCall(stage, text -> text),
            "compose", Offload.compose(() -> stage),
            "fn", Offload.fn(text -> text).apply("done"),
            "fn2", Offload.fn2((first, second) -> first).apply("done", ""),
            "supplier", Offload.supplier(() -> "done").get());
    for (Map.Entry<String, CompletableFuture<?>> each : all.entrySet()) {
      CompletableFuture<?> future = each.getValue();
      CompletableFuture<String> completed = future.newIncompleteFuture();
      for (CompletionStage<String> dependent :
          List.of(
              future.thenApplyAsync(value -> threadName()),
              future.thenComposeAsync(value -> CompletableFuture.completedFuture(threadName())),
              future.handleAsync((value, failure) -> threadName()),
              future.thenCombineAsync(stage, (value, other) -> threadName()),
              future.copy().thenApplyAsync(value -> threadName()),
              future.thenApply(value -> value).thenApplyAsync(value -> threadName()),
              completed.completeAsync(OffloadFunctionsTest::threadName))) {
        String thread = get(dependent.toCompletableFuture());
        assertTrue(thread.startsWith("offload-io-"), () -> each.getKey() + " on " + thread);
      }
    }
  }

  // --- Cancellation ------------------------------------------------------------------------------

  @Test
  void linkedSourcesAreCancelledWithTheirDependent() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    CompletableFuture<String> dependent = first.thenCombine(second, (one, two) -> one + two);
    Offload.linkCancellation(dependent, first, second);
    assertTrue(dependent.cancel(true));

    assertTrue(first.isCancelled());
    assertTrue(second.isCancelled());
  }

  @Test
  void linkedSourcesAreLeftAloneOtherwise() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> completed = source.thenApply(text -> text);
    CompletableFuture<String> failed = source.thenApply(text -> text);
    Offload.linkCancellation(completed, source);
    Offload.linkCancellation(failed, source);
    completed.complete("done");
    failed.completeExceptionally(thrown);

    assertFalse(source.isDone());
  }

  @Test
  void aDependentThatIsCancelledAlreadyCancelsItsSources() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> dependent = source.thenApply(text -> text);
    dependent.cancel(true);
    Offload.linkCancellation(dependent, source);
    assertTrue(source.isCancelled());
  }

  @Test
  void linkedSourcesThatCannotBeCancelledAreLeftAlone() {
    CompletableFuture<String> hidden = new CompletableFuture<>();
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> dependent = source.thenApply(text -> text);
    Offload.linkCancellation(dependent, hidden.minimalCompletionStage(), source);
    dependent.cancel(true);

    assertTrue(source.isCancelled());
    assertFalse(hidden.isDone());
  }

  // --- Failures ----------------------------------------------------------------------------------

  @Test
  void unwrapTakesOffTheWrappersOfTheJdkAndNothingElse() {
    assertSame(thrown, Offload.unwrap(thrown));
    assertSame(thrown, Offload.unwrap(new CompletionException(thrown)));
    assertSame(thrown, Offload.unwrap(new ExecutionException(thrown)));
    assertSame(thrown, Offload.unwrap(new ExecutionException(new CompletionException(thrown))));
    RuntimeException other = new IllegalStateException(thrown);
    assertSame(other, Offload.unwrap(other));
    CompletionException empty = new CompletionException("without a cause", null);
    assertSame(empty, Offload.unwrap(empty));
  }

  @Test
  void uncheckedWrapsCheckedExceptionsOnly() {
    RuntimeException unchecked = new IllegalStateException();
    assertSame(unchecked, Offload.unchecked(unchecked));
    Exception checked = new IOException("gone");
    RuntimeException wrapper = Offload.unchecked(checked);
    assertInstanceOf(CompletionException.class, wrapper);
    assertSame(checked, wrapper.getCause());
    Error error = new StackOverflowError();
    assertSame(error, assertThrows(StackOverflowError.class, () -> Offload.unchecked(error)));
    assertThrows(NullPointerException.class, () -> Offload.unchecked(null));
  }

  // --- Nested waits ------------------------------------------------------------------------------

  @Test
  void aWorkerThatWaitsForAComposedCallRunsWhatThatTurnsOutToNeed() throws Exception {
    try (Offloader one = Offloader.builder("one").maxConcurrency(1).spareThreads(0).build();
        Offloader other = Offloader.builder("other").build()) {
      for (int i = 0; i < 200; i++) {
        CompletableFuture<CompletionStage<String>> needed = new CompletableFuture<>();
        CompletableFuture<String> outer = one.call(() -> Sync.await(other.compose(needed::get)));
        needed.complete(one.call(() -> "inner"));
        assertEquals("inner", get(outer));
      }
    }
  }

  @Test
  void aCycleThroughAComposedCallIsRefused() throws Exception {
    try (Offloader one = Offloader.builder("one").maxConcurrency(1).spareThreads(0).build();
        Offloader other = Offloader.builder("other").build()) {
      for (int i = 0; i < 200; i++) {
        CompletableFuture<CompletionStage<String>> needed = new CompletableFuture<>();
        CompletableFuture<String> outer = one.call(() -> Sync.await(other.compose(needed::get)));
        needed.complete(outer);
        assertInstanceOf(IllegalStateException.class, failure(outer));
      }
    }
  }
}
