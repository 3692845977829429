package dev.offload;

import dev.offload.annotations.NonBlocking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Several stages as one. */
final class Groups {
  private Groups() {}

  static <T> CompletableFuture<List<T>> all(
      Collection<? extends CompletionStage<? extends T>> stages,
      FailurePolicy policy,
      Executor executor) {
    LinkedFuture<List<T>> result = new LinkedFuture<>(executor, true);
    List<CompletionStage<? extends T>> ordered = List.copyOf(stages);
    ordered.forEach(result::link);
    AtomicInteger missing = new AtomicInteger(ordered.size());
    AtomicReference<Throwable> first = new AtomicReference<>();
    Runnable end =
        () -> {
          if (first.get() == null) {
            result.end(values(ordered), null);
          } else {
            result.end(null, first.get());
          }
        };
    if (ordered.isEmpty()) {
      end.run();
    }
    for (CompletionStage<? extends T> stage : ordered) {
      stage.whenComplete(
          (value, failure) -> {
            if (failure != null) {
              Throwable cause = Offload.unwrap(failure);
              boolean isFirst = first.compareAndSet(null, cause);
              if (policy == FailurePolicy.CANCEL_SIBLINGS) {
                result.endAndCancel(null, cause);
              } else if (!isFirst && first.get() != cause) {
                first.get().addSuppressed(cause);
              }
            }
            if (missing.decrementAndGet() == 0) {
              end.run();
            }
          });
    }
    return result;
  }

  @NonBlocking
  @SuppressWarnings("NestedJoin") // The last of them is done.
  private static <T> List<T> values(List<CompletionStage<? extends T>> stages) {
    List<T> values = new ArrayList<>(stages.size());
    stages.forEach(stage -> values.add(stage.toCompletableFuture().join()));
    return values;
  }

  static <T> CompletableFuture<T> any(
      Collection<? extends CompletionStage<? extends T>> stages, Executor executor) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("any of none");
    }
    LinkedFuture<T> result = new LinkedFuture<>(executor, false);
    List<CompletionStage<? extends T>> ordered = List.copyOf(stages);
    ordered.forEach(result::link);
    AtomicInteger missing = new AtomicInteger(ordered.size());
    AtomicReference<Throwable> first = new AtomicReference<>();
    for (CompletionStage<? extends T> stage : ordered) {
      stage.whenComplete(
          (value, failure) -> {
            if (failure == null) {
              // The winner is done: cancelling it changes nothing.
              result.endAndCancel(value, null);
              return;
            }
            Throwable cause = Offload.unwrap(failure);
            if (!first.compareAndSet(null, cause) && first.get() != cause) {
              first.get().addSuppressed(cause);
            }
            if (missing.decrementAndGet() == 0) {
              result.end(null, first.get());
            }
          });
    }
    return result;
  }
}
