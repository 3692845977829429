package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("blocking") // On purpose, in places where one must not.
class OffloaderTest {
  static Stream<ThreadKind> kinds() {
    return Offloaders.kinds();
  }

  // --- Results -----------------------------------------------------------------------------------

  @ParameterizedTest
  @MethodSource("kinds")
  void workRunsOnAThreadOfTheOffloader(ThreadKind kind) throws Exception {
    try (Offloader offloader = Offloader.builder("files").threads(kind).build()) {
      String thread = get(offloader.call(() -> Thread.currentThread().getName()));

      assertTrue(thread.startsWith("files-"), thread);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aCheckedExceptionArrivesUnwrapped(ThreadKind kind) throws Exception {
    IOException thrown = new IOException("no such file");
    try (Offloader offloader = Offloader.builder("files").threads(kind).build()) {
      CompletableFuture<String> call =
          offloader.call(
              () -> {
                throw thrown;
              });

      assertSame(thrown, failure(call));
      assertSame(thrown, Offloaders.getFailure(call));
    }
  }

  @Test
  void aDependentSeesTheWrapperThatUnwrapTakesOff() throws Exception {
    IOException thrown = new IOException("no such file");
    CompletableFuture<Object> derived =
        Offload.call(
                () -> {
                  throw thrown;
                })
            .thenApply(value -> value);

    assertInstanceOf(CompletionException.class, failure(derived));
    assertSame(thrown, Offload.unwrap(failure(derived)));
  }

  @Test
  void aMinimalStageCannotBeCompletedByOthers() throws Exception {
    CompletionStage<Integer> stage = Offload.call(() -> 1).minimalCompletionStage();

    assertThrows(
        UnsupportedOperationException.class,
        () -> ((CompletableFuture<Integer>) stage).complete(2));
    assertEquals(1, get(stage.toCompletableFuture()));
  }

  @Test
  void nullIsAResult() throws Exception {
    assertNull(get(Offload.call(() -> null)));
    assertNull(get(Offload.run(() -> {})));
  }

  @Test
  void nullWorkIsRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> Offload.call(null));
    assertThrows(NullPointerException.class, () -> Offload.run(null));
    assertThrows(NullPointerException.class, () -> Offload.thenCall(null, x -> x));
    assertThrows(
        NullPointerException.class,
        () -> Offload.thenCall(CompletableFuture.completedFuture(1), null));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void asyncDependentsStayOnTheOffloader(ThreadKind kind) throws Exception {
    try (Offloader offloader = Offloader.builder("io").threads(kind).build()) {
      CompletableFuture<Integer> call = offloader.call(() -> 1);
      CompletableFuture<String> derived =
          call.thenApplyAsync(one -> one + 1)
              .thenCombine(call, Integer::sum)
              .thenApplyAsync(three -> Thread.currentThread().getName());

      assertTrue(get(derived).startsWith("io-"), derived::toString);
      assertTrue(
          get(call.minimalCompletionStage()
                  .thenApplyAsync(one -> Thread.currentThread().getName())
                  .toCompletableFuture())
              .startsWith("io-"));
    }
  }

  @Test
  void anErrorIsInTheFutureAndIsReported() throws Exception {
    AtomicReference<Throwable> reported = new AtomicReference<>();
    Error thrown = new StackOverflowError("deep");
    try (Offloader offloader = Offloader.builder("io").onUncaught(reported::set).build()) {
      CompletableFuture<Object> call =
          offloader.call(
              () -> {
                throw thrown;
              });

      assertSame(thrown, failure(call));
      assertSame(thrown, reported.get());
    }
  }

  @Test
  void anExceptionOfAnExecutedTaskIsReported() throws Exception {
    CompletableFuture<Throwable> reported = new CompletableFuture<>();
    RuntimeException thrown = new RuntimeException("unheard");
    try (Offloader offloader = Offloader.builder("io").onUncaught(reported::complete).build()) {
      offloader.execute(
          () -> {
            throw thrown;
          });

      assertSame(thrown, get(reported));
    }
  }

  @Test
  void theDefaultIsVirtualWhereNothingPinsThem() throws Exception {
    try (Offloader offloader = Offloader.builder("default").build()) {
      // A virtual thread belongs to a group of this name.
      String group = get(offloader.call(() -> Thread.currentThread().getThreadGroup().getName()));

      assertEquals(Runtime.version().feature() >= 24, group.equals("VirtualThreads"));
    }
  }

  @Test
  void aTimeWithoutEndIsATime() throws Exception {
    Duration ever = ChronoUnit.FOREVER.getDuration();

    assertEquals(1, get(Offload.call(() -> 1, CallOptions.defaults().timeout(ever))));
    assertEquals(1, get(Offload.timeout(Offload.call(() -> 1), ever)));
    assertEquals(1, Sync.await(Offload.call(() -> 1), ever));
  }

  // --- thenCall and compose ----------------------------------------------------------------------

  @Test
  void thenCallNeverRunsOnTheCompletingThread() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Thread> incomplete = Offload.thenCall(stage, value -> Thread.currentThread());
    stage.complete("now");
    CompletableFuture<Thread> complete = Offload.thenCall(stage, value -> Thread.currentThread());

    assertNotEquals(Thread.currentThread(), get(incomplete));
    assertNotEquals(Thread.currentThread(), get(complete));
  }

  @Test
  void thenCallHandsOnAFailureUnwrapped() throws Exception {
    IOException thrown = new IOException("before");
    CompletableFuture<String> stage =
        CompletableFuture.<String>failedFuture(thrown).thenApply(x -> x);
    AtomicInteger calls = new AtomicInteger();

    CompletableFuture<Integer> result = Offload.thenCall(stage, value -> calls.incrementAndGet());

    assertSame(thrown, failure(result));
    assertEquals(0, calls.get());
  }

  @Test
  void thenCallThatIsCancelledBeforeItsStageNeverRuns() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    AtomicInteger calls = new AtomicInteger();
    try (Offloader offloader = Offloader.builder("io").maxConcurrency(1).build()) {
      CompletableFuture<Integer> result =
          offloader.thenCall(stage, value -> calls.incrementAndGet());

      assertTrue(result.cancel(true));
      stage.complete("late");
      get(offloader.run(() -> {})); // after it, in order

      assertEquals(0, calls.get());
      assertFalse(stage.isCancelled());
    }
  }

  @Test
  void composeIsTheStageThatTheWorkReturns() throws Exception {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> result = Offload.compose(() -> inner);
    assertFalse(result.isDone());
    inner.complete("inner");

    assertEquals("inner", get(result));
  }

  @Test
  void cancellingAComposedResultCancelsTheStage() throws Exception {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CountDownLatch returned = new CountDownLatch(1);
    CompletableFuture<String> result = Offload.compose(() -> inner);
    Offload.run(returned::countDown);
    while (!result.isDone() && inner.getNumberOfDependents() == 0) {
      Thread.onSpinWait();
    }

    assertTrue(result.cancel(true));
    assertTrue(inner.isCancelled());
  }

  @Test
  void workThatReturnsNoStageFailsTheResult() throws Exception {
    assertInstanceOf(NullPointerException.class, failure(Offload.<String>compose(() -> null)));
  }

  // --- Limits and order --------------------------------------------------------------------------

  @ParameterizedTest
  @MethodSource("kinds")
  void noMoreRunAtATimeThanMayRun(ThreadKind kind) throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Offloader offloader = Offloader.builder("io").threads(kind).maxConcurrency(3).build()) {
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(
            offloader.run(
                () -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  running.decrementAndGet();
                }));
      }
      get(Offload.all(calls, FailurePolicy.AWAIT_SIBLINGS));
    }
    assertTrue(most.get() <= 3, () -> "ran at a time: " + most);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void callsStartInOrder(ThreadKind kind) throws Exception {
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<Integer> expected = new ArrayList<>();
    try (Offloader offloader = Offloader.builder("io").threads(kind).build()) {
      Offloader serial = offloader.serial("one");
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int number = i;
        expected.add(i);
        calls.add(serial.run(() -> order.add(number)));
      }
      get(Offload.all(calls, FailurePolicy.AWAIT_SIBLINGS));
    }
    assertEquals(expected, order);
  }

  @Test
  void aFullQueueRejectsWithNameAndNumbers() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader =
        Offloader.builder("small").maxConcurrency(1).queueCapacity(1).build()) {
      CompletableFuture<Void> running = offloader.run(() -> await(release));
      CompletableFuture<Void> queued = offloader.run(() -> {});
      CompletableFuture<Void> refused = offloader.run(() -> {});

      Throwable failure = failure(refused);
      assertInstanceOf(OffloadRejectedException.class, failure);
      assertTrue(failure.getMessage().startsWith("small is full: "), failure::getMessage);
      assertTrue(failure.getMessage().contains("running=1, queued=1"), failure::getMessage);
      assertThrows(RejectedExecutionException.class, () -> offloader.execute(() -> {}));
      assertEquals(2, offloader.stats().rejected());
      assertFalse(running.isDone());

      release.countDown();
      get(running);
      get(queued);
    }
  }

  @Test
  void aFullQueueThatWaitsTakesEverythingInOrder() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    try (Offloader offloader =
        Offloader.builder("small")
            .maxConcurrency(1)
            .queueCapacity(1)
            .onFull(FullPolicy.WAIT)
            .build()) {
      offloader.run(() -> await(release));
      List<CompletableFuture<Void>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        calls.add(offloader.run(() -> order.add(number)));
      }
      release.countDown();
      get(Offload.all(calls, FailurePolicy.AWAIT_SIBLINGS));
    }
    assertEquals(100, order.size());
    assertEquals(order.stream().sorted().toList(), order);
  }

  @Test
  void aFullQueueMayHoldUpACallerThatMayBlock() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader =
        Offloader.builder("small")
            .maxConcurrency(1)
            .queueCapacity(1)
            .onFull(FullPolicy.BLOCK_CALLER)
            .build()) {
      offloader.run(() -> await(release));
      offloader.run(() -> {});
      CountDownLatch submitting = new CountDownLatch(1);
      CompletableFuture<Void> held = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                submitting.countDown();
                offloader.run(() -> {}).whenComplete((none, failure) -> held.complete(null));
              });
      caller.start();
      await(submitting);
      while (caller.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertFalse(held.isDone());

      release.countDown();
      get(held);
      caller.join();
    }
  }

  @Test
  void aCallerThatMustNotBlockIsNotHeldUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader =
        Offloader.builder("small")
            .maxConcurrency(1)
            .queueCapacity(0)
            .onFull(FullPolicy.BLOCK_CALLER)
            .build()) {
      offloader.run(() -> await(release));
      CompletableFuture<Void> call = get(Offload.cpu().call(() -> offloader.run(() -> {})));

      assertInstanceOf(IllegalStateException.class, failure(call));
      release.countDown();
    }
  }

  @Test
  void aCancelledCallFreesItsPlaceInTheQueue() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader =
        Offloader.builder("small").maxConcurrency(1).queueCapacity(1).build()) {
      offloader.run(() -> await(release));
      for (int i = 0; i < 1000; i++) {
        CompletableFuture<Void> queued = offloader.run(() -> {});
        assertFalse(queued.isDone(), "rejected");
        queued.cancel(true);
      }
      assertEquals(0, offloader.stats().queued());
      release.countDown();
    }
  }

  @Test
  void aViewHasALimitOfItsOwn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader = Offloader.builder("io").maxConcurrency(1).build()) {
      Offloader database = offloader.limited("database", 2);
      offloader.run(() -> await(release));
      database.run(() -> await(release));

      assertEquals("free", get(database.call(() -> "free")));
      release.countDown();
    }
  }

  @Test
  void statisticsSayWhatGoesOn() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Offloader offloader = Offloader.builder("io").maxConcurrency(1).queueCapacity(2).build()) {
      CompletableFuture<Void> running =
          offloader.run(
              () -> {
                started.countDown();
                await(release);
              });
      await(started);
      CompletableFuture<Void> queued = offloader.run(() -> {});
      offloader.run(() -> {}).cancel(true);

      OffloaderStats stats = offloader.stats();
      assertEquals(1, stats.running());
      assertEquals(1, stats.queued());
      assertEquals(1, stats.cancelled());
      assertTrue(stats.longestRunning().toNanos() > 0);
      release.countDown();
      get(running);
      get(queued);
    }
  }

  // --- Executors of others -----------------------------------------------------------------------

  @Test
  void workRunsOnAGivenExecutor() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<String> call =
        Offload.call(
            () -> Thread.currentThread().getName(),
            task -> {
              Thread started = new Thread(task, "mine");
              thread.set(started);
              started.start();
            });

    assertEquals("mine", get(call));
  }

  @Test
  void anExecutorThatRefusesFailsTheFuture() throws Exception {
    RejectedExecutionException refusal = new RejectedExecutionException("closed");
    CompletableFuture<String> call =
        Offload.call(
            () -> "never",
            task -> {
              throw refusal;
            });

    Throwable failure = failure(call);
    assertInstanceOf(OffloadRejectedException.class, failure);
    assertSame(refusal, failure.getCause());
  }

  @Test
  void theExecutorOfTheProcessIsChosenOnce() throws Exception {
    get(Offload.run(() -> {}));
    try (Offloader late = Offloader.builder("late").build()) {
      assertThrows(IllegalStateException.class, () -> Offload.useExecutor(late));
    }
  }

  @Test
  void computingThreadsMustNotWait() throws Exception {
    CompletableFuture<String> never = new CompletableFuture<>();
    CompletableFuture<String> call = Offload.cpu().call(() -> Sync.await(never));

    Throwable failure = failure(call);
    assertInstanceOf(IllegalStateException.class, failure);
    assertTrue(failure.getMessage().contains("offload-cpu-"), failure::getMessage);
  }
}
