package dev.offload.benchmarks.peers;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

final class VertxPeer implements Peer {
  private final Vertx vertx = Vertx.vertx();
  private final WorkerExecutor workers;

  VertxPeer(int threads) {
    this.workers = vertx.createSharedWorkerExecutor("benchmark", threads);
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return workers.executeBlocking(work, false).toCompletionStage().toCompletableFuture();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
