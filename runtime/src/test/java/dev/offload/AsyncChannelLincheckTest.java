package dev.offload;

import static dev.offload.AsyncSemaphoreLincheckTest.check;
import static dev.offload.AsyncSemaphoreLincheckTest.explore;
import static dev.offload.AsyncSemaphoreLincheckTest.together;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Tries the interleavings of a few operations, one after the other. */
@Tag("lincheck")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncChannelLincheckTest {
  @BeforeAll
  static void useClassesOneAfterTheOther() {
    AsyncSemaphoreLincheckTest.useClassesOneAfterTheOther();
  }

  @Test
  void aCancelledReceiveLeavesTheElement() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
          CompletableFuture<Optional<Integer>> receive = channel.receive();
          boolean[] cancelled = new boolean[1];

          together(() -> channel.send(1), () -> cancelled[0] = receive.cancel(true));

          check(receive.isDone(), "the receive is settled");
          check(cancelled[0] == receive.isCancelled(), "cancel told the truth");
          check(channel.receive().isDone() == cancelled[0], "the element is where it belongs");
        });
  }

  @Test
  void aCancelledSendDeliversNothing() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0, Runnable::run);
          CompletableFuture<Boolean> send = channel.send(1);
          List<CompletableFuture<Optional<Integer>>> received = new ArrayList<>();
          boolean[] cancelled = new boolean[1];

          together(() -> received.add(channel.receive()), () -> cancelled[0] = send.cancel(true));

          check(send.isDone(), "the send is settled");
          check(cancelled[0] == send.isCancelled(), "cancel told the truth");
          check(received.get(0).isDone() != cancelled[0], "delivered or cancelled");
        });
  }

  @Test
  void noElementIsLostBetweenSendReceiveAndCancel() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
          CompletableFuture<Optional<Integer>> cancelled = channel.receive();
          List<CompletableFuture<Optional<Integer>>> received = new ArrayList<>();

          together(
              () -> channel.send(1),
              () -> received.add(channel.receive()),
              () -> cancelled.cancel(true));

          check(cancelled.isCancelled() == received.get(0).isDone(), "one of them has it");
          check(
              (cancelled.isCancelled() ? received.get(0) : cancelled).join().isPresent(),
              "it is not lost");
        });
  }

  @Test
  void aSendBeforeCloseIsReceivedAndOneAfterItIsRefused() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
          List<CompletableFuture<Boolean>> sent = new ArrayList<>();
          List<CompletableFuture<Optional<Integer>>> received = new ArrayList<>();

          together(
              () -> sent.add(channel.send(1)),
              () -> received.add(channel.receive()),
              channel::close);

          boolean accepted = sent.get(0).join();
          boolean delivered = received.get(0).join().isPresent();
          boolean left = channel.receive().join().isPresent();
          check(accepted == (delivered || left), "accepted means received");
          check(!(delivered && left), "received once");
          check(channel.receive().join().isEmpty(), "then comes the end");
        });
  }

  @Test
  void failSettlesEverybody() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0, Runnable::run);
          CompletableFuture<Boolean> send = channel.send(1);
          List<CompletableFuture<Optional<Integer>>> received = new ArrayList<>();

          together(
              () -> received.add(channel.receive()),
              () -> channel.fail(new IllegalArgumentException()),
              () -> send.cancel(true));

          check(send.isDone(), "the send is settled");
          check(received.get(0).isDone(), "the receive is settled");
          boolean sent = !send.isCompletedExceptionally();
          check(sent != received.get(0).isCompletedExceptionally(), "both or none");
        });
  }

  @Test
  void twoSendersAndTwoReceiversMeet() {
    explore(
        () -> {
          AsyncChannel<Integer> channel = AsyncChannel.bounded(0, Runnable::run);
          List<CompletableFuture<Optional<Integer>>> received = new ArrayList<>();
          received.add(channel.receive());

          together(
              () -> channel.send(1), () -> channel.send(2), () -> received.add(channel.receive()));

          int sum = received.get(0).join().orElseThrow() + received.get(1).join().orElseThrow();
          check(sum == 3, "each element once");
        });
  }
}
