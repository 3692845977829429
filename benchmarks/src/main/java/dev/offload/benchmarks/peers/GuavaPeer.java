package dev.offload.benchmarks.peers;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

final class GuavaPeer implements Peer {
  private final ListeningExecutorService executor;

  GuavaPeer(ExecutorService executor) {
    this.executor = MoreExecutors.listeningDecorator(executor);
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
