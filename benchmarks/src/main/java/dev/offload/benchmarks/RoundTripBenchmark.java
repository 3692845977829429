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
import org.openjdk.jmh.annotations.Threads;

/** Offloads a task that does nothing, and waits for it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoundTripBenchmark {
  @Param private Peers peer;
  private Peer open;

  @Setup
  public void open() {
    open = peer.open(RoundTrip.THREADS);
  }

  @TearDown
  public void close() {
    open.close();
  }

  @Benchmark
  @Threads(1)
  public int oneCaller() throws Exception {
    return RoundTrip.once(open);
  }

  @Benchmark
  @Threads(4)
  public int fourCallers() throws Exception {
    return RoundTrip.once(open);
  }
}
