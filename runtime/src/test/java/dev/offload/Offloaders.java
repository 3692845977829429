package dev.offload;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** What tests of offloaders share. */
final class Offloaders {
  private Offloaders() {}

  /** The kinds of threads that this JVM has. */
  static Stream<ThreadKind> kinds() {
    return Runtime.version().feature() >= 21
        ? Stream.of(ThreadKind.PLATFORM, ThreadKind.VIRTUAL)
        : Stream.of(ThreadKind.PLATFORM);
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  /** What a future failed with, as {@code whenComplete} on it shows it. */
  static Throwable failure(CompletableFuture<?> future) throws Exception {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    future.whenComplete(
        (value, failure) -> {
          seen.set(failure);
          done.countDown();
        });
    await(done);
    return seen.get();
  }

  static Throwable getFailure(CompletableFuture<?> future) {
    return assertThrows(ExecutionException.class, () -> get(future)).getCause();
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("not in time: " + latch);
    }
  }

  static List<Thread> threads(String prefix) {
    Thread[] threads = new Thread[Thread.activeCount() * 2 + 16];
    int count = Thread.currentThread().getThreadGroup().enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }
}
