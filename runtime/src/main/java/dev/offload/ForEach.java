package dev.offload;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The result of {@link AsyncChannel#forEach}. */
final class ForEach<T> extends Waiter<Void> {
  private final AsyncChannel<T> channel;
  private final ThrowingFunction<? super T, ? extends CompletionStage<?>> function;
  private final List<Worker> workers;
  private final AtomicInteger active;

  ForEach(
      AsyncChannel<T> channel,
      Executor executor,
      int concurrency,
      ThrowingFunction<? super T, ? extends CompletionStage<?>> function) {
    super(executor);
    this.channel = channel;
    this.function = function;
    this.workers = Stream.generate(() -> new Worker(executor)).limit(concurrency).toList();
    this.active = new AtomicInteger(concurrency);
  }

  void start() {
    workers.forEach(worker -> worker.turns.next());
  }

  private void ended() {
    if (active.decrementAndGet() == 0 && claim()) {
      succeed(null);
    }
  }

  private void failed(Throwable failure) {
    if (claim()) {
      leave();
      fail(Offload.unwrap(failure));
    }
  }

  @Override
  void leave() {
    workers.forEach(worker -> worker.upstream.cancel());
  }

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    workers.forEach(worker -> worker.upstream.forEachTask(isNeeded, action));
  }

  /** Handles one element after the other. */
  private final class Worker {
    private final Upstream upstream = new Upstream();
    private final Turns turns;

    Worker(Executor executor) {
      this.turns = new Turns(executor, this::receive);
    }

    private void receive() {
      if (upstream.isCancelled()) {
        return;
      }
      CompletableFuture<Optional<T>> received = channel.receive();
      upstream.set(received);
      received.whenComplete(
          (element, failure) -> {
            if (failure != null) {
              failed(failure);
            } else if (element.isEmpty()) {
              ended();
            } else {
              handle(element.get());
            }
          });
    }

    private void handle(T element) {
      try {
        CompletionStage<?> stage =
            Objects.requireNonNull(function.apply(element), "the function returned null");
        upstream.set(stage);
        stage.whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                failed(failure);
              } else {
                turns.next();
              }
            });
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }
}
