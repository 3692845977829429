package dev.offload;

/** What {@link Offload#all} does with the others when one of its stages fails. */
public enum FailurePolicy {
  /** Fails at once, and cancels the others. */
  CANCEL_SIBLINGS,
  /** Lets the others end, then fails; what else failed is suppressed in the first failure. */
  AWAIT_SIBLINGS
}
