package dev.offload.benchmarks;

import dev.offload.ThreadKind;
import dev.offload.benchmarks.peers.Peers;
import dev.offload.benchmarks.peers.Threads;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The benchmarks with JMH, with those peers that the JVM can run. Arguments: {@code quick} or
 * {@code full}, a file for the results, and a regular expression for the names of some benchmarks.
 */
public final class Jmh {
  private Jmh() {}

  /** Runs all. */
  public static void main(String[] arguments) throws RunnerException {
    boolean isFull = arguments[0].equals("full");
    String results = arguments[1];
    String wanted = arguments.length > 2 ? arguments[2] : ".*";
    run(options(isFull, wanted).result(results + ".json"));
    if (isFull && Threads.hasVirtual() && wanted.equals(".*")) {
      // The callers are virtual threads.
      run(
          options(true, "RoundTripBenchmark")
              .jvmArgsAppend("-Djmh.executor=VIRTUAL")
              .result(results + "-virtual-callers.json"));
    }
  }

  private static void run(ChainedOptionsBuilder options) throws RunnerException {
    new Runner(options.build()).run();
  }

  private static ChainedOptionsBuilder options(boolean isFull, String wanted) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(wanted)
            .param("peer", names(Peers.available()))
            .param("channel", names(Channels.available()))
            .param("threads", names(threads()))
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .shouldFailOnError(true)
            .forks(isFull ? 3 : 1);
    TimeValue time = TimeValue.milliseconds(isFull ? 1000 : 200);
    return options
        .warmupTime(time)
        .measurementTime(time)
        .warmupIterations(isFull ? 5 : 3)
        .measurementIterations(isFull ? 10 : 5);
  }

  private static List<ThreadKind> threads() {
    return Threads.hasVirtual()
        ? List.of(ThreadKind.PLATFORM, ThreadKind.VIRTUAL)
        : List.of(ThreadKind.PLATFORM);
  }

  private static String[] names(List<? extends Enum<?>> values) {
    return values.stream().map(Enum::name).toArray(String[]::new);
  }
}
