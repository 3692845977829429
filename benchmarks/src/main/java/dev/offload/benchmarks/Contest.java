package dev.offload.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Measures several operations in the same JVM at the same time: in each round each of them runs a
 * short batch, in random order, so that whatever disturbs the machine disturbs all.
 */
final class Contest {
  /** The percentile that other programs on the machine change least. */
  static final int LEAST_DISTURBED = 10;

  private static final int LEAST_WARM_UP_ROUNDS = 10;
  private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /** Once it has been compiled. */
  private static final long LATER_WARM_UP_NANOS = WARM_UP_NANOS / 7;

  private final String title;
  private final long batchNanos;
  private final int rounds;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /**
   * @param batchNanos how long a batch should take
   */
  Contest(String title, int rounds, long batchNanos) {
    this.title = title;
    this.rounds = rounds;
    this.batchNanos = batchNanos;
  }

  /**
   * One more, or the same made anew; the first one is what the others are compared with. Threads
   * that are made anew find other places on the processors, which matters more than all the rest.
   */
  void add(String name, Repeated repeated) {
    operations.computeIfAbsent(name, any -> new Operation()).repeated = repeated;
  }

  /** Measures what has been added; may be called again. */
  void run() throws Exception {
    List<Operation> order = new ArrayList<>(operations.values());
    for (Operation operation : order) {
      operation.warmUp(batchNanos);
    }
    Random random = new Random();
    for (int i = 0; i < rounds; i++) {
      Collections.shuffle(order, random);
      for (Operation operation : order) {
        operation.measure();
      }
    }
  }

  /** How long it took in comparison with another, both as little disturbed as they get. */
  double ratio(String name, String other) {
    return nanos(name, LEAST_DISTURBED) / nanos(other, LEAST_DISTURBED);
  }

  /** Nanoseconds of one operation. */
  double nanos(String name, int percentile) {
    return percentile(operations.get(name).nanos, percentile);
  }

  private static double percentile(List<Double> values, int percentile) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    return sorted.get((sorted.size() - 1) * percentile / 100);
  }

  /** A table in Markdown. */
  String table() {
    String first = operations.keySet().iterator().next();
    TimeUnit unit =
        nanos(first, LEAST_DISTURBED) < 1000 ? TimeUnit.NANOSECONDS : TimeUnit.MICROSECONDS;
    StringBuilder table = new StringBuilder();
    table.append("| %s, %s | p10 | p25 | p50 | ratio |%n".formatted(title, name(unit)));
    table.append("|---|---|---|---|---|%n".formatted());
    for (String name : operations.keySet()) {
      table.append("| ").append(name);
      for (int percentile : new int[] {10, 25, 50}) {
        table.append(
            String.format(Locale.ROOT, " | %.1f", nanos(name, percentile) / unit.toNanos(1)));
      }
      table.append(String.format(Locale.ROOT, " | %.2f |%n", ratio(name, first)));
    }
    return table.toString();
  }

  private static String name(TimeUnit unit) {
    return unit == TimeUnit.NANOSECONDS ? "ns" : "µs";
  }

  private static final class Operation {
    private final List<Double> nanos = new ArrayList<>();
    private Repeated repeated;
    private int times = 1;

    /** Finds out how often it fits into a batch, with compiled code. */
    void warmUp(long batchNanos) throws Exception {
      long end = System.nanoTime() + (nanos.isEmpty() ? WARM_UP_NANOS : LATER_WARM_UP_NANOS);
      double least = Double.MAX_VALUE;
      for (int i = 0; i < LEAST_WARM_UP_ROUNDS || System.nanoTime() < end; i++) {
        least = Math.min(least, timeOnce());
        times = (int) Math.max(1, Math.min(1 << 24, batchNanos / Math.max(least, 0.5)));
      }
    }

    void measure() throws Exception {
      nanos.add(timeOnce());
    }

    private double timeOnce() throws Exception {
      long start = System.nanoTime();
      repeated.run(times);
      return (System.nanoTime() - start) / (double) times;
    }
  }
}
