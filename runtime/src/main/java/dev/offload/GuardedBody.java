package dev.offload;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The result of a body that runs while it holds a permit. */
final class GuardedBody<P, T> extends Waiter<T> {
  private final Supplier<? extends CompletionStage<T>> body;
  private final Consumer<? super P> release;
  private final Upstream upstream = new Upstream();

  GuardedBody(
      Executor executor, Supplier<? extends CompletionStage<T>> body, Consumer<? super P> release) {
    super(executor);
    this.body = body;
    this.release = release;
  }

  void start(CompletableFuture<P> acquisition) {
    upstream.set(acquisition);
    acquisition.whenComplete(
        (permit, failure) -> {
          if (failure == null) {
            run(permit);
          } else {
            finish(null, failure);
          }
        });
  }

  private void run(P permit) {
    if (upstream.isCancelled()) {
      release.accept(permit);
      return;
    }
    try {
      CompletionStage<T> stage = Objects.requireNonNull(body.get(), "the body returned null");
      upstream.set(stage);
      stage.whenComplete((value, failure) -> end(permit, value, failure));
    } catch (Throwable failure) {
      end(permit, null, failure);
    }
  }

  /**
   * Gives the permit back first, so that dependents find it free; but the next body runs after
   * them.
   */
  private void end(P permit, T value, Throwable failure) {
    Trampoline.run(
        () -> {
          release.accept(permit);
          finish(value, failure);
        });
  }

  private void finish(T value, Throwable failure) {
    if (claim()) {
      settleLike(value, failure);
    }
  }

  @Override
  void leave() {
    upstream.cancel();
  }

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    upstream.forEachTask(isNeeded, action);
  }
}
