package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncChannelTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(2);
  private final AsyncChannel<Integer> rendezvous = AsyncChannel.bounded(0);

  @Test
  void elementsArriveInTheOrderInWhichTheyWereSent() {
    channel.send(1);
    channel.send(2);
    channel.send(3);
    channel.send(4);

    assertThat(received(channel, 4)).containsExactly(1, 2, 3, 4).inOrder();
  }

  @Test
  void aSendWaitsForRoom() {
    assertThat(channel.send(1).isDone()).isTrue();
    assertThat(channel.send(2).isDone()).isTrue();
    CompletableFuture<Boolean> third = channel.send(3);
    assertThat(third.isDone()).isFalse();

    channel.receive();

    assertThat(third.join()).isTrue();
  }

  @Test
  void aReceiveWaitsForAnElement() {
    CompletableFuture<Optional<Integer>> first = channel.receive();
    CompletableFuture<Optional<Integer>> second = channel.receive();
    assertThat(first.isDone()).isFalse();

    channel.send(1);

    assertThat(first.join()).hasValue(1);
    assertThat(second.isDone()).isFalse();
  }

  @Test
  void withoutCapacityASendEndsWhenItsElementIsReceived() {
    CompletableFuture<Boolean> sent = rendezvous.send(1);
    assertThat(sent.isDone()).isFalse();
    assertThat(rendezvous.trySend(2)).isFalse();

    assertThat(rendezvous.receive().join()).hasValue(1);

    assertThat(sent.join()).isTrue();
    CompletableFuture<Optional<Integer>> receiver = rendezvous.receive();
    assertThat(rendezvous.trySend(3)).isTrue();
    assertThat(receiver.join()).hasValue(3);
  }

  @Test
  void trySendNeedsRoomOrAReceiver() {
    assertThat(channel.trySend(1)).isTrue();
    assertThat(channel.trySend(2)).isTrue();
    assertThat(channel.trySend(3)).isFalse();

    assertThat(received(channel, 2)).containsExactly(1, 2).inOrder();
    CompletableFuture<Optional<Integer>> receiver = channel.receive();
    assertThat(channel.trySend(4)).isTrue();
    assertThat(receiver.join()).hasValue(4);
  }

  @Test
  void nullIsNoElement() {
    assertThrows(NullPointerException.class, () -> channel.send(null));
    assertThrows(NullPointerException.class, () -> channel.trySend(null));
    assertThrows(NullPointerException.class, () -> channel.sendBlocking(null));
    assertThrows(NullPointerException.class, () -> channel.fail(null));
  }

  @Test
  void negativeCapacityIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> AsyncChannel.bounded(-1));
  }

  @Test
  void aCancelledReceiveTakesNoElement() {
    CompletableFuture<Optional<Integer>> cancelled = channel.receive();
    CompletableFuture<Optional<Integer>> next = channel.receive();

    assertThat(cancelled.cancel(true)).isTrue();
    channel.send(1);

    assertThat(next.join()).hasValue(1);
  }

  @Test
  void aReceiveThatTimesOutTakesNoElement() {
    CompletableFuture<Optional<Integer>> late =
        channel.receive().orTimeout(5, TimeUnit.MILLISECONDS);
    assertThrows(ExecutionException.class, late::get);

    channel.send(1);

    assertThat(channel.receive().join()).hasValue(1);
  }

  @Test
  void aCancelledSendDeliversNothing() {
    channel.send(1);
    channel.send(2);
    CompletableFuture<Boolean> cancelled = channel.send(3);
    channel.send(4);

    assertThat(cancelled.cancel(true)).isTrue();

    assertThat(received(channel, 3)).containsExactly(1, 2, 4).inOrder();
    assertThat(channel.receive().isDone()).isFalse();
  }

  @Test
  void aSendWhoseElementIsTakenCannotBeCancelled() {
    CompletableFuture<Boolean> sent = channel.send(1);

    assertThat(sent.cancel(true)).isFalse();
    assertThat(channel.receive().join()).hasValue(1);
  }

  @Test
  void elementsAndWaitingSendsAreReceivedAfterClose() {
    channel.send(1);
    channel.send(2);
    CompletableFuture<Boolean> waiting = channel.send(3);

    channel.close();

    assertThat(received(channel, 3)).containsExactly(1, 2, 3).inOrder();
    assertThat(waiting.join()).isTrue();
    assertThat(channel.receive().join()).isEmpty();
    assertThat(channel.receive().join()).isEmpty();
  }

  @Test
  void sendsAfterCloseAreAnsweredByFalse() throws Exception {
    channel.close();

    assertThat(channel.send(1).join()).isFalse();
    assertThat(channel.sendBlocking(1)).isFalse();
    assertThat(channel.trySend(1)).isFalse();
    assertThat(channel.receive().join()).isEmpty();
  }

  @Test
  void closeAnswersThoseWhoWaitForAnElement() {
    CompletableFuture<Optional<Integer>> first = channel.receive();
    CompletableFuture<Optional<Integer>> second = channel.receive();

    channel.close();
    channel.close();

    assertThat(first.join()).isEmpty();
    assertThat(second.join()).isEmpty();
  }

  @Test
  void aWaitingSendCanBeCancelledAfterClose() {
    CompletableFuture<Boolean> waiting = rendezvous.send(1);
    rendezvous.close();

    assertThat(waiting.cancel(true)).isTrue();

    assertThat(rendezvous.receive().join()).isEmpty();
  }

  @Test
  void failDropsTheElementsAndFailsEverybody() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    channel.send(1);
    channel.send(2);
    CompletableFuture<Boolean> waiting = channel.send(3);

    channel.fail(reason);

    assertThat(failureOf(waiting)).isSameInstanceAs(reason);
    assertThat(failureOf(channel.receive())).isSameInstanceAs(reason);
    assertThat(failureOf(channel.send(4))).isSameInstanceAs(reason);
    assertThat(channel.trySend(4)).isFalse();
  }

  @Test
  void failFailsThoseWhoWaitForAnElement() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    CompletableFuture<Optional<Integer>> waiting = channel.receive();

    channel.fail(reason);

    assertThat(failureOf(waiting)).isSameInstanceAs(reason);
  }

  @Test
  void theFirstFailureCounts() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    channel.fail(reason);

    channel.fail(new IllegalStateException("later"));
    channel.close();

    assertThat(failureOf(channel.receive())).isSameInstanceAs(reason);
  }

  @Test
  void failDropsWhatAClosedChannelStillHas() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    channel.send(1);
    channel.close();

    channel.fail(reason);

    assertThat(failureOf(channel.receive())).isSameInstanceAs(reason);
  }

  @Test
  void anEndThatWasSeenStaysTheEnd() {
    channel.close();
    assertThat(channel.receive().join()).isEmpty();

    channel.fail(new IllegalArgumentException("no"));

    assertThat(channel.receive().join()).isEmpty();
  }

  @Test
  void threadsCanSendAndReceive() throws Exception {
    CompletableFuture<List<Integer>> all =
        AsyncSemaphoreTest.onThread(
            () -> {
              List<Integer> elements = new ArrayList<>();
              Optional<Integer> next = rendezvous.receiveBlocking();
              while (next.isPresent()) {
                elements.add(next.get());
                next = rendezvous.receiveBlocking();
              }
              return elements;
            });

    for (int i = 0; i < 100; i++) {
      assertThat(rendezvous.sendBlocking(i)).isTrue();
    }
    rendezvous.close();

    assertThat(all.get()).hasSize(100);
    assertThat(all.get()).isInOrder();
  }

  @Test
  void anInterruptedReceiverTakesNoElement() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<Optional<Integer>> blocking =
        AsyncSemaphoreTest.onThread(
            () -> {
              thread.set(Thread.currentThread());
              return channel.receiveBlocking();
            });
    awaitBlocked(thread);

    thread.get().interrupt();

    assertThat(failureOf(blocking)).isInstanceOf(InterruptedException.class);
    channel.send(1);
    assertThat(channel.receive().join()).hasValue(1);
  }

  @Test
  void anInterruptedSenderDeliversNothing() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<Boolean> blocking =
        AsyncSemaphoreTest.onThread(
            () -> {
              thread.set(Thread.currentThread());
              return rendezvous.sendBlocking(1);
            });
    awaitBlocked(thread);

    thread.get().interrupt();

    assertThat(failureOf(blocking)).isInstanceOf(InterruptedException.class);
    assertThat(rendezvous.receive().isDone()).isFalse();
  }

  @Test
  void aThreadThatIsInterruptedBeforeNeitherSendsNorReceives() {
    channel.send(1);
    CompletableFuture<Boolean> sender =
        AsyncSemaphoreTest.onThread(
            () -> {
              Thread.currentThread().interrupt();
              return channel.sendBlocking(2);
            });
    CompletableFuture<Optional<Integer>> receiver =
        AsyncSemaphoreTest.onThread(
            () -> {
              Thread.currentThread().interrupt();
              return channel.receiveBlocking();
            });

    assertThat(failureOf(sender)).isInstanceOf(InterruptedException.class);
    assertThat(failureOf(receiver)).isInstanceOf(InterruptedException.class);
    assertThat(channel.receive().join()).hasValue(1);
    assertThat(channel.receive().isDone()).isFalse();
  }

  @Test
  void aThreadThatWaitsSeesTheFailureOfTheChannel() throws Exception {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<CompletionException> blocking =
        AsyncSemaphoreTest.onThread(
            () -> {
              thread.set(Thread.currentThread());
              return assertThrows(CompletionException.class, channel::receiveBlocking);
            });
    awaitBlocked(thread);

    channel.fail(reason);

    assertThat(blocking.get()).hasCauseThat().isSameInstanceAs(reason);
  }

  @Test
  void aThreadThatMustNotBlockIsRefusedAndLosesNothing() {
    Throwable receiving = failureOf(AsyncSemaphoreTest.onLoop(channel::receiveBlocking));
    Throwable sending = failureOf(AsyncSemaphoreTest.onLoop(() -> rendezvous.sendBlocking(1)));

    assertThat(receiving).isInstanceOf(IllegalStateException.class);
    assertThat(receiving).hasMessageThat().contains("AsyncChannel.receiveBlocking");
    assertThat(sending).isInstanceOf(IllegalStateException.class);
    assertThat(sending).hasMessageThat().contains("AsyncChannel.sendBlocking");
    channel.send(1);
    assertThat(channel.receive().join()).hasValue(1);
    assertThat(rendezvous.receive().isDone()).isFalse();
  }

  @Test
  void aThreadThatMustNotBlockMayTakeWhatIsThere() throws Exception {
    channel.send(1);

    assertThat(AsyncSemaphoreTest.onLoop(channel::receiveBlocking).get()).hasValue(1);
  }

  @Test
  void asyncDependentsRunOnTheGivenExecutor() {
    List<Runnable> given = new ArrayList<>();
    AsyncChannel<Integer> own = AsyncChannel.bounded(1, given::add);

    own.receive().thenRunAsync(() -> {});
    own.send(1).thenRunAsync(() -> {});

    assertThat(given).hasSize(2);
  }

  /** A known limit: the JDK does not tell a stage that one derived from it was cancelled. */
  @Test
  void aCancelledDerivedStageLosesTheElement() {
    channel.receive().thenApply(Optional::get).cancel(true);

    channel.send(1);

    assertThat(channel.receive().isDone()).isFalse();
  }

  static <T> List<T> received(AsyncChannel<T> channel, int number) {
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      elements.add(Sync.now(channel.receive()).orElseThrow());
    }
    return elements;
  }

  static Throwable failureOf(CompletableFuture<?> future) {
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  /** Until the thread waits for its turn: it has nothing else to wait for. */
  private static void awaitBlocked(AtomicReference<Thread> thread) {
    while (thread.get() == null || thread.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
