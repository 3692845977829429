package dev.offload.benchmarks;

import dev.offload.benchmarks.peers.Peer;
import dev.offload.benchmarks.peers.Peers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Offloads 1,000 tasks that sleep for 2 ms to 64 threads. The others have no limit on virtual
 * threads, so that they are as quick as they like there.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BlockingMixBenchmark {
  @Param private Peers peer;
  private Peer open;

  @Setup
  public void open() {
    open = peer.open(64);
  }

  @TearDown
  public void close() {
    open.close();
  }

  @Benchmark
  public void sleeps() throws Exception {
    RoundTrip.blockingMix(open);
  }
}
