package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.offload.AsyncLock.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncLockTest {
  private final AsyncLock lock = new AsyncLock();

  @Test
  void onlyOneHoldsTheLock() {
    Held held = lock.acquire().join();

    assertThat(lock.isHeld()).isTrue();
    assertThat(lock.tryAcquire()).isEmpty();
    CompletableFuture<Held> next = lock.acquire();
    assertThat(next.isDone()).isFalse();
    assertThat(lock.waiting()).isEqualTo(1);
    held.close();
    assertThat(next.isDone()).isTrue();
    next.join().close();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void theLockGoesToWaitersInTheOrderInWhichTheyCame() {
    Held held = lock.acquire().join();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      lock.with(
          () -> {
            order.add(number);
            return CompletableFuture.completedFuture(number);
          });
    }

    held.close();

    assertThat(order).containsExactly(0, 1, 2, 3, 4).inOrder();
  }

  @Test
  void aCancelledWaiterDoesNotTakeTheLock() {
    Held held = lock.acquire().join();
    CompletableFuture<Held> cancelled = lock.acquire();

    cancelled.cancel(true);
    held.close();

    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aWaiterWhoseTimeIsUpDoesNotTakeTheLock() {
    Held held = lock.acquire().join();
    CompletableFuture<Held> late = lock.acquire(Duration.ofMillis(5));

    ExecutionException failure = assertThrows(ExecutionException.class, late::get);
    held.close();

    assertThat(failure).hasCauseThat().isInstanceOf(TimeoutException.class);
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void anyThreadMayGiveTheLockBack() throws Exception {
    Held held = lock.acquireBlocking();

    AsyncSemaphoreTest.onThread(
            () -> {
              held.close();
              return "";
            })
        .get();

    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void theLockIsNotReentrant() {
    CompletableFuture<String> inner = new CompletableFuture<>();
    CompletableFuture<String> outer =
        lock.with(
            () -> {
              lock.with(() -> CompletableFuture.completedFuture("inner"))
                  .thenAccept(inner::complete);
              return CompletableFuture.completedFuture("outer");
            });

    assertThat(outer.join()).isEqualTo("outer");
    // It got its turn when the outer body was over, because that did not wait for it.
    assertThat(inner.join()).isEqualTo("inner");
  }

  @Test
  void aBodyThatAsksForItsOwnLockIsTold() {
    CompletableFuture<String> outer =
        lock.with(
            "request 1",
            () -> lock.with("request 1", () -> CompletableFuture.completedFuture("inner")));

    ExecutionException failure = assertThrows(ExecutionException.class, outer::get);
    assertThat(failure).hasCauseThat().isInstanceOf(IllegalStateException.class);
    assertThat(failure).hasMessageThat().contains("request 1");
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aBodyWithAnotherKeyWaits() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> first = lock.with("request 1", () -> stage);
    CompletableFuture<String> second =
        lock.with("request 2", () -> CompletableFuture.completedFuture("second"));

    assertThat(second.isDone()).isFalse();
    stage.complete("first");

    assertThat(first.join()).isEqualTo("first");
    assertThat(second.join()).isEqualTo("second");
  }

  @Test
  void aKeyIsForgottenWithTheLock() {
    CompletableFuture<String> failing =
        lock.with(
            "request 1",
            () -> {
              throw new IllegalArgumentException("no");
            });
    assertThrows(ExecutionException.class, failing::get);

    CompletableFuture<String> again =
        lock.with("request 1", () -> CompletableFuture.completedFuture("again"));

    assertThat(again.join()).isEqualTo("again");
  }

  @Test
  void aKeyMayBeUsedAgainByDependents() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> twice =
        lock.with("request 1", () -> stage)
            .thenCompose(
                first -> lock.with("request 1", () -> CompletableFuture.completedFuture("second")));

    stage.complete("first");

    assertThat(twice.join()).isEqualTo("second");
  }

  @Test
  void cancellingTheResultWithAKeyCancelsTheBody() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result = lock.with("request 1", () -> stage);

    result.cancel(true);

    assertThat(stage.isCancelled()).isTrue();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void refusedBodiesStayOnTheGivenExecutor() {
    List<Runnable> given = new ArrayList<>();
    AsyncLock own = new AsyncLock(given::add);
    AtomicReference<CompletableFuture<String>> refused = new AtomicReference<>();
    CompletableFuture<String> stage = new CompletableFuture<>();
    own.with(
        "key",
        () -> {
          refused.set(own.with("key", () -> stage));
          return stage;
        });

    refused.get().handleAsync((value, failure) -> value);

    assertThat(refused.get().isCompletedExceptionally()).isTrue();
    assertThat(given).hasSize(1);
  }

  @Test
  void anInterruptedThreadLeavesTheQueue() throws Exception {
    Held held = lock.acquire().join();
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<Held> blocking =
        AsyncSemaphoreTest.onThread(
            () -> {
              thread.set(Thread.currentThread());
              return lock.acquireBlocking();
            });
    while (lock.waiting() == 0) {
      Thread.onSpinWait();
    }

    thread.get().interrupt();

    ExecutionException failure = assertThrows(ExecutionException.class, blocking::get);
    assertThat(failure).hasCauseThat().isInstanceOf(InterruptedException.class);
    held.close();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aThreadThatMustNotBlockIsRefused() {
    Held held = lock.acquire().join();

    ExecutionException failure =
        assertThrows(
            ExecutionException.class, AsyncSemaphoreTest.onLoop(lock::acquireBlocking)::get);

    assertThat(failure).hasCauseThat().isInstanceOf(IllegalStateException.class);
    assertThat(failure).hasMessageThat().contains("AsyncLock.acquireBlocking");
    held.close();
    assertThat(lock.isHeld()).isFalse();
  }
}
