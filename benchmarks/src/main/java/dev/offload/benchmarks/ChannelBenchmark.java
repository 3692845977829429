package dev.offload.benchmarks;

import dev.offload.ThreadKind;
import dev.offload.benchmarks.peers.Threads;
import java.util.concurrent.ExecutorService;
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

/** Sends 10,000 elements from one thread to another through a channel that holds 64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChannelBenchmark {
  @Param private Channels channel;

  @Param({"PLATFORM", "VIRTUAL"})
  private ThreadKind threads;

  private ExecutorService executor;
  private Repeated open;

  @Setup
  public void open() {
    executor = threads == ThreadKind.VIRTUAL ? Threads.virtual() : Threads.pool(2);
    open = channel.open(executor);
  }

  @TearDown
  public void close() {
    executor.shutdown();
  }

  @Benchmark
  public void elements() throws Exception {
    open.run(1);
  }
}
