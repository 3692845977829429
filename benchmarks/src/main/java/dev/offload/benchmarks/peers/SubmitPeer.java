package dev.offload.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

final class SubmitPeer implements Peer {
  private final ExecutorService executor;

  SubmitPeer(ExecutorService executor) {
    this.executor = executor;
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  @Override
  public void close() {
    Threads.end(executor);
  }
}
