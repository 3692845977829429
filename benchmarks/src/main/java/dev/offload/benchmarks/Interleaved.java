package dev.offload.benchmarks;

import dev.offload.benchmarks.peers.Peer;
import dev.offload.benchmarks.peers.Peers;
import dev.offload.benchmarks.peers.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Our bars, measured by {@link Contest}. Arguments: {@code quick} or {@code full}, and a regular
 * expression for the names of some contests. Exit status 1 if a bar is not met.
 */
public final class Interleaved {
  private static final double MOST_OF_SUPPLY_ASYNC = 1.05;

  /** From one virtual thread to another it is so near that a look at the clock matters. */
  private static final double NANOS_THAT_DO_NOT_MATTER = 200;

  private static final double MOST_NANOS_OF_LOCK = 25;
  private static final int CALLERS = 4;
  private static final int HEATS = 6;

  /** Short enough for some batches to be left alone by the other programs on the machine. */
  private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final int rounds;
  private final Pattern wanted;
  private final List<String> verdicts = new ArrayList<>();
  private boolean hasFailed;

  private Interleaved(boolean isFull, Pattern wanted) {
    this.rounds = isFull ? 3000 : 300;
    this.wanted = wanted;
  }

  /** Runs all. */
  public static void main(String[] arguments) throws Exception {
    Pattern wanted = Pattern.compile(arguments.length > 1 ? arguments[1] : "");
    Interleaved interleaved = new Interleaved(arguments[0].equals("full"), wanted);
    System.out.printf(
        "Java %s, %d processors%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors());
    interleaved.runAll();
    interleaved.verdicts.forEach(System.out::println);
    System.exit(interleaved.hasFailed ? 1 : 0);
  }

  private void runAll() throws Exception {
    roundTrip("round trip", Threads.pool(CALLERS));
    if (Threads.hasVirtual()) {
      roundTrip("round trip on virtual threads", Threads.virtual());
    }
    blockingMix();
    locks();
    channels("10,000 elements", Threads.pool(2));
    if (Threads.hasVirtual()) {
      channels("10,000 elements on virtual threads", Threads.virtual());
    }
  }

  private void roundTrip(String name, ExecutorService callers) throws Exception {
    for (int number : new int[] {1, CALLERS}) {
      String title = name + (number == 1 ? ", 1 caller" : ", " + number + " callers");
      roundTrip(title, number, callers, false);
      if (Threads.hasVirtual()) {
        roundTrip(title + ", calls on virtual threads", number, callers, true);
      }
    }
    callers.shutdown();
  }

  private void roundTrip(String title, int number, ExecutorService callers, boolean isVirtual)
      throws Exception {
    if (!isWanted(title)) {
      return;
    }
    Contest contest = contest(title, rounds / HEATS);
    Peers baseline = isVirtual ? Peers.SUPPLY_ASYNC_VIRTUAL : Peers.SUPPLY_ASYNC;
    List<Peers> peers = firstOf(baseline, peer -> peer.isVirtual() == isVirtual);
    for (int heat = 0; heat < HEATS; heat++) {
      List<Peer> opened = new ArrayList<>();
      for (Peers peer : peers) {
        Peer open = peer.open(RoundTrip.THREADS);
        opened.add(open);
        contest.add(peer.title(), RoundTrip.callers(number, callers, open));
      }
      contest.run();
      opened.forEach(Peer::close);
    }
    System.out.println(contest.table());
    if (isVirtual) {
      judge(title, contest, Peers.OFFLOAD_VIRTUAL, baseline);
    } else {
      judge(title, contest, Peers.OFFLOAD, baseline);
      judge(title + ", over the pool", contest, Peers.OFFLOAD_OVER_POOL, baseline);
    }
  }

  private void blockingMix() throws Exception {
    String title = "1,000 sleeps of 2 ms on 64 threads";
    if (!isWanted(title)) {
      return;
    }
    Contest contest = contest(title, rounds / 10);
    List<Peer> opened = new ArrayList<>();
    // The others have no limit on virtual threads.
    Predicate<Peers> limited = peer -> !peer.isVirtual() || peer == Peers.OFFLOAD_VIRTUAL;
    for (Peers peer : firstOf(Peers.SUPPLY_ASYNC, limited)) {
      Peer open = peer.open(64);
      opened.add(open);
      contest.add(
          peer.isVirtual() ? peer.title() + ", virtual threads" : peer.title(),
          times -> {
            for (int i = 0; i < times; i++) {
              RoundTrip.blockingMix(open);
            }
          });
    }
    contest.run();
    System.out.println(contest.table());
    judge(title, contest, Peers.OFFLOAD, Peers.SUPPLY_ASYNC);
    opened.forEach(Peer::close);
  }

  private void locks() throws Exception {
    String title = "lock, uncontended";
    if (!isWanted(title)) {
      return;
    }
    Contest contest = contest(title, rounds);
    for (Locks lock : Locks.values()) {
      contest.add(lock.title(), lock.open());
    }
    contest.run();
    System.out.println(contest.table());
    double nanos = contest.nanos(Locks.OFFLOAD_ACQUIRE.title(), Contest.LEAST_DISTURBED);
    verdict(
        nanos <= MOST_NANOS_OF_LOCK,
        String.format(Locale.ROOT, "%s: %.1f ns, at most %.0f", title, nanos, MOST_NANOS_OF_LOCK));
  }

  private void channels(String title, ExecutorService threads) throws Exception {
    if (isWanted(title)) {
      Contest contest = contest(title, rounds);
      for (Channels channel : Channels.available()) {
        contest.add(channel.title(), channel.open(threads));
      }
      contest.run();
      System.out.println(contest.table());
    }
    threads.shutdown();
  }

  private boolean isWanted(String title) {
    return wanted.matcher(title).find();
  }

  private static Contest contest(String title, int rounds) {
    return new Contest(title, rounds, BATCH_NANOS);
  }

  private void judge(String title, Contest contest, Peers ours, Peers baseline) {
    double ratio = contest.ratio(ours.title(), baseline.title());
    double more =
        contest.nanos(ours.title(), Contest.LEAST_DISTURBED)
            - contest.nanos(baseline.title(), Contest.LEAST_DISTURBED);
    verdict(
        ratio <= MOST_OF_SUPPLY_ASYNC || more <= NANOS_THAT_DO_NOT_MATTER,
        String.format(
            Locale.ROOT,
            "%s: %.2f times supplyAsync, %.2f µs more; at most %.2f times, or %.1f µs more",
            title,
            ratio,
            more / 1000,
            MOST_OF_SUPPLY_ASYNC,
            NANOS_THAT_DO_NOT_MATTER / 1000));
  }

  private void verdict(boolean isMet, String text) {
    verdicts.add((isMet ? "met      " : "NOT MET  ") + text);
    hasFailed |= !isMet;
  }

  private static List<Peers> firstOf(Peers first, Predicate<Peers> wanted) {
    List<Peers> ordered = new ArrayList<>(Peers.available());
    ordered.removeIf(wanted.negate().or(first::equals));
    ordered.add(0, first);
    return ordered;
  }
}
