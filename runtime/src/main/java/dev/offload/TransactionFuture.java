package dev.offload;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The result of a transaction. Either it is given up before the commit begins, and then there is no
 * commit, or the commit decides: what was committed is never reported as cancelled, nor the other
 * way round.
 */
final class TransactionFuture<T> extends Waiter<T> {
  private volatile boolean isCommitting;
  private volatile CompletableFuture<T> call;

  TransactionFuture(Executor executor) {
    super(executor);
  }

  /** The call that does the work; before anybody else knows this future. */
  void follow(CompletableFuture<T> transaction) {
    call = transaction;
    transaction.whenComplete(
        (value, failure) -> {
          // Rejected, failed, or ended by a shutdown.
          if (claim()) {
            settleLike(value, failure);
          }
        });
  }

  /**
   * Called before the commit; from here on the transaction cannot be given up.
   *
   * @throws CancellationException if it has been
   */
  void beginCommit() {
    if (!claim()) {
      throw new CancellationException("the transaction was cancelled before its commit");
    }
    isCommitting = true;
  }

  /** The outcome of a commit, if there was one. */
  void endCommit(T value, Throwable failure) {
    if (isCommitting) {
      settleLike(value, failure);
    }
  }

  @Override
  void leave() {
    call.cancel(true);
  }

  @Override
  void tasks(boolean isNeeded, Consumer<Task<?>> action) {
    if (call instanceof OffloadFuture<?> future) {
      future.forEachTask(isNeeded, action);
    }
  }
}
