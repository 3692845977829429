package dev.offload.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Takes a lock and gives it back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LockBenchmark {
  private static final int TIMES = 1000;

  @Param private Locks lock;
  private Repeated open;

  @Setup
  public void open() {
    open = lock.open();
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void uncontended() throws Exception {
    open.run(TIMES);
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  @Threads(4)
  public void contendedByFour() throws Exception {
    open.run(TIMES);
  }
}
