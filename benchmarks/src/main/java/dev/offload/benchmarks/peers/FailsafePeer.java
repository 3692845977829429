package dev.offload.benchmarks.peers;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

final class FailsafePeer implements Peer {
  private final ExecutorService executor;
  private final FailsafeExecutor<Object> failsafe;

  FailsafePeer(ExecutorService executor) {
    this.executor = executor;
    this.failsafe = Failsafe.none().with(executor);
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return failsafe.getAsync(work::call);
  }

  @Override
  public void close() {
    Threads.end(executor);
  }
}
