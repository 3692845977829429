package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * A bounded queue between any number of senders and receivers, asynchronous or blocking. Elements
 * arrive in the order in which they were sent, each at one receiver; whoever finds the channel full
 * or empty gets a future instead of waiting.
 *
 * <p>{@link #close} says that no more elements come, {@link #fail} that something went wrong: no
 * element has to stand for the end. Elements are never null.
 *
 * <p>A {@code receive} that is cancelled, times out or is completed by its user takes no element,
 * and such a {@code send} delivers none; {@link CompletableFuture#cancel} returns false if the
 * element was handed over before. That holds for the future itself and not for stages derived from
 * it: the JDK does not tell the source that {@code receive().thenApply(...)} was cancelled, so an
 * element is delivered to a stage that nobody listens to. {@link #forEach} and {@link #asPublisher}
 * have no such gap.
 *
 * <p>Futures are completed on the thread of the other side, outside of all locks and one after the
 * other, so that any number of waiters needs the same stack. Stages that must not run there are
 * attached by the {@code *Async} methods, which use this channel's executor.
 *
 * @param <T> the elements
 */
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
public final class AsyncChannel<T> implements AutoCloseable {
  private final int capacity;
  private final Executor executor;
  private final Object lock = new Object();

  private final Queue<T> buffer = new ArrayDeque<>();

  /** Nobody waits here unless the buffer is empty and nobody sends. */
  private final WaitQueue<Receiving> receivers = new WaitQueue<>();

  /** Nobody waits here unless the buffer is full. */
  private final WaitQueue<Sending> senders = new WaitQueue<>();

  private boolean closed;
  private Throwable failure;

  private AsyncChannel(int capacity, Executor executor) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity must not be negative: " + capacity);
    }
    this.capacity = capacity;
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Creates a channel whose futures run their {@code *Async} dependents on the default executor.
   *
   * @param capacity how many elements it holds that nobody has received; with 0, a send ends when
   *     its element is received
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  @NonBlocking
  public static <T> AsyncChannel<T> bounded(int capacity) {
    return bounded(capacity, Defaults.EXECUTOR);
  }

  /**
   * Creates a channel.
   *
   * @param capacity how many elements it holds that nobody has received; with 0, a send ends when
   *     its element is received
   * @param executor runs the {@code *Async} dependents that name no executor
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  @NonBlocking
  public static <T> AsyncChannel<T> bounded(int capacity, Executor executor) {
    return new AsyncChannel<>(capacity, executor);
  }

  /**
   * Sends an element.
   *
   * @param element not null
   * @return true when the channel or a receiver has the element; false if the channel was closed
   *     before; fails if the channel {@linkplain #fail failed}
   */
  @NonBlocking
  public CompletableFuture<Boolean> send(T element) {
    return send(Objects.requireNonNull(element, "element"), false);
  }

  /**
   * Sends an element, and waits until the channel or a receiver has it. A thread that is
   * interrupted later than that returns as usual and stays interrupted.
   *
   * @param element not null
   * @return false if the channel was closed before
   * @throws InterruptedException if the thread is interrupted before; nobody gets the element
   * @throws java.util.concurrent.CompletionException if the channel {@linkplain #fail failed}
   * @throws IllegalStateException if the thread would have to wait and must not block
   */
  @Blocking
  public boolean sendBlocking(T element) throws InterruptedException {
    Objects.requireNonNull(element, "element");
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return send(element, true).await("AsyncChannel.sendBlocking");
  }

  /**
   * Sends an element if there is room for it, or somebody who waits for it.
   *
   * @param element not null
   * @return false if there is not, or if the channel is closed or failed
   */
  @NonBlocking
  public boolean trySend(T element) {
    Objects.requireNonNull(element, "element");
    Receiving receiver;
    synchronized (lock) {
      if (closed || failure != null) {
        return false;
      }
      receiver = receivers.claimFirst();
      if (receiver == null) {
        return addIfRoom(element);
      }
    }
    receiver.handOver(Optional.of(element));
    return true;
  }

  /**
   * Receives the next element.
   *
   * @return empty if the channel is closed and all its elements have been received; fails if the
   *     channel {@linkplain #fail failed}
   */
  @NonBlocking
  public CompletableFuture<Optional<T>> receive() {
    return receive(false);
  }

  /**
   * Receives the next element, and waits for it. A thread that is interrupted when an element is on
   * its way to it gets the element and stays interrupted.
   *
   * @return empty if the channel is closed and all its elements have been received
   * @throws InterruptedException if the thread is interrupted before; no element is lost
   * @throws java.util.concurrent.CompletionException if the channel {@linkplain #fail failed}
   * @throws IllegalStateException if the thread would have to wait and must not block
   */
  @Blocking
  public Optional<T> receiveBlocking() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return receive(true).await("AsyncChannel.receiveBlocking");
  }

  /**
   * Receives all elements and applies a function to each, to at most {@code concurrency} at the
   * same time. The next element is received when the stage of one before is complete. Other
   * receivers may take part.
   *
   * <p>The result is complete when the channel is closed, has no more elements, and all stages are
   * complete. It fails with the first failure: that of a stage, what the function threw, {@link
   * NullPointerException} if it returned null, or the failure of the channel. Then, and when the
   * result is cancelled, nothing more is received and the stages that are not complete are
   * cancelled; elements that nobody took stay in the channel. An element that is on its way in this
   * moment is still given to the function, so that it is not lost.
   *
   * @param concurrency at least 1
   * @param function called on the thread that sends, that calls this method or that completes the
   *     stage before, and now and then, to let go of that thread, on this channel's executor
   * @throws IllegalArgumentException if {@code concurrency} is less than 1
   */
  @NonBlocking
  public CompletableFuture<Void> forEach(
      int concurrency,
      @NonBlocking ThrowingFunction<? super T, ? extends CompletionStage<?>> function) {
    Objects.requireNonNull(function, "function");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
    }
    ForEach<T> result = new ForEach<>(this, executor, concurrency, function);
    result.start();
    return result;
  }

  /**
   * Says that no more elements come. Sends from now on are answered by false. Elements in the
   * channel and those whose send waits for room are still received; after them, and at once if
   * there are none, receivers get empty. Has no effect on a channel that is closed or failed.
   *
   * <p>To give up the elements that nobody receives, and the sends that wait, call {@link #fail}.
   */
  @Override
  @NonBlocking
  public void close() {
    List<Receiving> served;
    synchronized (lock) {
      if (closed || failure != null) {
        return;
      }
      closed = true;
      served = receivers.claimAll();
    }
    served.forEach(receiver -> receiver.handOver(Optional.empty()));
  }

  /**
   * Ends the channel by a failure: drops its elements, and fails all sends and receives that wait
   * or that come. Has no effect on a channel that failed before, or that is closed and has no more
   * elements.
   *
   * @param reason what they fail with, not null
   */
  @NonBlocking
  public void fail(Throwable reason) {
    Objects.requireNonNull(reason, "reason");
    List<QueuedWaiter<?, ?>> failed = new ArrayList<>();
    synchronized (lock) {
      if (failure != null || (closed && buffer.isEmpty() && senders.isEmpty())) {
        return;
      }
      failure = reason;
      buffer.clear();
      failed.addAll(receivers.claimAll());
      failed.addAll(senders.claimAll());
    }
    failed.forEach(waiter -> waiter.handOverFailure(reason));
  }

  /**
   * The elements as a publisher by the rules of reactive streams. A subscriber receives as many
   * elements as it requests; several subscribers share the elements as other receivers do. {@link
   * #close} completes it, {@link #fail} fails it.
   *
   * <p>Subscribers are called on the thread that sends or requests, and now and then, to let go of
   * that thread, on this channel's executor. An element on its way to a subscription while that is
   * cancelled is still delivered to it, so that it is not lost.
   */
  @NonBlocking
  public Flow.Publisher<T> asPublisher() {
    return subscriber ->
        new ChannelSubscription<>(this, executor, Objects.requireNonNull(subscriber, "subscriber"))
            .start();
  }

  private Sending send(T element, boolean blocksThread) {
    Sending sending = new Sending(element, blocksThread);
    Receiving receiver = null;
    synchronized (lock) {
      if (failure != null) {
        sending.failUnqueued(failure);
      } else if (closed) {
        sending.settleUnqueued(false);
      } else {
        receiver = receivers.claimFirst();
        if (receiver != null || addIfRoom(element)) {
          sending.settleUnqueued(true);
        } else {
          senders.add(sending);
        }
      }
    }
    if (receiver != null) {
      receiver.handOver(Optional.of(element));
    }
    return sending;
  }

  private Receiving receive(boolean blocksThread) {
    Receiving receiving = new Receiving(blocksThread);
    Sending sender;
    synchronized (lock) {
      T element = buffer.poll();
      sender = senders.claimFirst();
      if (sender != null) {
        if (element == null) {
          element = sender.element;
        } else {
          buffer.add(sender.element);
        }
      }
      if (element != null) {
        receiving.settleUnqueued(Optional.of(element));
      } else if (failure != null) {
        receiving.failUnqueued(failure);
      } else if (closed) {
        receiving.settleUnqueued(Optional.empty());
      } else {
        receivers.add(receiving);
      }
    }
    if (sender != null) {
      sender.handOver(true);
    }
    return receiving;
  }

  private boolean addIfRoom(T element) {
    return buffer.size() < capacity && buffer.add(element);
  }

  private final class Receiving extends QueuedWaiter<Optional<T>, Receiving> {
    Receiving(boolean blocksThread) {
      super(executor, blocksThread);
    }

    @Override
    void leave() {
      synchronized (lock) {
        receivers.remove(this);
      }
    }
  }

  private final class Sending extends QueuedWaiter<Boolean, Sending> {
    private final T element;

    Sending(T element, boolean blocksThread) {
      super(executor, blocksThread);
      this.element = element;
    }

    @Override
    void leave() {
      synchronized (lock) {
        senders.remove(this);
      }
    }
  }
}
