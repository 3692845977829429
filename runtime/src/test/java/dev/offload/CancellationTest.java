package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("blocking") // On purpose, in places where one must not.
class CancellationTest {
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final CompletableFuture<String> seen = new CompletableFuture<>();
  private final Offloader offloader = Offloader.builder("cancelled").maxConcurrency(1).build();

  @AfterEach
  void close() {
    never.countDown();
    offloader.close();
  }

  /** The ways in which somebody settles a future from outside, on each kind of threads. */
  static Stream<Arguments> endings() {
    return Offloaders.kinds()
        .flatMap(
            kind ->
                Stream.of(
                    ending(kind, "cancel", future -> future.cancel(true)),
                    ending(kind, "cancel(false)", future -> future.cancel(false)),
                    ending(kind, "orTimeout", future -> future.orTimeout(1, TimeUnit.MILLISECONDS)),
                    ending(
                        kind,
                        "completeOnTimeout",
                        future -> future.completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)),
                    ending(kind, "complete", future -> future.complete("other")),
                    ending(
                        kind,
                        "completeExceptionally",
                        future -> future.completeExceptionally(new TimeoutException()))));
  }

  private static Arguments ending(
      ThreadKind kind, String name, Consumer<CompletableFuture<String>> ending) {
    return Arguments.of(kind, name, ending);
  }

  private CompletableFuture<String> waitForever(Offloader offloader, CallOptions options) {
    return offloader.call(
        () -> {
          started.countDown();
          try {
            never.await();
            seen.complete("ended");
          } catch (InterruptedException e) {
            seen.complete("interrupted");
            throw e;
          }
          return "result";
        },
        options);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("endings")
  void whoeverSettlesTheFutureStopsTheWork(
      ThreadKind kind, String name, Consumer<CompletableFuture<String>> ending) throws Exception {
    try (Offloader each = Offloader.builder("each").threads(kind).maxConcurrency(1).build()) {
      CompletableFuture<String> call = waitForever(each, CallOptions.defaults());
      await(started);
      ending.accept(call);

      assertEquals("interrupted", get(seen));
      call.handle((value, failure) -> null).get(20, TimeUnit.SECONDS);
      assertEquals("free", get(each.call(() -> "free")));
    }
  }

  @Test
  void aTimeOutOfTheOptionsStopsTheWork() throws Exception {
    CompletableFuture<String> call =
        waitForever(offloader, CallOptions.defaults().timeout(Duration.ofMillis(1)));

    assertInstanceOf(TimeoutException.class, failure(call));
    // It may have timed out before it was started.
    if (started.getCount() == 0) {
      assertEquals("interrupted", get(seen));
    }
  }

  @Test
  void aQueuedCallThatIsCancelledNeverRuns() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean hasRun = new AtomicBoolean();
    offloader.run(() -> await(release));
    CompletableFuture<Void> queued = offloader.run(() -> hasRun.set(true));

    assertTrue(queued.cancel(true));
    release.countDown();
    get(offloader.run(() -> {}));

    assertFalse(hasRun.get());
    assertThrows(CancellationException.class, queued::join);
  }

  @Test
  void anAbandonedCallSettlesAtOnceAndGoesOn() throws Exception {
    CompletableFuture<String> call =
        waitForever(offloader, CallOptions.defaults().cancelMode(CancelMode.ABANDON));
    await(started);

    assertTrue(call.cancel(true));
    assertTrue(call.isCancelled());
    assertFalse(seen.isDone());

    never.countDown();
    assertEquals("ended", get(seen));
    assertThrows(CancellationException.class, call::join);
  }

  @Test
  void anAwaitedCallSettlesWhenItsWorkHasEnded() throws Exception {
    CompletableFuture<String> call =
        waitForever(offloader, CallOptions.defaults().cancelMode(CancelMode.AWAIT));
    await(started);

    assertTrue(call.cancel(true));
    assertFalse(call.isDone());

    never.countDown();
    assertEquals("ended", get(seen));
    assertInstanceOf(CancellationException.class, failure(call));
  }

  @Test
  void workCanAskWhetherAnybodyWaits() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Boolean> before = new CompletableFuture<>();
    CompletableFuture<String> call =
        offloader.call(
            () -> {
              before.complete(Offload.isCancelled());
              await(cancelled);
              assertTrue(Offload.isCancelled());
              try {
                Offload.checkCancelled();
              } catch (CancellationException e) {
                seen.complete("checked");
              }
              return "dropped";
            },
            CallOptions.defaults().cancelMode(CancelMode.AWAIT));

    assertFalse(get(before));
    call.cancel(true);
    cancelled.countDown();

    assertEquals("checked", get(seen));
    assertFalse(Offload.isCancelled());
    Offload.checkCancelled();
  }

  @Test
  void theHookReachesWhatInterruptsDoNot() throws Exception {
    CompletableFuture<String> hookThread = new CompletableFuture<>();
    CompletableFuture<String> call =
        offloader.call(
            () -> {
              started.countDown();
              while (never.getCount() > 0) {
                Thread.onSpinWait(); // deaf to interrupts
              }
              return "";
            },
            CallOptions.defaults()
                .onCancel(
                    () -> {
                      hookThread.complete(Thread.currentThread().getName());
                      never.countDown();
                    }));
    await(started);
    call.cancel(true);

    assertTrue(get(hookThread).startsWith("offload-cancel-"), hookThread::join);
    get(offloader.run(() -> {}));
  }

  @Test
  void theInterruptComesBeforeTheDependents() throws Exception {
    CompletableFuture<String> call = waitForever(offloader, CallOptions.defaults());
    // It would wait for ever if the interrupt came after it.
    CompletableFuture<String> dependent = call.handle((value, failure) -> seen.join());
    await(started);
    call.cancel(true);

    assertEquals("interrupted", get(dependent));
  }

  @Test
  void workThatCancelsItselfIsNotInterrupted() throws Exception {
    CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    CompletableFuture<String> call =
        offloader.call(
            () -> {
              self.get().cancel(true);
              flag.complete(Thread.currentThread().isInterrupted());
              return "";
            });
    self.complete(call);

    assertFalse(get(flag));
    assertTrue(call.isCancelled());
  }

  @Test
  void anInterruptThatWorkSetsItselfEndsWithIt() throws Exception {
    get(offloader.run(() -> Thread.currentThread().interrupt()));

    assertFalse(get(offloader.call(() -> Thread.currentThread().isInterrupted())));
  }

  @Test
  void userCodeAfterATimeOutIsNotOnTheTimerThread() throws Exception {
    CompletableFuture<String> call = waitForever(offloader, CallOptions.defaults());
    CompletableFuture<String> thread = call.handle((v, f) -> Thread.currentThread().getName());
    call.orTimeout(1, TimeUnit.MILLISECONDS);

    assertTrue(get(thread).startsWith("offload-continuation-"), thread::join);
  }

  @Test
  void aBlockedCallbackDoesNotHoldUpTheTimeOutsOfOthers() throws Exception {
    CountDownLatch blocked = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Void> future = new OffloadFuture<>(offloader);
      future.whenComplete(
          (none, failure) -> {
            blocked.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      // Only now: a callback that comes late would run here.
      future.orTimeout(1, TimeUnit.MILLISECONDS);
    }
    await(blocked);

    get(Offload.delay(Duration.ofMillis(1)));
    never.countDown();
  }
}
