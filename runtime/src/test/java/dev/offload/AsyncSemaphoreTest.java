package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.offload.AsyncSemaphore.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("blocking") // On purpose, in places where one must not.
class AsyncSemaphoreTest {
  private final AsyncSemaphore semaphore = new AsyncSemaphore(1);

  @Test
  void aFreePermitIsGrantedAtOnce() {
    CompletableFuture<Permit> granted = semaphore.acquire();

    assertThat(granted.isDone()).isTrue();
    assertThat(granted.join().permits()).isEqualTo(1);
    assertThat(semaphore.available()).isEqualTo(0);
  }

  @Test
  void aPermitThatIsHeldIsNotGranted() {
    semaphore.acquire();

    assertThat(semaphore.acquire().isDone()).isFalse();
    assertThat(semaphore.tryAcquire()).isEmpty();
    assertThat(semaphore.waiting()).isEqualTo(1);
  }

  @Test
  void aClosedPermitIsFreeAgain() {
    semaphore.acquire().join().close();

    assertThat(semaphore.available()).isEqualTo(1);
    assertThat(semaphore.tryAcquire()).isPresent();
  }

  @Test
  void permitsGoToWaitersInTheOrderInWhichTheyCame() {
    Permit held = semaphore.acquire().join();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      semaphore
          .acquire()
          .thenAccept(
              permit -> {
                order.add(number);
                permit.close();
              });
    }

    held.close();

    assertThat(order).containsExactly(0, 1, 2, 3, 4).inOrder();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void nobodyOvertakesAWaiterWhenThePermitComesBack() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> first = semaphore.acquire();
    AtomicBoolean overtaken = new AtomicBoolean();
    // Runs on the thread that gives the permit back, at the earliest moment there is.
    first.thenRun(() -> overtaken.set(semaphore.tryAcquire().isPresent()));

    held.close();

    assertThat(first.isDone()).isTrue();
    assertThat(overtaken.get()).isFalse();
  }

  @Test
  void aCancelledWaiterDoesNotTakeThePermit() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> cancelled = semaphore.acquire();
    CompletableFuture<Permit> next = semaphore.acquire();

    assertThat(cancelled.cancel(true)).isTrue();
    held.close();

    assertThat(cancelled.isCancelled()).isTrue();
    assertThat(next.isDone()).isTrue();
  }

  @Test
  void aWaiterThatIsCompletedByItsUserDoesNotTakeThePermit() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> completed = semaphore.acquire();

    assertThat(completed.complete(held)).isTrue();
    held.close();

    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aGrantThatWasDecidedCannotBeCancelled() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> first = semaphore.acquire();
    CompletableFuture<Permit> second = semaphore.acquire();
    AtomicBoolean cancelled = new AtomicBoolean(true);
    AtomicBoolean done = new AtomicBoolean(true);
    first.thenAccept(
        permit -> {
          permit.close();
          // Granted, but completed only when this callback returns.
          done.set(second.isDone());
          cancelled.set(second.cancel(true));
        });

    held.close();

    assertThat(done.get()).isFalse();
    assertThat(cancelled.get()).isFalse();
    assertThat(second.join().permits()).isEqualTo(1);
  }

  @Test
  void cancelledWaitersLeaveTheQueueAtOnce() {
    semaphore.acquire();
    List<CompletableFuture<Permit>> waiters = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      waiters.add(semaphore.acquire());
    }

    // The worst order for a queue that searches: the last first.
    for (int i = waiters.size() - 1; i >= 0; i--) {
      waiters.get(i).cancel(true);
    }

    assertThat(semaphore.waiting()).isEqualTo(0);
  }

  @Test
  void aWaiterWhoseTimeIsUpFailsAndLeaves() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> late = semaphore.acquire(Duration.ofMillis(5));

    ExecutionException failure = assertThrows(ExecutionException.class, late::get);
    held.close();

    assertThat(failure).hasCauseThat().isInstanceOf(TimeoutException.class);
    assertThat(semaphore.waiting()).isEqualTo(0);
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void anOrTimeoutOfTheUserLosesNoPermit() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> late = semaphore.acquire().orTimeout(5, TimeUnit.MILLISECONDS);

    assertThrows(ExecutionException.class, late::get);
    held.close();

    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aFreePermitIsGrantedWhateverTheTimeout() {
    assertThat(semaphore.acquire(Duration.ZERO).isDone()).isTrue();
    assertThat(new AsyncSemaphore(1).acquire(Duration.ofSeconds(Long.MAX_VALUE)).isDone()).isTrue();
  }

  @Test
  void theEndOfTimeIsATimeoutToo() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> patient = semaphore.acquire(Duration.ofSeconds(Long.MAX_VALUE));

    held.close();

    assertThat(patient.isDone()).isTrue();
  }

  @Test
  void aSecondCloseDoesNothingButWarn() {
    Permit permit = semaphore.acquire().join();
    List<LogRecord> records = new ArrayList<>();
    Handler handler = new Recorder(records);
    Logger logger = Logger.getLogger("dev.offload");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      permit.close();
      assertThat(records).isEmpty();
      permit.close();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }

    assertThat(semaphore.available()).isEqualTo(1);
    assertThat(permit.permits()).isEqualTo(0);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
    assertThat(records.get(0).getMessage()).contains("closed more than once");
  }

  @Test
  void aBodyHoldsThePermitUntilItsStageIsComplete() {
    CompletableFuture<String> stage = new CompletableFuture<>();

    CompletableFuture<String> result = semaphore.with(() -> stage);
    assertThat(semaphore.available()).isEqualTo(0);
    stage.complete("done");

    assertThat(result.join()).isEqualTo("done");
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBodyThatThrowsGivesThePermitBack() {
    CompletableFuture<String> result =
        semaphore.with(
            () -> {
              throw new IllegalArgumentException("no");
            });

    ExecutionException failure = assertThrows(ExecutionException.class, result::get);
    assertThat(failure).hasCauseThat().isInstanceOf(IllegalArgumentException.class);
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBodyThatReturnsNullGivesThePermitBack() {
    CompletableFuture<String> result = semaphore.with(() -> null);

    ExecutionException failure = assertThrows(ExecutionException.class, result::get);
    assertThat(failure).hasCauseThat().isInstanceOf(NullPointerException.class);
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBodyThatFailsGivesThePermitBackAndHandsOnItsExceptionAsItIs() {
    IllegalArgumentException thrown = new IllegalArgumentException("no");
    AtomicReference<Throwable> seen = new AtomicReference<>();
    CompletableFuture<String> source = new CompletableFuture<>();

    semaphore
        .with(() -> source.thenApply(text -> text))
        .whenComplete((value, failure) -> seen.set(failure));
    source.completeExceptionally(thrown);

    assertThat(seen.get()).isSameInstanceAs(thrown);
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void cancellingTheResultCancelsTheBody() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result = semaphore.with(() -> stage);

    assertThat(result.cancel(true)).isTrue();

    assertThat(stage.isCancelled()).isTrue();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void cancellingTheResultCancelsTheWaiting() {
    semaphore.acquire();
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<String> result =
        semaphore.with(
            () -> {
              ran.set(true);
              return CompletableFuture.completedFuture("");
            });

    result.cancel(true);

    assertThat(semaphore.waiting()).isEqualTo(0);
    assertThat(ran.get()).isFalse();
  }

  @Test
  void aBodyDoesNotRunForAResultThatWasCancelledAfterTheGrantWasDecided() {
    Permit held = semaphore.acquire().join();
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<Permit> first = semaphore.acquire();
    CompletableFuture<String> result =
        semaphore.with(
            () -> {
              ran.set(true);
              return CompletableFuture.completedFuture("");
            });
    first.thenAccept(
        permit -> {
          permit.close();
          result.cancel(true);
        });

    held.close();

    assertThat(result.isCancelled()).isTrue();
    assertThat(ran.get()).isFalse();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aTimeoutOfTheResultCancelsTheBodyAndIsSeenAsATimeout() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> result =
        semaphore.with(() -> stage).orTimeout(5, TimeUnit.MILLISECONDS);

    ExecutionException failure = assertThrows(ExecutionException.class, result::get);

    assertThat(failure).hasCauseThat().isInstanceOf(TimeoutException.class);
    assertThat(stage.isCancelled()).isTrue();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aBodyThatCannotBeCancelledKeepsThePermitUntilItIsComplete() {
    CompletableFuture<String> work = new CompletableFuture<>();
    CompletionStage<String> stage = work.minimalCompletionStage();
    CompletableFuture<String> result = semaphore.with(() -> stage);

    result.cancel(true);
    assertThat(result.isCancelled()).isTrue();
    assertThat(semaphore.available()).isEqualTo(0);

    work.complete("late");
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void dependentsOfAResultFindThePermitFree() {
    AtomicBoolean free = new AtomicBoolean();
    CompletableFuture<String> stage = new CompletableFuture<>();
    semaphore.with(() -> stage).thenRun(() -> free.set(semaphore.available() == 1));

    stage.complete("");

    assertThat(free.get()).isTrue();
  }

  @Test
  void resultsAreCompleteBeforeTheBodiesThatWaitedRun() {
    List<String> order = new ArrayList<>();
    CompletableFuture<String> stage = new CompletableFuture<>();
    semaphore.with(() -> stage).thenRun(() -> order.add("first result"));
    semaphore.with(
        () -> {
          order.add("second body");
          return CompletableFuture.completedFuture("");
        });

    stage.complete("");

    assertThat(order).containsExactly("first result", "second body").inOrder();
  }

  @Test
  void aThreadCanWaitForAPermitInTheSameQueue() throws Exception {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> blocking = onThread(semaphore::acquireBlocking);
    awaitWaiting(1);
    CompletableFuture<Permit> later = semaphore.acquire();

    held.close();

    Permit permit = blocking.get();
    assertThat(later.isDone()).isFalse();
    permit.close();
    assertThat(later.isDone()).isTrue();
  }

  @Test
  void anInterruptedThreadLeavesTheQueue() throws Exception {
    Permit held = semaphore.acquire().join();
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<Permit> blocking =
        onThread(
            () -> {
              thread.set(Thread.currentThread());
              return semaphore.acquireBlocking();
            });
    awaitWaiting(1);

    thread.get().interrupt();

    ExecutionException failure = assertThrows(ExecutionException.class, blocking::get);
    assertThat(failure).hasCauseThat().isInstanceOf(InterruptedException.class);
    assertThat(semaphore.waiting()).isEqualTo(0);
    held.close();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aThreadThatIsInterruptedBeforeTakesNoPermit() throws Exception {
    CompletableFuture<Permit> blocking =
        onThread(
            () -> {
              Thread.currentThread().interrupt();
              return semaphore.acquireBlocking();
            });

    ExecutionException failure = assertThrows(ExecutionException.class, blocking::get);
    assertThat(failure).hasCauseThat().isInstanceOf(InterruptedException.class);
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aThreadThatMustNotBlockIsRefusedAndLeavesNoWaiter() throws Exception {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> refused = onLoop(semaphore::acquireBlocking);

    ExecutionException failure = assertThrows(ExecutionException.class, refused::get);
    assertThat(failure).hasCauseThat().isInstanceOf(IllegalStateException.class);
    assertThat(failure).hasMessageThat().contains("AsyncSemaphore.acquireBlocking");
    held.close();
    assertThat(semaphore.available()).isEqualTo(1);
  }

  @Test
  void aThreadThatMustNotBlockMayTakeAFreePermit() throws Exception {
    assertThat(onLoop(semaphore::acquireBlocking).get().permits()).isEqualTo(1);
  }

  @Test
  void aThreadThatWaitsCompletesFirstWhatOthersWaitFor() throws Exception {
    AsyncSemaphore other = new AsyncSemaphore(0);
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> first = semaphore.acquire();
    // Granted by the callback below, on its thread, which then waits for what this grant brings
    // about.
    semaphore.acquire().thenRun(() -> other.resize(1));
    CompletableFuture<Permit> waited =
        first.thenApply(
            permit -> {
              permit.close();
              return unchecked(other::acquireBlocking);
            });

    held.close();

    assertThat(waited.get().permits()).isEqualTo(1);
  }

  @Test
  void aThreadThatWaitsIsWokenBeforeTheCallbackThatGrantsReturns() throws Exception {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Permit> first = semaphore.acquire();
    CompletableFuture<Permit> blocking = onThread(semaphore::acquireBlocking);
    awaitWaiting(2);
    // The callback runs inside a hand-over, so that others would have to wait for it.
    CompletableFuture<Permit> got =
        first.thenApply(
            permit -> {
              permit.close();
              return unchecked(blocking::get);
            });

    held.close();

    assertThat(got.get()).isSameInstanceAs(blocking.get());
  }

  @Test
  void drainTakesAllFreePermitsAndClosingGivesThemBack() {
    semaphore.resize(5);
    Permit one = semaphore.acquire().join();

    Permit drained = semaphore.drain().orElseThrow();

    assertThat(drained.permits()).isEqualTo(4);
    assertThat(semaphore.available()).isEqualTo(0);
    assertThat(semaphore.drain()).isEmpty();
    CompletableFuture<Permit> second = semaphore.acquire();
    CompletableFuture<Permit> third = semaphore.acquire();
    drained.close();
    assertThat(second.isDone()).isTrue();
    assertThat(third.isDone()).isTrue();
    assertThat(semaphore.available()).isEqualTo(2);
    one.close();
    assertThat(semaphore.available()).isEqualTo(3);
  }

  @Test
  void newPermitsGoToThoseWhoWait() {
    semaphore.resize(0);
    CompletableFuture<Permit> first = semaphore.acquire();
    CompletableFuture<Permit> second = semaphore.acquire();
    CompletableFuture<Permit> third = semaphore.acquire();

    semaphore.resize(2);

    assertThat(first.isDone()).isTrue();
    assertThat(second.isDone()).isTrue();
    assertThat(third.isDone()).isFalse();
    assertThat(semaphore.permits()).isEqualTo(2);
  }

  @Test
  void fewerPermitsThanAreHeldAreNotGrantedAgain() {
    semaphore.resize(2);
    Permit first = semaphore.acquire().join();
    Permit second = semaphore.acquire().join();

    semaphore.resize(0);
    CompletableFuture<Permit> waiter = semaphore.acquire();
    first.close();
    second.close();

    assertThat(semaphore.available()).isEqualTo(0);
    assertThat(waiter.isDone()).isFalse();
    semaphore.resize(1);
    assertThat(waiter.isDone()).isTrue();
  }

  @Test
  void negativePermitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AsyncSemaphore(-1));
    assertThrows(IllegalArgumentException.class, () -> semaphore.resize(-1));
  }

  @Test
  void asyncDependentsRunOnTheGivenExecutor() {
    List<Runnable> given = new ArrayList<>();
    Executor executor = given::add;
    AsyncSemaphore own = new AsyncSemaphore(1, executor);

    CompletableFuture<Permit> free = own.acquire();
    CompletableFuture<Permit> waiting = own.acquire();
    free.thenRunAsync(() -> {});
    free.join().close();
    waiting.thenApply(permit -> permit).thenRunAsync(() -> {});
    own.with(() -> CompletableFuture.completedFuture("")).cancel(true);
    waiting.join().close();
    own.with(() -> CompletableFuture.completedFuture("")).thenRunAsync(() -> {});

    assertThat(given).hasSize(3);
  }

  /** A known limit: the JDK does not tell a stage that one derived from it was cancelled. */
  @Test
  void aCancelledDerivedStageLosesThePermit() {
    Permit held = semaphore.acquire().join();
    CompletableFuture<Void> derived = semaphore.acquire().thenAccept(Permit::close);

    derived.cancel(true);
    held.close();

    assertThat(semaphore.available()).isEqualTo(0);
  }

  private void awaitWaiting(int number) {
    while (semaphore.waiting() != number) {
      Thread.onSpinWait();
    }
  }

  private static <T> T unchecked(Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> CompletableFuture<T> onThread(Attempt<T> attempt) {
    return start(new CompletableFuture<>(), attempt, Thread::new);
  }

  static <T> CompletableFuture<T> onLoop(Attempt<T> attempt) {
    return start(new CompletableFuture<>(), attempt, Loop::new);
  }

  private static <T> CompletableFuture<T> start(
      CompletableFuture<T> result,
      Attempt<T> attempt,
      java.util.function.Function<Runnable, Thread> constructor) {
    Thread thread =
        constructor.apply(
            () -> {
              try {
                result.complete(attempt.run());
              } catch (Throwable failure) {
                result.completeExceptionally(failure);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  interface Attempt<T> {
    T run() throws Exception;
  }

  private static final class Loop extends Thread implements NonBlockingThread {
    Loop(Runnable task) {
      super(task);
    }
  }

  private static final class Recorder extends Handler {
    private final List<LogRecord> records;

    Recorder(List<LogRecord> records) {
      this.records = records;
    }

    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
