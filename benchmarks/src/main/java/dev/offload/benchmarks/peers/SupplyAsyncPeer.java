package dev.offload.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** What people write by hand. */
final class SupplyAsyncPeer implements Peer {
  private final ExecutorService executor;

  SupplyAsyncPeer(ExecutorService executor) {
    this.executor = executor;
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        executor);
  }

  @Override
  public void close() {
    Threads.end(executor);
  }
}
