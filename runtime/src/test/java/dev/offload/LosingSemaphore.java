package dev.offload;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A semaphore with one permit as it is often written: whoever is cancelled after it was taken from
 * the queue and before its future is completed takes the permit along. The tests must notice.
 */
final class LosingSemaphore {
  private final Queue<CompletableFuture<Void>> waiters = new ArrayDeque<>();
  private boolean free = true;

  synchronized CompletableFuture<Void> acquire() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    if (free) {
      free = false;
      future.complete(null);
    } else {
      waiters.add(future);
    }
    return future;
  }

  void release() {
    CompletableFuture<Void> next;
    synchronized (this) {
      do {
        next = waiters.poll();
      } while (next != null && next.isDone());
      if (next == null) {
        free = true;
        return;
      }
    }
    next.complete(null);
  }

  synchronized boolean tryAcquire() {
    boolean taken = free;
    free = false;
    return taken;
  }
}
