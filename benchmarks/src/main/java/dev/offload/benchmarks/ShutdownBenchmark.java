package dev.offload.benchmarks;

import dev.offload.benchmarks.peers.Peer;
import dev.offload.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Ends a pool of four threads, all of them busy, with 10,000 tasks in the queue. Counts the futures
 * that are not settled when that is over and on which somebody would wait for ever.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ShutdownBenchmark {
  private static final int QUEUED = 10_000;

  @Param private Peers peer;
  private final List<Future<?>> queued = new ArrayList<>();
  private Peer open;

  @Setup(Level.Invocation)
  public void fill() throws InterruptedException {
    open = peer.open(RoundTrip.THREADS);
    CountDownLatch busy = new CountDownLatch(RoundTrip.THREADS);
    CountDownLatch never = new CountDownLatch(1);
    queued.clear();
    for (int i = 0; i < RoundTrip.THREADS + QUEUED; i++) {
      queued.add(
          open.submit(
              () -> {
                busy.countDown();
                never.await();
                return null;
              }));
    }
    busy.await();
  }

  @Benchmark
  public void close(Unsettled unsettled) {
    open.close();
    unsettled.unsettled = queued.stream().filter(future -> !future.isDone()).count();
  }

  /** A second result. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Unsettled {
    /** Futures that are not settled. */
    public long unsettled;
  }
}
