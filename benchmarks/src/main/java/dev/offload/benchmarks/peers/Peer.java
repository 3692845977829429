package dev.offload.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A library's way of running work that blocks on other threads. */
public interface Peer extends AutoCloseable {
  /** Runs the work on another thread; the future is the one that users of the library hold. */
  <T> Future<T> submit(Callable<T> work);

  /** Waits inside other work of the same peer, in the way that the library has for that. */
  default <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
    return future.get();
  }

  /** Ends at once, whatever is queued or running, in the most thorough way that the library has. */
  @Override
  void close();
}
