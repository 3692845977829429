package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("blocking") // On purpose, in places where one must not.
class LoopThreadTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
  private final LoopThread loop = LoopThread.start("loop-of-test", uncaught::add);

  @AfterEach
  void closeLoop() {
    loop.close();
  }

  private static CompletionStage<String> threadName() {
    return CompletableFuture.completedFuture(Thread.currentThread().getName());
  }

  /** Keeps the loop busy until the latch is released. */
  private CountDownLatch occupy() throws InterruptedException {
    CountDownLatch occupied = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    loop.execute(
        () -> {
          occupied.countDown();
          try {
            await(released);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    await(occupied);
    return released;
  }

  // --- Results -----------------------------------------------------------------------------------

  @Test
  void bodiesRunOnTheLoopAndHandBackTheirResult() throws Exception {
    assertEquals("loop-of-test", loop.call(LoopThreadTest::threadName));
    assertEquals("loop-of-test", get(loop.submit(LoopThreadTest::threadName)));
    assertNull(loop.call(() -> CompletableFuture.completedFuture(null)));
    assertFalse(loop.inLoop());
    assertTrue(loop.call(() -> CompletableFuture.completedFuture(loop.inLoop())));
    assertTrue(
        loop.call(() -> CompletableFuture.completedFuture(Thread.currentThread().isDaemon())));
  }

  @Test
  void oneLoopIsNotTheOther() throws Exception {
    try (LoopThread other = LoopThread.start("other-loop")) {
      assertFalse(other.call(() -> CompletableFuture.completedFuture(loop.inLoop())));
    }
  }

  @Test
  void whatTheBodyThrowsArrivesWithoutAWrapper() throws Exception {
    IOException thrown = new IOException("broken");
    Callable<CompletionStage<String>> throwing =
        () -> {
          throw thrown;
        };
    assertSame(thrown, assertThrows(IOException.class, () -> loop.call(throwing)));
    assertSame(thrown, failure(loop.submit(throwing)));

    Callable<CompletionStage<String>> failing =
        () -> CompletableFuture.<String>failedFuture(thrown).thenApply(text -> text);
    assertSame(thrown, assertThrows(IOException.class, () -> loop.call(failing)));
    assertSame(thrown, failure(loop.submit(failing)));
  }

  @Test
  void anErrorOfABodyArrivesAndIsReportedAndTheLoopGoesOn() throws Exception {
    StackOverflowError thrown = new StackOverflowError();
    assertSame(
        thrown,
        failure(
            loop.submit(
                () -> {
                  throw thrown;
                })));
    assertSame(thrown, uncaught.poll(20, TimeUnit.SECONDS));
    assertEquals("loop-of-test", loop.call(LoopThreadTest::threadName));
  }

  @Test
  void aBodyWithoutAStageFails() throws Exception {
    assertInstanceOf(NullPointerException.class, failure(loop.submit(() -> null)));
  }

  @Test
  void nullArgumentsAreRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> loop.submit(null));
    assertThrows(NullPointerException.class, () -> loop.call(null));
    assertThrows(NullPointerException.class, () -> loop.execute(null));
    assertThrows(NullPointerException.class, () -> loop.schedule(Duration.ZERO, null));
    assertThrows(NullPointerException.class, () -> loop.schedule(null, () -> null));
    assertThrows(NullPointerException.class, () -> LoopThread.start(null));
  }

  @Test
  void bodiesRunInOrder() throws Exception {
    CountDownLatch released = occupy();
    List<Integer> seen = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    IntStream.range(0, 1000)
        .forEach(
            i ->
                all.add(
                    loop.submit(
                        () -> {
                          seen.add(i);
                          return CompletableFuture.completedFuture(null);
                        })));
    released.countDown();
    get(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));

    assertEquals(IntStream.range(0, 1000).boxed().toList(), seen);
  }

  @Test
  void asynchronousDependentsRunOnTheLoop() throws Exception {
    assertEquals(
        "loop-of-test",
        get(
            loop.submit(() -> Offload.call(() -> "elsewhere"))
                .thenApplyAsync(text -> Thread.currentThread().getName())));
  }

  @Test
  void theSubmittersContextIsThereInTheBody() throws Exception {
    ClassLoader loader = new ClassLoader(null) {};
    Thread.currentThread().setContextClassLoader(loader);

    assertSame(
        loader,
        loop.call(
            () ->
                CompletableFuture.completedFuture(Thread.currentThread().getContextClassLoader())));
    assertSame(
        loader,
        get(
            loop.schedule(
                Duration.ofMillis(1), () -> Thread.currentThread().getContextClassLoader())));
  }

  // --- Tasks -------------------------------------------------------------------------------------

  @Test
  void whatATaskThrowsIsReportedAndTheLoopGoesOn() throws Exception {
    IllegalArgumentException thrown = new IllegalArgumentException("broken");
    AtomicReference<Thread> first = new AtomicReference<>();
    loop.execute(
        () -> {
          first.set(Thread.currentThread());
          throw thrown;
        });

    assertSame(thrown, uncaught.poll(20, TimeUnit.SECONDS));
    assertSame(
        first.get(), loop.call(() -> CompletableFuture.completedFuture(Thread.currentThread())));
  }

  @Test
  void aReportThatThrowsDoesNotStopTheLoop() throws Exception {
    LoopThread other =
        LoopThread.start(
            "other-loop",
            failure -> {
              throw new IllegalStateException("report broken");
            });
    try (other) {
      other.execute(
          () -> {
            throw new IllegalArgumentException("broken");
          });
      assertEquals("other-loop", other.call(LoopThreadTest::threadName));
    }
  }

  // --- Waiting -----------------------------------------------------------------------------------

  @Test
  void aCallFromTheLoopItselfIsRefusedAndDoesNotRun() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () ->
                loop.call(
                    () ->
                        CompletableFuture.completedFuture(
                            loop.call(
                                () -> {
                                  runs.incrementAndGet();
                                  return threadName();
                                }))));

    assertTrue(refusal.getMessage().contains("loop-of-test"), refusal::getMessage);
    assertTrue(refusal.getMessage().contains("thenCompose"), refusal::getMessage);
    loop.call(LoopThreadTest::threadName);
    assertEquals(0, runs.get());
  }

  @Test
  void aCallFromAnotherThreadThatMustNotBlockIsRefusedAndDoesNotRun() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    try (LoopThread other = LoopThread.start("other-loop")) {
      IllegalStateException refusal =
          assertThrows(
              IllegalStateException.class,
              () ->
                  other.call(
                      () ->
                          CompletableFuture.completedFuture(
                              loop.call(
                                  () -> {
                                    runs.incrementAndGet();
                                    return threadName();
                                  }))));
      assertTrue(refusal.getMessage().contains("other-loop"), refusal::getMessage);
    }
    loop.call(LoopThreadTest::threadName);
    assertEquals(0, runs.get());
  }

  @Test
  void aBodyMustNotWait() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            loop.call(
                () -> CompletableFuture.completedFuture(Sync.await(new CompletableFuture<>()))));
  }

  @Test
  void anInterruptEndsTheCallAndCancelsTheStage() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    assertThrows(
        InterruptedException.class,
        () ->
            loop.call(
                () -> {
                  caller.interrupt();
                  return stage;
                }));
    assertInstanceOf(CancellationException.class, failure(stage));
  }

  @Test
  void aWorkerThatWaitsForTheLoopRunsTheQueuedCallThatTheLoopWaitsFor() throws Exception {
    try (Offloader one = Offloader.builder("one").maxConcurrency(1).spareThreads(0).build()) {
      for (int i = 0; i < 200; i++) {
        assertEquals("inner", get(one.call(() -> loop.call(() -> one.call(() -> "inner")))));
      }
    }
  }

  @Test
  void aCycleThroughTheLoopIsRefused() throws Exception {
    try (Offloader one = Offloader.builder("one").maxConcurrency(1).spareThreads(0).build()) {
      for (int i = 0; i < 200; i++) {
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        CompletableFuture<String> outer = one.call(() -> loop.call(self::get));
        self.complete(outer);
        assertInstanceOf(IllegalStateException.class, failure(outer));
      }
    }
  }

  // --- Cancellation ------------------------------------------------------------------------------

  @Test
  void cancellationReachesTheStageOfTheBodyOnTheLoop() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    AtomicReference<Thread> canceller = new AtomicReference<>();
    CountDownLatch seen = new CountDownLatch(1);
    stage.whenComplete(
        (value, failure) -> {
          canceller.set(Thread.currentThread());
          seen.countDown();
        });
    CompletableFuture<String> call = loop.submit(() -> stage);
    loop.call(LoopThreadTest::threadName);
    assertTrue(call.cancel(true));

    await(seen);
    assertTrue(stage.isCancelled());
    assertEquals("loop-of-test", canceller.get().getName());
  }

  @Test
  void aTimeOutReachesTheStageOfTheBody() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage).orTimeout(10, TimeUnit.MILLISECONDS);

    assertInstanceOf(TimeoutException.class, failure(call));
    assertInstanceOf(CancellationException.class, failure(stage));
  }

  @Test
  void aBodyThatWasCancelledBeforeItBeganDoesNotRun() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch released = occupy();
    CompletableFuture<String> call =
        loop.submit(
            () -> {
              runs.incrementAndGet();
              return threadName();
            });
    assertTrue(call.cancel(true));
    assertTrue(call.isCancelled());
    released.countDown();
    loop.call(LoopThreadTest::threadName);

    assertEquals(0, runs.get());
  }

  @Test
  void aStageOfABodyThatIsCancelledWhileItRunsIsCancelled() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call =
        loop.submit(
            () -> {
              running.countDown();
              await(cancelled);
              return stage;
            });
    await(running);
    assertTrue(call.cancel(true));
    cancelled.countDown();

    assertInstanceOf(CancellationException.class, failure(stage));
  }

  @Test
  void cancellingADependentLeavesTheCallAlone() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    assertTrue(call.thenApply(text -> text).cancel(true));
    stage.complete("done");

    assertEquals("done", get(call));
  }

  @Test
  void cancellationThatRacesWithTheStartNeverLosesAFutureOrAStage() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      AtomicReference<CompletableFuture<String>> begun = new AtomicReference<>();
      CompletableFuture<String> call =
          loop.submit(
              () -> {
                begun.set(stage);
                return stage;
              });
      assertTrue(call.cancel(true));
      assertTrue(call.isCancelled());
      if (i % 100 == 0) {
        loop.call(LoopThreadTest::threadName);
        assertTrue(begun.get() == null || stage.isCancelled());
      }
    }
  }

  // --- Time --------------------------------------------------------------------------------------

  @Test
  void scheduledWorkRunsOnTheLoopInTheOrderOfItsTimes() throws Exception {
    List<String> seen = new ArrayList<>();
    CompletableFuture<Boolean> late = loop.schedule(Duration.ofMillis(60), () -> seen.add("late"));
    CompletableFuture<Boolean> early =
        loop.schedule(Duration.ofMillis(20), () -> seen.add("early"));
    CompletableFuture<Boolean> now = loop.schedule(Duration.ZERO, () -> seen.add("now"));
    get(late);

    assertTrue(early.isDone() && now.isDone());
    assertEquals(List.of("now", "early", "late"), seen);
    assertEquals(
        "loop-of-test",
        get(loop.schedule(Duration.ofMillis(1), () -> Thread.currentThread().getName())));
  }

  @Test
  void scheduledWorkDoesNotRunTooEarlyAndFailsWithWhatItThrows() throws Exception {
    long start = System.nanoTime();
    IOException thrown = new IOException("broken");
    assertSame(
        thrown,
        failure(
            loop.schedule(
                Duration.ofMillis(30),
                () -> {
                  throw thrown;
                })));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(30).toNanos());
  }

  @Test
  void cancelledTimersAndCallsAreFreed() throws Exception {
    CountDownLatch released = occupy();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(loop.schedule(LONG, () -> "never").cancel(true));
      assertTrue(loop.submit(LoopThreadTest::threadName).cancel(true));
    }
    assertEquals("LoopThread[loop-of-test, running, 0 calls]", loop.toString());
    assertEquals(0, loop.queued());
    released.countDown();
  }

  // --- Shutdown ----------------------------------------------------------------------------------

  @Test
  void whatComesAfterTheShutdownFails() throws Exception {
    get(loop.shutdown(Duration.ZERO, true));

    assertInstanceOf(
        OffloadRejectedException.class, failure(loop.submit(LoopThreadTest::threadName)));
    assertInstanceOf(
        OffloadRejectedException.class, failure(loop.schedule(Duration.ZERO, () -> "late")));
    OffloadRejectedException refusal =
        assertThrows(OffloadRejectedException.class, () -> loop.call(LoopThreadTest::threadName));
    assertEquals("loop-of-test has been shut down", refusal.getMessage());
    assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
  }

  @Test
  void callsThatEndWithinTheDrainSucceedAndSoDoTheirDependents() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    CompletableFuture<String> dependent =
        call.thenApplyAsync(text -> text + 1)
            .thenApplyAsync(text -> text + 2)
            .thenApplyAsync(text -> text + 3);
    CompletableFuture<String> scheduled = loop.schedule(Duration.ofMillis(20), () -> "scheduled");
    CompletableFuture<Void> shutdown = loop.shutdown(LONG, true);
    assertEquals("scheduled", get(scheduled));
    assertFalse(shutdown.isDone());
    stage.complete("done");

    get(shutdown);
    assertEquals("done", get(call));
    assertEquals("done123", get(dependent));
  }

  @Test
  void theLoopWaitsForTheDependentsOfACallThatIsJustBeingSettled() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    CompletableFuture<String> dependent = call.thenApplyAsync(text -> text + 1);
    CountDownLatch isSettled = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    // A future starts its last dependent first: the other one is not queued before the release.
    call.whenComplete(
        (value, failure) -> {
          isSettled.countDown();
          try {
            await(released);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    get(loop.submit(LoopThreadTest::threadName));
    Thread settler = new Thread(() -> stage.complete("done"), "settler");
    settler.start();
    await(isSettled);
    CompletableFuture<Void> shutdown = loop.shutdown(LONG, true);

    assertThrows(TimeoutException.class, () -> shutdown.get(100, TimeUnit.MILLISECONDS));
    released.countDown();
    assertEquals("done1", get(dependent));
    get(shutdown);
    settler.join();
  }

  @Test
  void whatIsQueuedStillRuns() throws Exception {
    CountDownLatch released = occupy();
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      loop.execute(runs::incrementAndGet);
    }
    CompletableFuture<Void> shutdown = loop.shutdown(LONG, true);
    released.countDown();
    get(shutdown);

    assertEquals(100, runs.get());
  }

  @Test
  void whatIsLeftAfterTheDrainIsCancelled() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    CompletableFuture<String> scheduled = loop.schedule(LONG, () -> "never");
    CompletableFuture<Void> shutdown = loop.shutdown(Duration.ofMillis(20), true);
    get(shutdown);

    assertTrue(call.isCancelled());
    assertTrue(scheduled.isCancelled());
    assertInstanceOf(CancellationException.class, failure(stage));
    assertSame(shutdown, loop.shutdown(LONG, false));
  }

  @Test
  void whatIsLeftAfterTheDrainFailsAndGoesOnIfItIsNotToBeCancelled() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    CompletableFuture<String> scheduled = loop.schedule(LONG, () -> "never");
    loop.call(LoopThreadTest::threadName);
    get(loop.shutdown(Duration.ofMillis(20), false));

    assertInstanceOf(OffloadRejectedException.class, failure(call));
    assertInstanceOf(OffloadRejectedException.class, failure(scheduled));
    assertFalse(stage.isDone());
  }

  @Test
  void cancellationAfterTheEndIsHarmless() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> call = loop.submit(() -> stage);
    CompletableFuture<String> done = loop.submit(LoopThreadTest::threadName);
    get(done);
    get(loop.shutdown(Duration.ofMillis(1), false));

    assertFalse(call.cancel(true));
    assertFalse(done.cancel(true));
    assertFalse(loop.submit(LoopThreadTest::threadName).cancel(true));
  }

  @Test
  void aBlockedLoopDoesNotKeepFuturesFromSettling() throws Exception {
    CountDownLatch released = occupy();
    CompletableFuture<String> call = loop.submit(LoopThreadTest::threadName);
    get(loop.shutdown(Duration.ofMillis(1), true));

    assertTrue(call.isCancelled());
    released.countDown();
  }

  @Test
  void aDependentThatBlocksDoesNotKeepOtherFuturesFromSettling() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      loop.submit(() -> new CompletableFuture<String>())
          .whenComplete(
              (value, failure) -> {
                try {
                  await(released);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
    }
    CompletableFuture<String> last = loop.submit(() -> new CompletableFuture<>());
    loop.shutdown(Duration.ZERO, true);

    assertInstanceOf(CancellationException.class, failure(last));
    released.countDown();
  }

  @Test
  void theLoopCanShutItselfDown() throws Exception {
    CompletableFuture<Void> shutdown =
        loop.call(
            () -> {
              CompletableFuture<Void> begun = loop.shutdown(LONG, true);
              loop.close();
              return CompletableFuture.completedFuture(begun);
            });
    get(shutdown);
  }

  @Test
  void closeEndsTheThread() throws Exception {
    Thread thread = loop.call(() -> CompletableFuture.completedFuture(Thread.currentThread()));
    loop.close();
    loop.close();
    thread.join(20_000);
    assertFalse(thread.isAlive());
  }

  @Test
  void everyFutureSettlesWhenSubmissionCancellationAndShutdownRace() throws Exception {
    for (int round = 0; round < 300; round++) {
      LoopThread raced = LoopThread.start("raced");
      List<CompletableFuture<String>> all = new ArrayList<>();
      CountDownLatch start = new CountDownLatch(1);
      Thread submitter =
          new Thread(
              () -> {
                start.countDown();
                for (int i = 0; i < 50; i++) {
                  CompletableFuture<String> call =
                      raced.submit(() -> raced.schedule(Duration.ofNanos(1000), () -> "done"));
                  all.add(call);
                  all.add(call.thenApplyAsync(text -> text));
                  if (i % 3 == 0) {
                    call.cancel(true);
                  }
                }
              });
      submitter.start();
      await(start);
      get(raced.shutdown(Duration.ofNanos(round * 1000L), round % 2 == 0));
      submitter.join();

      for (CompletableFuture<String> future : all) {
        failure(future);
      }
    }
  }
}
