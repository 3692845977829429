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
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("blocking") // On purpose, in places where one must not.
class OffloadTimeTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private final CompletableFuture<String> never = new CompletableFuture<>();
  private final IOException thrown = new IOException("broken");

  private static int timers() throws ReflectiveOperationException {
    Field timer = Timer.class.getDeclaredField("TIMER");
    timer.setAccessible(true);
    return ((ScheduledThreadPoolExecutor) timer.get(null)).getQueue().size();
  }

  private static void block(CountDownLatch latch) {
    try {
      await(latch);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // --- Delay -------------------------------------------------------------------------------------

  @Test
  void aDelayEndsAfterItsTime() throws Exception {
    long start = System.nanoTime();
    assertNull(get(Offload.delay(SHORT)));
    assertTrue(System.nanoTime() - start >= SHORT.toNanos());
  }

  @Test
  void aDelayOfNothingOrLessEndsSoon() throws Exception {
    get(Offload.delay(Duration.ZERO));
    get(Offload.delay(Duration.ofSeconds(-1)));
    get(Offload.delay(FOREVER.negated()));
  }

  @Test
  void aTimeWithoutEndIsATime() {
    assertTrue(Offload.delay(FOREVER).cancel(true));
    assertTrue(Offload.timeout(never, FOREVER).cancel(true));
    assertTrue(Offload.timeout(new CompletableFuture<>(), FOREVER, () -> "").cancel(true));
  }

  @Test
  void shortDelaysOvertakeLongOnes() throws Exception {
    CompletableFuture<Void> late = Offload.delay(LONG);
    get(Offload.delay(SHORT));
    assertFalse(late.isDone());
    late.cancel(true);
  }

  @Test
  void cancellingADelayFreesTheTimer() throws Exception {
    int before = timers();
    List<CompletableFuture<Void>> delays = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      delays.add(Offload.delay(LONG));
    }
    assertTrue(timers() >= 10_000);
    delays.forEach(delay -> assertTrue(delay.cancel(true)));

    assertTrue(timers() <= before + 100, "the timers of others aside");
  }

  @Test
  void completingADelayFreesTheTimer() throws Exception {
    int before = timers();
    for (int i = 0; i < 10_000; i++) {
      assertTrue(Offload.delay(LONG).complete(null));
    }
    assertTrue(timers() <= before + 100, "the timers of others aside");
  }

  @Test
  void theContinuationOfADelayIsNotOnTheTimerThread() throws Exception {
    // Attached in time, so that it runs where the delay is completed.
    CompletableFuture<String> thread =
        Offload.delay(SHORT).thenApply(none -> Thread.currentThread().getName());
    assertTrue(get(thread).startsWith("offload-continuation-"), thread::join);
  }

  @Test
  void blockedContinuationsDelayNobody() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(60);
    List<CompletableFuture<?>> blocking = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      blocking.add(
          Offload.delay(SHORT)
              .thenRun(
                  () -> {
                    blocked.countDown();
                    block(released);
                  }));
      blocking.add(
          Offload.timeout(new CompletableFuture<String>(), SHORT)
              .handle(
                  (value, failure) -> {
                    blocked.countDown();
                    block(released);
                    return null;
                  }));
      blocking.add(
          Offload.timeout(
              new CompletableFuture<String>(),
              SHORT,
              () -> {
                blocked.countDown();
                block(released);
                return "fallback";
              }));
    }
    await(blocked);

    get(Offload.delay(SHORT));
    assertInstanceOf(TimeoutException.class, failure(Offload.timeout(never, SHORT)));
    assertEquals(
        "fallback", get(Offload.timeout(new CompletableFuture<>(), SHORT, () -> "fallback")));
    assertTrue(blocking.stream().noneMatch(CompletableFuture::isDone));
    released.countDown();
    for (CompletableFuture<?> each : blocking) {
      get(each);
    }
  }

  // --- Time-outs ---------------------------------------------------------------------------------

  @Test
  void aStageThatIsInTimeIsTheResult() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result = Offload.timeout(stage, LONG);
    CompletableFuture<String> withFallback = Offload.timeout(stage, LONG, () -> "fallback");
    stage.complete("done");

    assertEquals("done", get(result));
    assertEquals("done", get(withFallback));
  }

  @Test
  void aFailureOfTheStageArrivesUnwrapped() throws Exception {
    CompletableFuture<String> failing =
        CompletableFuture.<String>failedFuture(thrown).thenApply(text -> text);
    assertSame(thrown, failure(Offload.timeout(failing, LONG)));
    assertSame(thrown, failure(Offload.timeout(failing, LONG, () -> "fallback")));
  }

  @Test
  void aTimeOutFailsTheResultAndCancelsTheStage() throws Exception {
    TimeoutException failure =
        assertInstanceOf(TimeoutException.class, failure(Offload.timeout(never, SHORT)));
    assertEquals("no result within PT0.02S", failure.getMessage());
    assertTrue(never.isCancelled());
  }

  @Test
  void aTimeOutStopsTheWork() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CompletableFuture<String> result =
        Offload.timeout(
            Offload.call(
                () -> {
                  try {
                    new CountDownLatch(1).await();
                    return "never";
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                  }
                }),
            Duration.ofMillis(200));
    assertInstanceOf(TimeoutException.class, failure(result));
    await(interrupted);
  }

  @Test
  void aTimeOutWithAFallbackHasItsValueAndCancelsTheStage() throws Exception {
    CompletableFuture<String> result = Offload.timeout(never, SHORT, () -> "fallback");
    assertEquals("fallback", get(result));
    assertTrue(never.isCancelled());
  }

  @Test
  void aFallbackThatThrowsFailsTheResult() throws Exception {
    IllegalStateException broken = new IllegalStateException("broken");
    assertSame(
        broken,
        failure(
            Offload.timeout(
                never,
                SHORT,
                () -> {
                  throw broken;
                })));
    assertTrue(never.isCancelled());
  }

  @Test
  void aFallbackIsNotAskedWithoutNeed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result =
        Offload.timeout(stage, SHORT, () -> "fallback " + asked.incrementAndGet());
    stage.complete("done");
    get(Offload.delay(SHORT.multipliedBy(2)));

    assertEquals("done", get(result));
    assertEquals(0, asked.get());
  }

  @Test
  void fallbacksAreNotAskedOnTheTimerThread() throws Exception {
    assertTrue(
        get(Offload.timeout(never, SHORT, () -> Thread.currentThread().getName()))
            .startsWith("offload-continuation-"));
  }

  @Test
  void userCodeAfterATimeOutIsNotOnTheTimerThread() throws Exception {
    CompletableFuture<String> stageThread = new CompletableFuture<>();
    never.whenComplete((value, failure) -> stageThread.complete(Thread.currentThread().getName()));
    CompletableFuture<String> resultThread =
        Offload.timeout(never, SHORT).handle((value, failure) -> Thread.currentThread().getName());

    assertTrue(get(stageThread).startsWith("offload-continuation-"));
    assertTrue(get(resultThread).startsWith("offload-continuation-"));
  }

  @Test
  void cancellingTheResultCancelsTheStageAndFreesTheTimer() throws Exception {
    int before = timers();
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      assertTrue(Offload.timeout(stage, LONG).cancel(true));
      assertTrue(stage.isCancelled());
      CompletableFuture<String> other = new CompletableFuture<>();
      assertTrue(Offload.timeout(other, LONG, () -> "fallback").cancel(true));
      assertTrue(other.isCancelled());
    }
    assertTrue(timers() <= before + 100, "the timers of others aside");
  }

  @Test
  void aResultInTimeFreesTheTimer() throws Exception {
    int before = timers();
    for (int i = 0; i < 1000; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      CompletableFuture<String> result = Offload.timeout(stage, LONG);
      CompletableFuture<String> other = Offload.timeout(stage, LONG, () -> "fallback");
      stage.complete("done");
      assertTrue(result.isDone() && other.isDone());
    }
    assertTrue(timers() <= before + 100, "the timers of others aside");
  }

  @Test
  void aWaitThatAFallbackWillEndIsNoCycle() throws Exception {
    CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
    CompletableFuture<String> call =
        Offload.call(
            () -> Sync.await(Offload.timeout(self.join().copy(), SHORT, () -> "fallback")));
    self.complete(call);
    assertEquals("fallback", get(call));
  }

  @Test
  void nullsAreRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> Offload.delay(null));
    assertThrows(NullPointerException.class, () -> Offload.timeout(null, SHORT));
    assertThrows(NullPointerException.class, () -> Offload.timeout(never, null));
    assertThrows(NullPointerException.class, () -> Offload.timeout(never, SHORT, null));
  }

  @Test
  void dependentsStayOnTheOffloader() throws Exception {
    List<CompletableFuture<?>> all =
        List.of(
            Offload.delay(SHORT),
            Offload.timeout(CompletableFuture.completedFuture("done"), LONG),
            Offload.timeout(new CompletableFuture<>(), SHORT, () -> "fallback"));
    for (CompletableFuture<?> each : all) {
      assertTrue(
          get(each.thenApplyAsync(value -> Thread.currentThread().getName()))
              .startsWith("offload-io-"));
    }
  }
}
