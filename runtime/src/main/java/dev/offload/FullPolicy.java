package dev.offload;

/**
 * What happens to a call when an {@link Offloader} has as many running and queued as it may have.
 */
public enum FullPolicy {
  /** Its future fails with {@link OffloadRejectedException}. */
  REJECT,
  /** It waits for its turn, in order, without holding anybody up. The queue then has no bound. */
  WAIT,
  /**
   * The caller waits until there is room. A caller that must not block is refused: its future fails
   * with an {@link IllegalStateException}.
   */
  BLOCK_CALLER
}
