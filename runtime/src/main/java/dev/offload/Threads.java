package dev.offload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Makes threads: daemons with a name that is given once. */
final class Threads {
  /** JDK 24 no longer pins a virtual thread's carrier inside {@code synchronized} (JEP 491). */
  private static final int FIRST_WITHOUT_PINNING = 24;

  private Threads() {}

  /** Platform threads {@code name-1}, {@code name-2} ... */
  static ThreadFactory platform(String name, Function<Runnable, Thread> constructor) {
    AtomicLong number = new AtomicLong();
    return task -> {
      Thread thread = constructor.apply(task);
      thread.setName(name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Virtual threads, all of one name, as numbers take time; empty if this JVM has none. */
  static Optional<ThreadFactory> virtual(String name) {
    if (Runtime.version().feature() < 21) {
      return Optional.empty();
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      MethodHandle create =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
      MethodHandle named =
          lookup.findVirtual(ofVirtual, "name", MethodType.methodType(ofVirtual, String.class));
      MethodHandle factory =
          lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
      return Optional.of(
          (ThreadFactory) factory.invoke(named.invoke(create.invoke(), name + "-virtual")));
    } catch (Throwable e) {
      throw new IllegalStateException("no virtual threads on Java " + Runtime.version(), e);
    }
  }

  /** Whether virtual threads are a good default on this JVM. */
  static boolean prefersVirtual() {
    return Runtime.version().feature() >= FIRST_WITHOUT_PINNING;
  }
}
