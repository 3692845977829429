package dev.offload;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows which threads must not block, and refuses to block them. */
final class NonBlockingThreads {
  /** {@code throw} (the default), {@code warn} or {@code off}. */
  static final String GUARD_PROPERTY = "dev.offload.guard";

  private static final Logger LOGGER = System.getLogger("dev.offload");
  private static final List<NonBlockingDetector> DETECTORS = new CopyOnWriteArrayList<>();

  static {
    DETECTORS.addAll(BuiltInDetectors.all());
    DETECTORS.addAll(Services.load(NonBlockingDetector.class));
  }

  private NonBlockingThreads() {}

  static void register(NonBlockingDetector detector) {
    DETECTORS.add(detector);
  }

  /** What says that the calling thread must not block; empty if it may. */
  static Optional<String> detect() {
    Thread thread = Thread.currentThread();
    if (thread instanceof NonBlockingThread) {
      return Optional.of(thread.getClass().getName());
    }
    for (NonBlockingDetector detector : DETECTORS) {
      Optional<String> name = ask(detector);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ask(NonBlockingDetector detector) {
    try {
      return detector.isNonBlocking() ? Optional.of(detector.name()) : Optional.empty();
    } catch (RuntimeException | Error e) {
      LOGGER.log(Level.DEBUG, () -> "detector failed: " + detector.getClass().getName(), e);
      return Optional.empty();
    }
  }

  /**
   * Called before the calling thread would wait.
   *
   * @param operation what would wait: "Sync.await"
   * @throws IllegalStateException if the thread must not block
   */
  static void check(String operation) {
    String guard = System.getProperty(GUARD_PROPERTY, "throw").toLowerCase(Locale.ROOT);
    if (guard.equals("off")) {
      return;
    }
    Optional<String> detector = detect();
    if (detector.isEmpty()) {
      return;
    }
    String message =
        String.format(
            "%s would block thread %s, which must not block (%s). Return the stage, or go on in"
                + " thenCompose; or run the code that waits by Offload.call",
            operation, Thread.currentThread().getName(), detector.get());
    if (!guard.equals("warn")) {
      throw new IllegalStateException(message);
    }
    LOGGER.log(Level.WARNING, message, new IllegalStateException(message));
  }
}
