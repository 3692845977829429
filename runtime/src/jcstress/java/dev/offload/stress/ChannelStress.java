package dev.offload.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offload.AsyncChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The hand-off of an element, raced with those who send, receive, close and give up. */
public final class ChannelStress {
  private ChannelStress() {}

  /** The element; 0 for none, -1 for the end of the channel. */
  private static int element(CompletableFuture<Optional<Integer>> future) {
    if (!future.isDone() || future.isCompletedExceptionally()) {
      return 0;
    }
    return future.join().orElse(-1);
  }

  /** Results: whether cancel said so, what the cancelled receive has, what the next receive has. */
  @JCStressTest
  @Outcome(id = "1, 0, 7", expect = ACCEPTABLE, desc = "cancelled, the next has it")
  @Outcome(id = "0, 7, 0", expect = ACCEPTABLE, desc = "received")
  @Outcome(expect = FORBIDDEN, desc = "the element is lost or there are two")
  @State
  public static class SendAgainstCancelOfReceive {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
    private final CompletableFuture<Optional<Integer>> receive = channel.receive();

    @Actor
    public void send() {
      channel.trySend(7);
    }

    @Actor
    public void cancel(III_Result result) {
      result.r1 = receive.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = element(receive);
      result.r3 = element(channel.receive());
    }
  }

  /** Results: whether cancel said so, whether the send did, what was received. */
  @JCStressTest
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "cancelled, nobody has it")
  @Outcome(id = "0, 1, 7", expect = ACCEPTABLE, desc = "sent")
  @Outcome(expect = FORBIDDEN, desc = "delivered and cancelled, or neither")
  @State
  public static class ReceiveAgainstCancelOfSend {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(0, Runnable::run);
    private final CompletableFuture<Boolean> send = channel.send(7);
    private CompletableFuture<Optional<Integer>> received;

    @Actor
    public void receive() {
      received = channel.receive();
    }

    @Actor
    public void cancel(III_Result result) {
      result.r1 = send.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = send.isDone() && !send.isCompletedExceptionally() && send.join() ? 1 : 0;
      result.r3 = element(received);
    }
  }

  /** Results: whether the send said so, what was received, what is left. */
  @JCStressTest
  @Outcome(id = "1, 7, -1", expect = ACCEPTABLE, desc = "received before the end")
  @Outcome(
      expect = FORBIDDEN,
      desc = "an element is lost, there are two, or it comes after the end")
  @State
  public static class SendAndCloseAgainstReceive {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
    private CompletableFuture<Optional<Integer>> received;

    @Actor
    public void sendAndClose(III_Result result) {
      result.r1 = channel.trySend(7) ? 1 : 0;
      channel.close();
    }

    @Actor
    public void receive() {
      received = channel.receive();
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = element(received);
      result.r3 = element(channel.receive());
    }
  }

  /** Results: whether the send said so, what was received, what is left. */
  @JCStressTest
  @Outcome(id = "1, 7, -1", expect = ACCEPTABLE, desc = "sent before the end")
  @Outcome(id = "0, -1, -1", expect = ACCEPTABLE, desc = "closed before")
  @Outcome(
      expect = FORBIDDEN,
      desc = "an element is lost, there are two, or it comes after the end")
  @State
  public static class SendAgainstClose {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
    private final CompletableFuture<Optional<Integer>> receive = channel.receive();

    @Actor
    public void send(III_Result result) {
      result.r1 = channel.trySend(7) ? 1 : 0;
    }

    @Actor
    public void close() {
      channel.close();
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = element(receive);
      result.r3 = element(channel.receive());
    }
  }

  /** Results: whether cancel said so, what the cancelled receive has, what the next has. */
  @JCStressTest
  @Outcome(id = "1, 0, 7", expect = ACCEPTABLE, desc = "cancelled, the next has it")
  @Outcome(id = "0, 7, 0", expect = ACCEPTABLE, desc = "received, the next waits")
  @Outcome(expect = FORBIDDEN, desc = "the element is lost or there are two")
  @State
  public static class SendAgainstReceiveAndCancel {
    private final AsyncChannel<Integer> channel = AsyncChannel.bounded(1, Runnable::run);
    private final CompletableFuture<Optional<Integer>> cancelled = channel.receive();
    private CompletableFuture<Optional<Integer>> next;

    @Actor
    public void send() {
      channel.trySend(7);
    }

    @Actor
    public void receiveAndCancel(III_Result result) {
      next = channel.receive();
      result.r1 = cancelled.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = element(cancelled);
      result.r3 = element(next);
    }
  }
}
