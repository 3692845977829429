package dev.offload.benchmarks.peers;

import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

final class BulkheadPeer implements Peer {
  /** Its queue is an array. */
  private static final int QUEUE_CAPACITY = 20_000;

  private final ThreadPoolBulkhead bulkhead;

  BulkheadPeer(int threads) {
    ThreadPoolBulkheadConfig config =
        ThreadPoolBulkheadConfig.custom()
            .coreThreadPoolSize(threads)
            .maxThreadPoolSize(threads)
            .queueCapacity(QUEUE_CAPACITY)
            .build();
    this.bulkhead = ThreadPoolBulkhead.of("benchmark", config);
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return bulkhead.submit(work).toCompletableFuture();
  }

  @Override
  public void close() {
    try {
      bulkhead.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
