package dev.offload;

/**
 * What happens to work that is running when its future is cancelled, times out or is completed by
 * somebody.
 */
public enum CancelMode {
  /** The future settles at once, and the thread that does the work is interrupted. */
  INTERRUPT,
  /**
   * The future settles at once, and the work goes on; its result is dropped. For code that an
   * interrupt would harm: interrupting a thread in a {@link java.nio.channels.FileChannel} closes
   * the channel for everybody.
   */
  ABANDON,
  /**
   * The future settles when the work has ended, as cancelled (or timed out) whatever the work
   * returns. The work can ask {@link Offload#isCancelled()}.
   */
  AWAIT
}
