package dev.offload.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  @Test
  void aFullQueueIsAFailedResult() {
    CountDownLatch release = new CountDownLatch(1);
    try (Workers workers = new Workers(1, 1)) {
      CompletableFuture<String> running =
          workers.call(
              () -> {
                release.await();
                return "ran";
              });
      CompletableFuture<String> queued = workers.call(() -> "queued");
      CompletableFuture<String> refused = workers.call(() -> "refused");

      CompletionException failure = assertThrows(CompletionException.class, refused::join);
      assertInstanceOf(RejectedExecutionException.class, failure.getCause());
      assertFalse(running.isDone());

      release.countDown();
      assertEquals("ran", running.join());
      assertEquals("queued", queued.join());
    }
  }

  @Test
  void aCheckedExceptionArrivesAsItIs() {
    try (Workers workers = new Workers(1, 1)) {
      IOException thrown = new IOException("no such file");
      CompletableFuture<String> failed =
          workers.call(
              () -> {
                throw thrown;
              });

      CompletionException failure = assertThrows(CompletionException.class, failed::join);
      assertEquals(thrown, failure.getCause());
    }
  }

  @Test
  void whatIsQueuedStillRunsAfterClose() {
    CountDownLatch release = new CountDownLatch(1);
    Workers workers = new Workers(1, 1);
    CompletableFuture<Boolean> running =
        workers.call(
            () -> {
              release.await();
              return true;
            });
    CompletableFuture<String> queued = workers.call(() -> "queued");

    workers.close();
    release.countDown();

    assertEquals(true, running.join());
    assertEquals("queued", queued.join());
  }
}
