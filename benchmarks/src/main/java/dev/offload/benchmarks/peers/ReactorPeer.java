package dev.offload.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

final class ReactorPeer implements Peer {
  private final Scheduler scheduler;

  ReactorPeer(int threads) {
    this.scheduler =
        Schedulers.newBoundedElastic(threads, Integer.MAX_VALUE, "benchmark", 60, true);
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return Mono.<T>fromCallable(work).subscribeOn(scheduler).toFuture();
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
