package dev.offload;

/** The threads on which an {@link Offloader} runs its work. */
public enum ThreadKind {
  /**
   * Virtual threads from Java 24 on, where {@code synchronized} no longer pins them; platform
   * threads below.
   */
  AUTO,
  /** Platform threads, kept for 30 seconds. */
  PLATFORM,
  /** One virtual thread for each call that runs; needs Java 21. */
  VIRTUAL
}
