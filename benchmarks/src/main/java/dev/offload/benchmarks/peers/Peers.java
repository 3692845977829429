package dev.offload.benchmarks.peers;

import dev.offload.ThreadKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * All that are compared: ours and the alternatives. Those with {@code VIRTUAL} in their names start
 * a virtual thread for each call, which needs Java 21.
 */
public enum Peers {
  OFFLOAD("Offload `call`", threads -> new OffloadPeer(ThreadKind.PLATFORM, threads)),
  OFFLOAD_OVER_POOL("Offload `call(work, pool)`", OffloadOverPoolPeer::new),
  SUPPLY_ASYNC(
      "JDK `supplyAsync(fn, pool)`", threads -> new SupplyAsyncPeer(Threads.pool(threads))),
  SUBMIT("JDK `submit`", threads -> new SubmitPeer(Threads.pool(threads))),
  GUAVA("Guava `ListeningExecutorService`", threads -> new GuavaPeer(Threads.pool(threads))),
  FAILSAFE("Failsafe `getAsync`", threads -> new FailsafePeer(Threads.pool(threads))),
  RESILIENCE4J("resilience4j `ThreadPoolBulkhead`", BulkheadPeer::new),
  VERTX("Vert.x `executeBlocking`", VertxPeer::new),
  REACTOR("Reactor `fromCallable`, `boundedElastic`", ReactorPeer::new),
  KOTLIN("Kotlin `future { runInterruptible }`", threads -> new KotlinPeer(Threads.pool(threads))),

  OFFLOAD_VIRTUAL("Offload", threads -> new OffloadPeer(ThreadKind.VIRTUAL, threads)),
  SUPPLY_ASYNC_VIRTUAL("JDK `supplyAsync`", threads -> new SupplyAsyncPeer(Threads.virtual())),
  SUBMIT_VIRTUAL("JDK `submit`", threads -> new SubmitPeer(Threads.virtual())),
  GUAVA_VIRTUAL("Guava", threads -> new GuavaPeer(Threads.virtual())),
  FAILSAFE_VIRTUAL("Failsafe", threads -> new FailsafePeer(Threads.virtual())),
  KOTLIN_VIRTUAL("Kotlin", threads -> new KotlinPeer(Threads.virtual()));

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final IntFunction<Peer> constructor;

  Peers(String title, IntFunction<Peer> constructor) {
    this.title = title;
    this.constructor = constructor;
  }

  /** What it is called in tables, in Markdown. */
  public String title() {
    return title;
  }

  /** A new one with that many threads; those with virtual threads have no limit, but for ours. */
  public Peer open(int threads) {
    return constructor.apply(threads);
  }

  /** Whether it has virtual threads. */
  public boolean isVirtual() {
    return name().endsWith("_VIRTUAL");
  }

  /** Those that this JVM can run. */
  public static List<Peers> available() {
    return Arrays.stream(values())
        .filter(peer -> Threads.hasVirtual() || !peer.isVirtual())
        .toList();
  }
}
