package dev.offload.benchmarks.peers;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads of the peers that bring none, and of those who call them. */
public final class Threads {
  private Threads() {}

  /** That many platform threads. */
  public static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Whether this JVM has virtual threads. */
  public static boolean hasVirtual() {
    return Runtime.version().feature() >= 21;
  }

  /** A new virtual thread for each task. */
  public static ExecutorService virtual() {
    try {
      // Compiled for Java 17, which does not have the method.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("virtual threads need Java 21", e);
    }
  }

  /** Interrupts all threads, and waits for their end. */
  static void end(ExecutorService executor) {
    executor.shutdownNow();
    awaitEnd(executor);
  }

  /** Waits for the end of all threads, which has been asked for. */
  static void awaitEnd(ExecutorService executor) {
    try {
      executor.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
