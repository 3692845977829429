package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncChannelForEachTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(10);
  private final List<Integer> begun = new ArrayList<>();
  private final List<CompletableFuture<Void>> stages = new ArrayList<>();

  @Test
  void eachElementIsHandledAndCloseEndsIt() {
    List<Integer> handled = new ArrayList<>();
    CompletableFuture<Void> all =
        channel.forEach(
            1,
            element -> {
              handled.add(element);
              return done();
            });
    channel.send(1);
    channel.send(2);
    assertThat(all.isDone()).isFalse();

    channel.close();

    all.join();
    assertThat(handled).containsExactly(1, 2).inOrder();
  }

  @Test
  void noMoreThanTheConcurrencyAreHandledAtTheSameTime() {
    send(5);
    channel.forEach(2, this::begin);

    assertThat(begun).containsExactly(0, 1).inOrder();
    stages.get(1).complete(null);
    assertThat(begun).containsExactly(0, 1, 2).inOrder();
  }

  @Test
  void theResultWaitsForTheLastStage() {
    send(2);
    CompletableFuture<Void> all = channel.forEach(2, this::begin);
    channel.close();

    stages.get(0).complete(null);
    assertThat(all.isDone()).isFalse();
    stages.get(1).complete(null);

    assertThat(all.join()).isNull();
  }

  @Test
  void theFirstFailureEndsItAndCancelsWhatRuns() {
    send(5);
    CompletableFuture<Void> all = channel.forEach(2, this::begin);
    IllegalArgumentException failure = new IllegalArgumentException("no");

    stages.get(1).completeExceptionally(failure);

    assertThat(AsyncChannelTest.failureOf(all)).isSameInstanceAs(failure);
    assertThat(stages.get(0).isCancelled()).isTrue();
    assertThat(begun).containsExactly(0, 1).inOrder();
    assertThat(AsyncChannelTest.received(channel, 3)).containsExactly(2, 3, 4).inOrder();
  }

  @Test
  void aFailureEndsTheWaitingOfTheOthers() {
    CompletableFuture<Void> all = channel.forEach(2, this::begin);
    channel.send(0);

    stages.get(0).completeExceptionally(new IllegalArgumentException("no"));
    channel.send(1);

    assertThat(all.isCompletedExceptionally()).isTrue();
    assertThat(begun).containsExactly(0);
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(1);
  }

  @Test
  void aFunctionThatThrowsEndsIt() {
    send(2);
    CompletableFuture<Void> all =
        channel.forEach(
            1,
            element -> {
              throw new IOException("no");
            });

    assertThat(AsyncChannelTest.failureOf(all)).isInstanceOf(IOException.class);
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(1);
  }

  @Test
  void aFunctionThatReturnsNullEndsIt() {
    send(1);

    CompletableFuture<Void> all = channel.forEach(1, element -> null);

    assertThat(AsyncChannelTest.failureOf(all)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void theFailureOfTheChannelEndsIt() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    CompletableFuture<Void> all = channel.forEach(3, this::begin);

    channel.fail(reason);

    assertThat(AsyncChannelTest.failureOf(all)).isSameInstanceAs(reason);
  }

  @Test
  void cancellingTheResultCancelsStagesAndLeavesTheElements() {
    send(3);
    CompletableFuture<Void> all = channel.forEach(1, this::begin);

    assertThat(all.cancel(true)).isTrue();

    assertThat(all.isCancelled()).isTrue();
    assertThat(stages.get(0).isCancelled()).isTrue();
    assertThat(AsyncChannelTest.received(channel, 2)).containsExactly(1, 2).inOrder();
  }

  @Test
  void cancellingTheResultLeavesTheQueueOfReceivers() {
    CompletableFuture<Void> all = channel.forEach(3, this::begin);

    all.cancel(true);
    channel.send(7);

    assertThat(begun).isEmpty();
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(7);
  }

  @Test
  void anElementOnItsWayWhenTheResultIsCancelledIsStillHandled() {
    AsyncChannel<Integer> direct = AsyncChannel.bounded(0);
    CompletableFuture<Void> all = direct.forEach(1, this::begin);
    CompletableFuture<Integer> trigger = new OffloadFuture<>(Runnable::run);
    AsyncSemaphore semaphore = new AsyncSemaphore(0);
    // Inside a hand-over, so that the element is on its way until this callback returns.
    semaphore
        .acquire()
        .thenRun(
            () -> {
              trigger.complete(direct.trySend(1) ? 1 : 0);
              all.cancel(true);
            });

    semaphore.resize(1);

    assertThat(trigger.join()).isEqualTo(1);
    assertThat(all.isCancelled()).isTrue();
    assertThat(begun).containsExactly(1);
    assertThat(stages.get(0).isCancelled()).isTrue();
  }

  @Test
  void theCallerIsLetGoHoweverFastElementsCome() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger handled = new AtomicInteger();
    // Each element that is taken brings the next one.
    channel.send(0);

    CompletableFuture<Void> all =
        channel.forEach(
            1,
            element -> {
              handled.incrementAndGet();
              if (ended.get()) {
                channel.close();
              } else {
                channel.send(element + 1);
              }
              return done();
            });
    ended.set(true);

    all.get();
    assertThat(handled.get()).isAtLeast(2);
  }

  @Test
  void anExecutorThatRejectsDoesNotStopIt() {
    AsyncChannel<Integer> own =
        AsyncChannel.bounded(
            1000,
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    for (int i = 0; i < 1000; i++) {
      own.send(i);
    }
    own.close();
    AtomicInteger handled = new AtomicInteger();

    own.forEach(
            1,
            element -> {
              handled.incrementAndGet();
              return done();
            })
        .join();

    assertThat(handled.get()).isEqualTo(1000);
  }

  @Test
  void aHundredThousandElementsNeedNoMoreStackThanOne() throws Exception {
    ConcurrentLinkedQueue<Integer> handled = new ConcurrentLinkedQueue<>();
    AsyncChannel<Integer> own = AsyncChannel.bounded(100_000);
    for (int i = 0; i < 100_000; i++) {
      own.send(i);
    }
    own.close();
    CompletableFuture<Void> result = new CompletableFuture<>();
    Thread small =
        new Thread(
            null,
            () ->
                own.forEach(
                        1,
                        element -> {
                          handled.add(element);
                          return done();
                        })
                    .whenComplete(
                        (ignored, failure) -> {
                          if (failure == null) {
                            result.complete(null);
                          } else {
                            result.completeExceptionally(failure);
                          }
                        }),
            "small stack",
            Stress.SMALL_STACK);
    small.start();

    result.get();
    assertThat(handled).hasSize(100_000);
    assertThat(handled).isInOrder();
  }

  @Test
  void badArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> channel.forEach(0, element -> done()));
    assertThrows(NullPointerException.class, () -> channel.forEach(1, null));
  }

  private void send(int number) {
    for (int i = 0; i < number; i++) {
      channel.send(i);
    }
  }

  private CompletionStage<Void> begin(Integer element) {
    begun.add(element);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    stages.add(stage);
    return stage;
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
