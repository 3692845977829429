package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ShutdownTest {
  static Stream<ThreadKind> kinds() {
    return Offloaders.kinds();
  }

  @Test
  void whatThereIsGoesOnForTheTimeGiven() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Offloader offloader = Offloader.builder("draining").maxConcurrency(1).build();
    CompletableFuture<Void> running = offloader.run(() -> await(release));
    CompletableFuture<String> queued = offloader.call(() -> "queued");
    CompletableFuture<Void> ended = offloader.shutdown(Duration.ofSeconds(50));
    CompletableFuture<String> late = offloader.call(() -> "late");

    assertInstanceOf(OffloadRejectedException.class, failure(late));
    assertEquals("draining has been shut down", failure(late).getMessage());
    assertFalse(ended.isDone());
    release.countDown();
    get(running);
    assertEquals("queued", get(queued));
    get(ended);
    assertSame(ended, offloader.shutdown(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFutureIsSettledAndEveryThreadEnds(ThreadKind kind) throws Exception {
    CountDownLatch started = new CountDownLatch(4);
    CountDownLatch never = new CountDownLatch(1);
    String name = "settling-" + kind;
    Offloader offloader =
        Offloader.builder(name).threads(kind).maxConcurrency(4).queueCapacity(10_000).build();
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 10_004; i++) {
      CompletableFuture<Void> call =
          offloader.run(
              () -> {
                started.countDown();
                never.await();
              });
      calls.add(call);
    }
    await(started);
    get(offloader.shutdown(Duration.ZERO));

    assertTrue(calls.stream().allMatch(CompletableFuture::isDone));
    assertInstanceOf(CancellationException.class, failure(calls.get(0)));
    assertInstanceOf(OffloadRejectedException.class, failure(calls.get(10_000)));
    while (!Offloaders.threads(name + "-").isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void viewsEndWithTheirOffloader() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Offloader offloader = Offloader.builder("parent").build();
    Offloader view = offloader.serial("view");
    CompletableFuture<Void> running = view.run(never::await);
    CompletableFuture<Void> queued = view.run(() -> {});
    get(offloader.shutdown(Duration.ZERO));

    assertTrue(running.isDone());
    assertTrue(queued.isDone());
    assertInstanceOf(OffloadRejectedException.class, failure(view.run(() -> {})));
    assertInstanceOf(
        OffloadRejectedException.class, failure(offloader.serial("late").run(() -> {})));
  }

  @Test
  void aViewEndsAlone() throws Exception {
    try (Offloader offloader = Offloader.builder("parent").build()) {
      Offloader view = offloader.serial("view");
      get(view.shutdown(Duration.ZERO));

      assertInstanceOf(OffloadRejectedException.class, failure(view.run(() -> {})));
      assertEquals("goes on", get(offloader.call(() -> "goes on")));
    }
  }

  @Test
  void anAwaitedCallEndsBeforeTheShutdownDoes() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Offloader offloader = Offloader.builder("awaiting").cancelMode(CancelMode.AWAIT).build();
    CompletableFuture<Void> call =
        offloader.run(
            () -> {
              started.countDown();
              await(release);
            });
    await(started);
    CompletableFuture<Void> ended = offloader.shutdown(Duration.ZERO);
    while (!(offloader.stats().cancelled() == 1)) {
      Thread.onSpinWait();
    }
    assertFalse(call.isDone());
    assertFalse(ended.isDone());

    release.countDown();
    get(ended);
    assertTrue(call.isCancelled());
  }

  @Test
  void aCallMayCloseItsOwnOffloader() throws Exception {
    Offloader offloader = Offloader.builder("own").build();
    get(
        offloader
            .run(
                () -> {
                  offloader.close();
                })
            .handle((none, failure) -> null));
  }

  @Test
  void aShutdownEndsWhenTheExecutorTakesNoMore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean refuses = new AtomicBoolean();
    Offloader offloader =
        Offloader.builder("refused")
            .executor(
                worker -> {
                  if (refuses.get()) {
                    throw new RejectedExecutionException("no more");
                  }
                  new Thread(worker).start();
                })
            .maxConcurrency(1)
            .build();
    offloader.run(() -> await(release));
    // More than one thread of the executor runs in a row.
    List<CompletableFuture<Void>> calls =
        IntStream.range(0, 40).mapToObj(i -> offloader.run(() -> {})).toList();
    CompletableFuture<Void> ended = offloader.shutdown(Duration.ofSeconds(50));
    refuses.set(true);
    release.countDown();

    get(ended);
    assertTrue(calls.stream().allMatch(CompletableFuture::isDone));
    assertInstanceOf(OffloadRejectedException.class, failure(calls.get(39)));
  }
}
