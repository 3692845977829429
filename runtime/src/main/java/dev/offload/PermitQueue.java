package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Permits and those who wait for them: what {@link AsyncSemaphore} and {@link AsyncLock} share. A
 * permit that comes back while somebody waits is handed to the first in the queue; nobody can take
 * it in between.
 *
 * <p>As long as nobody waits, one compare-and-set takes or returns a permit. Everything else
 * happens under the lock, and nothing but the lock's holder changes the state as long as somebody
 * waits.
 *
 * @param <P> how users see a permit
 */
@NonBlocking
@SuppressWarnings("BlockingLock") // Short: guards a few fields, and runs nobody else's code.
final class PermitQueue<P> {
  private static final long SOMEBODY_WAITS = 1;
  private static final long ONE_PERMIT = 2;

  private final Executor executor;
  private final Function<Token, P> view;
  private final Object lock = new Object();

  /**
   * Twice the number of free permits, plus {@link #SOMEBODY_WAITS}. Negative if a {@link #resize}
   * left fewer permits than are held.
   */
  private final AtomicLong state;

  private final WaitQueue<Acquisition> waiters = new WaitQueue<>();
  private int permits;

  PermitQueue(int permits, Executor executor, Function<Token, P> view) {
    this.executor = executor;
    this.view = view;
    this.permits = permits;
    this.state = new AtomicLong(permits * ONE_PERMIT);
  }

  CompletableFuture<P> acquire() {
    if (!tryTake()) {
      return enqueue(false);
    }
    OffloadFuture<P> granted = new OffloadFuture<>(executor);
    granted.succeed(permit(1));
    return granted;
  }

  Optional<P> tryAcquire() {
    return tryTake() ? Optional.of(permit(1)) : Optional.empty();
  }

  @Blocking
  P acquireBlocking(String operation) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return tryTake() ? permit(1) : enqueue(true).await(operation);
  }

  <T> CompletableFuture<T> with(
      Supplier<? extends CompletionStage<T>> body, Consumer<? super P> release) {
    GuardedBody<P, T> result = new GuardedBody<>(executor, body, release);
    result.start(acquire());
    return result;
  }

  <T> CompletableFuture<T> refuse(RuntimeException reason) {
    OffloadFuture<T> refused = new OffloadFuture<>(executor);
    refused.fail(reason);
    return refused;
  }

  /** Takes all free permits at once; empty if there are none. */
  Optional<P> drain() {
    while (true) {
      long seen = state.get();
      if (!hasFree(seen)) {
        return Optional.empty();
      }
      // At most a state without permits and without waiters remains.
      if (state.compareAndSet(seen, 0)) {
        return Optional.of(permit((int) (seen / ONE_PERMIT)));
      }
    }
  }

  /** Changes the number of permits in total. */
  void resize(int newPermits) {
    Acquisition granted;
    synchronized (lock) {
      state.addAndGet((newPermits - (long) permits) * ONE_PERMIT);
      permits = newPermits;
      granted = grant();
    }
    handOver(granted);
  }

  int permits() {
    synchronized (lock) {
      return permits;
    }
  }

  int available() {
    return (int) Math.max(0, state.get() >> 1);
  }

  int waiting() {
    synchronized (lock) {
      return waiters.size();
    }
  }

  private static boolean hasFree(long state) {
    return state >= ONE_PERMIT && (state & SOMEBODY_WAITS) == 0;
  }

  private boolean tryTake() {
    while (true) {
      long seen = state.get();
      if (!hasFree(seen)) {
        return false;
      }
      if (state.compareAndSet(seen, seen - ONE_PERMIT)) {
        return true;
      }
    }
  }

  private P permit(int count) {
    return view.apply(new Token(this, count));
  }

  private Acquisition enqueue(boolean blocksThread) {
    Acquisition acquisition = new Acquisition(blocksThread);
    synchronized (lock) {
      while (!tryTake()) {
        long seen = state.get();
        // A permit that comes back before this mark is set is seen by the next turn of the loop.
        if (!hasFree(seen) && state.compareAndSet(seen, seen | SOMEBODY_WAITS)) {
          waiters.add(acquisition);
          return acquisition;
        }
      }
    }
    acquisition.settleUnqueued(permit(1));
    return acquisition;
  }

  /** Gives permits back; called by {@link Token#close}. */
  void release(int count) {
    long seen = state.get();
    while ((seen & SOMEBODY_WAITS) == 0) {
      if (state.compareAndSet(seen, seen + count * ONE_PERMIT)) {
        return;
      }
      seen = state.get();
    }
    Acquisition granted;
    synchronized (lock) {
      state.addAndGet(count * ONE_PERMIT);
      granted = grant();
    }
    handOver(granted);
  }

  /** Takes free permits for those who wait, who come back as a chain; under the lock. */
  private Acquisition grant() {
    Acquisition first = null;
    Acquisition last = null;
    while (!waiters.isEmpty() && state.get() >= ONE_PERMIT) {
      Acquisition acquisition = waiters.claimFirst();
      if (acquisition == null) {
        break;
      }
      state.addAndGet(-ONE_PERMIT);
      if (last == null) {
        first = acquisition;
      } else {
        last.next = acquisition;
      }
      last = acquisition;
    }
    unmarkIfNobodyWaits();
    return first;
  }

  private void unmarkIfNobodyWaits() {
    if (waiters.isEmpty()) {
      state.getAndUpdate(value -> value & ~SOMEBODY_WAITS);
    }
  }

  private void handOver(Acquisition granted) {
    Acquisition acquisition = granted;
    while (acquisition != null) {
      Acquisition next = acquisition.next;
      acquisition.next = null;
      acquisition.handOver(permit(1));
      acquisition = next;
    }
  }

  private final class Acquisition extends QueuedWaiter<P, Acquisition> {
    Acquisition(boolean blocksThread) {
      super(executor, blocksThread);
    }

    @Override
    void leave() {
      synchronized (lock) {
        waiters.remove(this);
        unmarkIfNobodyWaits();
      }
    }
  }
}
