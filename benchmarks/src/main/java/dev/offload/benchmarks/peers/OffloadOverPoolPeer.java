package dev.offload.benchmarks.peers;

import dev.offload.Offload;
import dev.offload.Sync;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Ours on the very threads of the others. */
final class OffloadOverPoolPeer implements Peer {
  private final ExecutorService pool;

  OffloadOverPoolPeer(int threads) {
    this.pool = Threads.pool(threads);
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return Offload.call(work, pool);
  }

  @Override
  public <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    return Sync.await((CompletableFuture<T>) future);
  }

  @Override
  public void close() {
    Threads.end(pool);
  }
}
