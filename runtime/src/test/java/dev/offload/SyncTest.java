package dev.offload;

import static dev.offload.Offloaders.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SyncTest {
  private final CompletableFuture<String> never = new CompletableFuture<>();

  @Test
  void awaitHandsBackTheResult() throws Exception {
    assertEquals("done", Sync.await(Offload.call(() -> "done")));
    assertEquals("done", Sync.await(Offload.call(() -> "done"), Duration.ofSeconds(20)));
    assertEquals("done", Sync.run(() -> Offload.call(() -> "done")));
    assertEquals("done", Sync.run(() -> Offload.call(() -> "done"), Duration.ofSeconds(20)));
    assertEquals("done", Sync.now(CompletableFuture.completedFuture("done")));
  }

  @Test
  void awaitWrapsAFailureAsTheJdkDoes() {
    IOException thrown = new IOException("broken");
    assertSame(
        thrown,
        assertThrows(
                ExecutionException.class, () -> Sync.await(CompletableFuture.failedFuture(thrown)))
            .getCause());
    assertSame(
        thrown,
        assertThrows(
                CompletionException.class, () -> Sync.now(CompletableFuture.failedFuture(thrown)))
            .getCause());
  }

  @Test
  void runThrowsWhatTheCodeThrewAndShowsWhoWaited() {
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                Sync.run(
                    () ->
                        Offload.call(
                            () -> {
                              throw new IOException("broken");
                            })));

    StackTraceElement[] waiter = thrown.getSuppressed()[0].getStackTrace();
    assertTrue(
        java.util.Arrays.stream(waiter)
            .anyMatch(frame -> frame.getClassName().equals(SyncTest.class.getName())));
  }

  @Test
  void awaitIsInterruptibleAndLeavesTheStageAlone() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> Sync.await(never));
    assertFalse(Thread.currentThread().isInterrupted());
    assertFalse(never.isDone());
  }

  @Test
  void runIsInterruptibleAndCancelsTheStage() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> Sync.run(() -> never));
    assertTrue(never.isCancelled());
  }

  @Test
  void awaitGivesUpInTimeAndLeavesTheStageAlone() {
    assertThrows(TimeoutException.class, () -> Sync.await(never, Duration.ofMillis(1)));
    assertThrows(TimeoutException.class, () -> Sync.await(never, Duration.ZERO));
    assertFalse(never.isDone());
  }

  @Test
  void runGivesUpInTimeAndCancelsTheStage() {
    assertThrows(TimeoutException.class, () -> Sync.run(() -> never, Duration.ofMillis(1)));
    assertTrue(never.isCancelled());
  }

  @Test
  void nowRefusesWhatIsNotComplete() {
    assertThrows(IllegalStateException.class, () -> Sync.now(never));
  }

  @Test
  void aCancelledStageThrowsCancellation() {
    never.cancel(true);
    assertThrows(CancellationException.class, () -> Sync.await(never));
    assertThrows(CancellationException.class, () -> Sync.run(() -> never));
  }

  @Test
  void aThreadThatMustNotBlockIsRefusedUnlessTheStageIsComplete() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    Marked thread =
        new Marked(
            () -> {
              try {
                assertEquals("done", Sync.await(CompletableFuture.completedFuture("done")));
                refusal.complete(
                    assertThrows(IllegalStateException.class, () -> Sync.await(never)));
                assertThrows(
                    IllegalStateException.class, () -> Sync.await(never, Duration.ofSeconds(1)));
                assertThrows(
                    TimeoutException.class, () -> Sync.await(never, Duration.ZERO)); // no wait
                assertThrows(IllegalStateException.class, () -> Sync.run(() -> never));
                ended.countDown();
              } catch (Throwable e) {
                refusal.completeExceptionally(e);
              }
            });
    thread.setName("my-loop");
    thread.start();

    assertEquals(
        "Sync.await would block thread my-loop, which must not block (dev.offload.SyncTest$Marked)."
            + " Return the stage, or go on in thenCompose; or run the code that waits by"
            + " Offload.call",
        refusal.join().getMessage());
    await(ended);
    assertTrue(never.isCancelled()); // by the run that was refused
  }

  private static final class Marked extends Thread implements NonBlockingThread {
    Marked(Runnable task) {
      super(task);
    }
  }
}
