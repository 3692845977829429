package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import reactor.adapter.JdkFlowAdapter;

/** Numbers are those of the rules of reactive streams. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncChannelPublisherTest {
  private final AsyncChannel<Integer> channel = AsyncChannel.bounded(10);
  private final Recorder subscriber = new Recorder();

  /** 1.1. */
  @Test
  void noMoreIsDeliveredThanWasRequested() {
    send(5);
    channel.asPublisher().subscribe(subscriber);
    assertThat(subscriber.elements).isEmpty();

    subscriber.subscription.request(2);
    assertThat(subscriber.elements).containsExactly(0, 1).inOrder();
    subscriber.subscription.request(1);
    assertThat(subscriber.elements).containsExactly(0, 1, 2).inOrder();
    assertThat(AsyncChannelTest.received(channel, 2)).containsExactly(3, 4).inOrder();
  }

  @Test
  void demandIsKeptForElementsThatComeLater() {
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(2);
    subscriber.subscription.request(1);

    send(5);

    assertThat(subscriber.elements).containsExactly(0, 1, 2).inOrder();
  }

  /** 1.5, 1.7. */
  @Test
  void closeCompletesOnceAllIsDelivered() {
    send(2);
    channel.close();
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(2);
    assertThat(subscriber.ends).isEmpty();

    subscriber.subscription.request(1);
    subscriber.subscription.request(1);

    assertThat(subscriber.elements).containsExactly(0, 1).inOrder();
    assertThat(subscriber.ends).containsExactly("complete");
  }

  /** 1.4. */
  @Test
  void theFailureOfTheChannelIsSignalled() {
    IllegalArgumentException reason = new IllegalArgumentException("no");
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(1);

    channel.fail(reason);

    assertThat(subscriber.ends).containsExactly(reason);
  }

  /** 1.9. */
  @Test
  void aSubscriberMustNotBeNull() {
    assertThrows(NullPointerException.class, () -> channel.asPublisher().subscribe(null));
  }

  /** 1.3, 3.2: the demand of {@code onSubscribe} counts when that is over. */
  @Test
  void nothingIsDeliveredBeforeOnSubscribeReturns() {
    send(1);
    List<Integer> seen = new ArrayList<>();
    subscriber.onSubscribe =
        subscription -> {
          subscription.request(1);
          seen.addAll(subscriber.elements);
        };

    channel.asPublisher().subscribe(subscriber);

    assertThat(seen).isEmpty();
    assertThat(subscriber.elements).containsExactly(0);
  }

  /** 3.3: neither deep nor nested. */
  @Test
  void requestsInsideOnNextDoNotNest() {
    AsyncChannel<Integer> wide = AsyncChannel.bounded(1000, Runnable::run);
    for (int i = 0; i < 1000; i++) {
      wide.send(i);
    }
    int[] depth = new int[2];
    subscriber.onNext =
        element -> {
          depth[0]++;
          depth[1] = Math.max(depth[1], depth[0]);
          subscriber.subscription.request(1);
          depth[0]--;
        };

    wide.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(1);

    assertThat(subscriber.elements).hasSize(1000);
    assertThat(subscriber.elements).isInOrder();
    assertThat(depth[1]).isEqualTo(1);
  }

  /** 3.6, 3.7, 3.12. */
  @Test
  void aCancelledSubscriptionTakesNothingMore() {
    send(3);
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(1);

    subscriber.subscription.cancel();
    subscriber.subscription.cancel();
    subscriber.subscription.request(1);

    assertThat(subscriber.elements).containsExactly(0);
    assertThat(subscriber.ends).isEmpty();
    assertThat(AsyncChannelTest.received(channel, 2)).containsExactly(1, 2).inOrder();
  }

  @Test
  void cancellingWhileItWaitsLosesNoElement() {
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(3);

    subscriber.subscription.cancel();
    send(1);

    assertThat(subscriber.elements).isEmpty();
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(0);
  }

  /** 3.9. */
  @Test
  void demandThatIsNotPositiveIsAnError() {
    for (long demand : new long[] {0, -1, Long.MIN_VALUE}) {
      Recorder wrong = new Recorder();
      channel.asPublisher().subscribe(wrong);
      wrong.subscription.request(demand);

      assertThat(wrong.ends).hasSize(1);
      assertThat((Throwable) wrong.ends.get(0)).isInstanceOf(IllegalArgumentException.class);
      assertThat((Throwable) wrong.ends.get(0)).hasMessageThat().contains("3.9");
    }
    send(1);
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(0);
  }

  /** 3.9. */
  @Test
  void demandThatIsNotPositiveEndsASubscriptionThatWaits() {
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(1);

    subscriber.subscription.request(-1);
    subscriber.subscription.request(1);
    send(1);

    assertThat(subscriber.elements).isEmpty();
    assertThat(subscriber.ends).hasSize(1);
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(0);
  }

  /** 1.3: the error waits until {@code onNext} is over. */
  @Test
  void demandThatIsNotPositiveInsideOnNextIsSignalledAfterIt() {
    send(2);
    List<Object> during = new ArrayList<>();
    subscriber.onNext =
        element -> {
          subscriber.subscription.request(-1);
          during.addAll(subscriber.ends);
        };

    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(2);

    assertThat(during).isEmpty();
    assertThat(subscriber.elements).containsExactly(0);
    assertThat(subscriber.ends).hasSize(1);
  }

  /** 3.17. */
  @Test
  void unboundedDemandDoesNotOverflow() {
    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(Long.MAX_VALUE);
    subscriber.subscription.request(Long.MAX_VALUE);

    send(10);

    assertThat(subscriber.elements).hasSize(10);
  }

  /** 2.13. */
  @Test
  void aSubscriberThatThrowsIsCancelled() {
    send(2);
    subscriber.onNext =
        element -> {
          throw new IllegalArgumentException("no");
        };

    channel.asPublisher().subscribe(subscriber);
    subscriber.subscription.request(2);

    assertThat(subscriber.elements).containsExactly(0);
    assertThat(subscriber.ends).isEmpty();
    assertThat(AsyncChannelTest.received(channel, 1)).containsExactly(1);
  }

  @Test
  void severalSubscribersShareTheElements() {
    Recorder other = new Recorder();
    channel.asPublisher().subscribe(subscriber);
    channel.asPublisher().subscribe(other);
    subscriber.subscription.request(10);
    other.subscription.request(10);

    send(4);
    channel.close();

    assertThat(subscriber.elements).containsExactly(0, 2).inOrder();
    assertThat(other.elements).containsExactly(1, 3).inOrder();
    assertThat(subscriber.ends).containsExactly("complete");
    assertThat(other.ends).containsExactly("complete");
  }

  @Test
  void othersUnderstandIt() throws Exception {
    CompletableFuture<List<Integer>> all =
        JdkFlowAdapter.flowPublisherToFlux(channel.asPublisher())
            .limitRate(3)
            .collectList()
            .toFuture();
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      sent.add(i);
      channel.sendBlocking(i);
    }

    channel.close();

    assertThat(all.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
  }

  private void send(int number) {
    for (int i = 0; i < number; i++) {
      assertThat(channel.trySend(i)).isTrue();
    }
  }

  private static final class Recorder implements Flow.Subscriber<Integer> {
    private final List<Integer> elements = new ArrayList<>();
    private final List<Object> ends = new ArrayList<>();
    private Flow.Subscription subscription;
    private Consumer<Flow.Subscription> onSubscribe = ignored -> {};
    private Consumer<Integer> onNext = ignored -> {};

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      onSubscribe.accept(subscription);
    }

    @Override
    public void onNext(Integer element) {
      elements.add(element);
      onNext.accept(element);
    }

    @Override
    public void onError(Throwable failure) {
      ends.add(failure);
    }

    @Override
    public void onComplete() {
      ends.add("complete");
    }
  }
}
