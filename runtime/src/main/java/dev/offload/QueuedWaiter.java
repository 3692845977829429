package dev.offload;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** A waiter that is its own link in a {@link WaitQueue}. */
abstract class QueuedWaiter<T, W extends QueuedWaiter<T, W>> extends Waiter<T> {
  /** Guarded, like the other links, by the lock of the queue's owner. */
  W previous;

  W next;
  boolean queued;

  private final boolean blocksThread;

  /**
   * @param blocksThread whether a thread waits in {@link #await}, and nobody else knows this future
   */
  QueuedWaiter(Executor executor, boolean blocksThread) {
    super(executor);
    this.blocksThread = blocksThread;
  }

  /** Settles this waiter, which never stood in a queue and which nobody knows yet. */
  final void settleUnqueued(T value) {
    claim();
    succeed(value);
  }

  /** Settles this waiter like {@link #settleUnqueued}, by a failure. */
  final void failUnqueued(Throwable failure) {
    claim();
    fail(failure);
  }

  /**
   * Settles this waiter, which the caller has claimed. Runs user code: not for use under a lock.
   */
  final void handOver(T value) {
    if (blocksThread) {
      // It has no dependents that could need the stack, and must not wait for those of others.
      succeed(value);
    } else {
      Trampoline.run(() -> succeed(value));
    }
  }

  /** Settles this waiter like {@link #handOver}, by a failure. */
  final void handOverFailure(Throwable failure) {
    if (blocksThread) {
      fail(failure);
    } else {
      Trampoline.run(() -> fail(failure));
    }
  }

  /**
   * Blocks the calling thread until it is its turn, and leaves the queue if it may not wait or is
   * interrupted. If that comes too late, because the thread's turn has come, what was handed over
   * is returned all the same, and the thread stays interrupted.
   *
   * @param operation what waits, for the message: "AsyncLock.acquireBlocking"
   * @throws CompletionException around the failure, if there is one
   */
  final T await(String operation) throws InterruptedException {
    try {
      if (!isDone()) {
        NonBlockingThreads.check(operation);
        Trampoline.drain();
      }
      return get();
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    } catch (InterruptedException | IllegalStateException reason) {
      if (cancel(false)) {
        throw reason;
      }
      T value = join();
      if (reason instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return value;
    }
  }
}
