package dev.offload.benchmarks.peers;

import dev.offload.Offloader;
import dev.offload.Sync;
import dev.offload.ThreadKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

final class OffloadPeer implements Peer {
  private final Offloader offloader;

  OffloadPeer(ThreadKind kind, int threads) {
    this.offloader =
        Offloader.builder("benchmark")
            .threads(kind)
            .maxConcurrency(threads)
            .queueCapacity(Integer.MAX_VALUE)
            .build();
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return offloader.call(work);
  }

  @Override
  public <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    return Sync.await((CompletableFuture<T>) future);
  }

  @Override
  public void close() {
    CompletableFuture<Void> end = offloader.shutdown(Duration.ZERO);
    end.join();
  }
}
