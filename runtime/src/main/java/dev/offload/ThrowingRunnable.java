package dev.offload;

/** A {@link Runnable} that may throw anything. */
@FunctionalInterface
public interface ThrowingRunnable {
  /** Runs it. */
  void run() throws Exception;
}
