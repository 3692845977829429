package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waits inside a pool for what the same pool must do. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class NestedWaitTest {
  static Stream<ThreadKind> kinds() {
    return Offloaders.kinds();
  }

  /** One thread, and no spare one: whatever cannot be run by the waiting thread hangs. */
  private static Offloader narrow(ThreadKind kind) {
    return Offloader.builder("narrow").threads(kind).maxConcurrency(1).spareThreads(0).build();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anAwaitedCallIsRunByTheThreadThatWaits(ThreadKind kind) throws Exception {
    try (Offloader offloader = narrow(kind)) {
      CompletableFuture<String> outer =
          offloader.call(
              () -> {
                Thread thread = Thread.currentThread();
                return Sync.await(
                    offloader.call(() -> thread == Thread.currentThread() ? "same" : "other"));
              });

      assertEquals("same", get(outer));
      assertEquals(0, offloader.stats().queued());
    }
  }

  @Test
  void soIsWhatADerivedStageNeeds() throws Exception {
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<Integer> outer =
          offloader.call(
              () ->
                  Sync.await(offloader.call(() -> 1).thenApply(x -> x + 1).thenApply(x -> x * 3)));

      assertEquals(6, get(outer));
    }
  }

  @Test
  void soIsWhatAGroupNeeds() throws Exception {
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<List<Integer>> all =
          offloader.call(
              () ->
                  Sync.await(
                      Offload.all(
                          List.of(offloader.call(() -> 1), offloader.call(() -> 2)),
                          FailurePolicy.CANCEL_SIBLINGS)));
      CompletableFuture<Integer> any =
          offloader.call(
              () ->
                  Sync.await(
                      Offload.any(List.of(offloader.call(() -> 1), offloader.call(() -> 2)))));

      assertEquals(List.of(1, 2), get(all));
      assertEquals(1, get(any));
    }
  }

  @Test
  void soIsAChainOfCalls() throws Exception {
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<Integer> outer =
          offloader.call(
              () ->
                  Sync.await(
                      offloader.thenCall(
                          offloader.thenCall(offloader.call(() -> 1), x -> x + 1), x -> x * 3)));

      assertEquals(6, get(outer));
    }
  }

  @Test
  void soIsACallThatIsQueuedOnlyWhileTheThreadWaits() throws Exception {
    CompletableFuture<Integer> later = new CompletableFuture<>();
    CountDownLatch waiting = new CountDownLatch(1);
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<Integer> outer =
          offloader.call(
              () -> {
                CompletableFuture<Integer> chained = offloader.thenCall(later, x -> x + 1);
                waiting.countDown();
                return Sync.await(chained);
              });
      await(waiting);
      Offload.run(() -> later.complete(1));

      assertEquals(2, get(outer));
    }
  }

  @Test
  void soAreCallsInsideCallsInsideCalls() throws Exception {
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      assertEquals(50, get(offloader.call(() -> depth(offloader, 50))));
    }
  }

  private static int depth(Offloader offloader, int levels)
      throws InterruptedException, ExecutionException {
    return levels == 0 ? 0 : 1 + Sync.await(offloader.call(() -> depth(offloader, levels - 1)));
  }

  @Test
  void noOtherCallIsRunMeanwhile() throws Exception {
    List<String> order = new ArrayList<>();
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      AtomicReference<CompletableFuture<Void>> stranger = new AtomicReference<>();
      get(
          offloader.run(
              () -> {
                stranger.set(offloader.run(() -> order.add("stranger")));
                Sync.await(offloader.run(() -> order.add("awaited")));
                order.add("outer");
              }));
      get(stranger.get());
    }
    assertEquals(List.of("awaited", "outer", "stranger"), order);
  }

  @Test
  void anInterruptOfTheOuterCallDoesNotReachTheInnerOne() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> afterwards = new CompletableFuture<>();
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<String> outer =
          offloader.call(
              () -> {
                try {
                  return Sync.await(
                      offloader.call(
                          () -> {
                            started.countDown();
                            release.await();
                            inner.complete("undisturbed");
                            return "";
                          }));
                } catch (InterruptedException e) {
                  afterwards.complete("interrupted");
                  throw e;
                }
              });
      await(started);
      assertTrue(outer.cancel(true));
      assertFalse(inner.isDone());
      release.countDown();

      assertEquals("undisturbed", get(inner));
      assertEquals("interrupted", get(afterwards));
    }
  }

  @Test
  void aCallThatWaitsForItselfIsRefused() throws Exception {
    AtomicReference<CompletableFuture<String>> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      self.set(
          offloader.call(
              () -> {
                await(known);
                return Sync.await(self.get());
              },
              CallOptions.defaults().name("me")));
      known.countDown();

      Throwable failure = failure(self.get());
      assertInstanceOf(IllegalStateException.class, failure);
      assertEquals("Sync.await can never end: me waits for me", failure.getMessage());
    }
  }

  @Test
  void aCycleIsRefusedAndNamed() throws Exception {
    AtomicReference<CompletableFuture<String>> first = new AtomicReference<>();
    AtomicReference<CompletableFuture<String>> second = new AtomicReference<>();
    CountDownLatch both = new CountDownLatch(3); // the calls, and we who make them
    try (Offloader offloader = Offloader.builder("two").maxConcurrency(2).build();
        Offloader other = Offloader.builder("other").maxConcurrency(2).build()) {
      first.set(offloader.call(() -> waitFor(both, second), CallOptions.defaults().name("a")));
      second.set(
          other.call(() -> waitFor(both, first).concat("!"), CallOptions.defaults().name("b")));
      both.countDown();

      // Whoever came last was refused; the other saw it fail.
      String messages = failure(first.get()) + " " + failure(second.get());
      assertTrue(
          messages.contains("a waits for b waits for a")
              || messages.contains("b waits for a waits for b"),
          messages);
    }
  }

  private static String waitFor(
      CountDownLatch both, AtomicReference<CompletableFuture<String>> other) throws Exception {
    both.countDown();
    await(both);
    // A derived stage, which has the same root.
    return Sync.await(other.get().thenApply(x -> x));
  }

  @Test
  void aWaitThatATimeOutEndsIsNoCycle() throws Exception {
    AtomicReference<CompletableFuture<String>> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      self.set(
          offloader.call(
              () -> {
                await(known);
                return Sync.await(
                    self.get()
                        .thenApply(x -> x)
                        .completeOnTimeout(
                            "timed out", 1, java.util.concurrent.TimeUnit.MILLISECONDS));
              }));
      known.countDown();

      assertEquals("timed out", get(self.get()));
    }
  }

  @Test
  void waitingForSomebodyElsesFutureIsNoReasonToRefuse() throws Exception {
    CompletableFuture<String> foreign = new CompletableFuture<>();
    CountDownLatch waiting = new CountDownLatch(1);
    try (Offloader offloader = narrow(ThreadKind.PLATFORM)) {
      CompletableFuture<String> call =
          offloader.call(
              () -> {
                waiting.countDown();
                return Sync.await(foreign);
              });
      CompletableFuture<Void> queued = offloader.run(() -> {});
      await(waiting);
      foreign.complete("foreign");

      assertEquals("foreign", get(call));
      get(queued);
    }
  }

  @Test
  void aSpareThreadRunsWhatTheWaitingOneCannotSee() throws Exception {
    try (Offloader offloader =
        Offloader.builder("spare").threads(ThreadKind.PLATFORM).maxConcurrency(1).build()) {
      CompletableFuture<String> plain =
          offloader.call(
              () -> {
                CompletableFuture<Void> inner = offloader.run(() -> {});
                // The JDK's allOf does not say what it waits for.
                Sync.await(CompletableFuture.allOf(inner));
                return "through";
              });
      CompletableFuture<String> hop =
          offloader.call(
              () -> Sync.await(offloader.call(() -> "hop").thenApplyAsync(x -> x + "ped")));

      assertEquals("through", get(plain));
      assertEquals("hopped", get(hop));
    }
  }

  @Test
  void aCallOfAnotherOffloaderIsLeftToIt() throws Exception {
    try (Offloader offloader = narrow(ThreadKind.PLATFORM);
        Offloader other = Offloader.builder("other").maxConcurrency(1).build()) {
      CompletableFuture<String> thread =
          offloader.call(() -> Sync.await(other.call(() -> Thread.currentThread().getName())));

      assertTrue(get(thread).startsWith("other-"), thread::toString);
    }
  }
}
