package dev.offload;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives what a subscriber requests, one element after the other. The loop runs as long as there
 * is demand; whoever raises the demand from zero starts it, so that it never runs twice at the same
 * time.
 */
final class ChannelSubscription<T> implements Flow.Subscription {
  private static final Logger LOGGER = System.getLogger("dev.offload");

  private final AsyncChannel<T> channel;
  private final Flow.Subscriber<? super T> subscriber;
  private final Upstream upstream = new Upstream();
  private final Turns turns;

  /** Starts at one: the loop must not begin before {@code onSubscribe} returns. */
  private final AtomicLong demand = new AtomicLong(1);

  private volatile boolean cancelled;
  private volatile IllegalArgumentException violation;

  ChannelSubscription(
      AsyncChannel<T> channel, Executor executor, Flow.Subscriber<? super T> subscriber) {
    this.channel = channel;
    this.subscriber = subscriber;
    this.turns = new Turns(executor, this::receive);
  }

  void start() {
    signal(() -> subscriber.onSubscribe(this));
    satisfyOne();
  }

  @Override
  public void request(long n) {
    if (n > 0) {
      raiseDemand(n);
    } else if (!cancelled) {
      violation =
          new IllegalArgumentException(
              "rule 3.9: a subscriber must request at least one element, not " + n);
      upstream.cancel();
      raiseDemand(1);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    upstream.cancel();
  }

  private void raiseDemand(long n) {
    if (demand.getAndUpdate(before -> before > Long.MAX_VALUE - n ? Long.MAX_VALUE : before + n)
        == 0) {
      turns.next();
    }
  }

  private void satisfyOne() {
    if (demand.decrementAndGet() > 0) {
      turns.next();
    }
  }

  private void receive() {
    if (upstream.isCancelled()) {
      end(null);
      return;
    }
    CompletableFuture<Optional<T>> received = channel.receive();
    upstream.set(received);
    received.whenComplete(
        (element, failure) -> {
          if (failure == null && element.isPresent()) {
            signal(() -> subscriber.onNext(element.get()));
            satisfyOne();
          } else {
            end(failure);
          }
        });
  }

  /** The last signal; the demand stays above zero, so that nothing can follow. */
  private void end(Throwable failure) {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (violation != null) {
      signal(() -> subscriber.onError(violation));
    } else if (failure != null) {
      signal(() -> subscriber.onError(failure));
    } else {
      signal(subscriber::onComplete);
    }
  }

  /** A subscriber that throws is cancelled, as it breaks rule 2.13. */
  private void signal(Runnable call) {
    try {
      call.run();
    } catch (Throwable failure) {
      cancel();
      LOGGER.log(Level.WARNING, "a subscriber threw and is cancelled (rule 2.13)", failure);
    }
  }
}
