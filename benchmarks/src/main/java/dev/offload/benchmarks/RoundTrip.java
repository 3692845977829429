package dev.offload.benchmarks;

import dev.offload.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A task that does nothing, there and back: what offloading costs. */
final class RoundTrip {
  /** Threads of each peer. */
  static final int THREADS = 4;

  private static final Callable<Integer> NOTHING = () -> 1;

  private RoundTrip() {}

  static int once(Peer peer) throws Exception {
    return peer.submit(NOTHING).get();
  }

  /** Round trips on the calling thread. */
  static Repeated oneCaller(Peer peer) {
    return times -> {
      for (int i = 0; i < times; i++) {
        once(peer);
      }
    };
  }

  /** Round trips on several threads at once. */
  static Repeated callers(int number, ExecutorService threads, Peer peer) {
    Repeated caller = oneCaller(peer);
    return times -> {
      Callable<Void> share =
          () -> {
            caller.run(times / number);
            return null;
          };
      all(threads.invokeAll(Collections.nCopies(number, share)));
    };
  }

  /** The work of 1,000 calls that sleep for 2 ms each. */
  static void blockingMix(Peer peer) throws Exception {
    List<Future<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(
          peer.submit(
              () -> {
                Thread.sleep(2);
                return null;
              }));
    }
    all(calls);
  }

  private static void all(List<Future<Void>> futures) throws Exception {
    for (Future<Void> future : futures) {
      future.get();
    }
  }
}
