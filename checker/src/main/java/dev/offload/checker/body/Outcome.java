package dev.offload.checker.body;

import java.util.Set;

/**
 * What is known once a method has returned, or has returned a certain value.
 *
 * @param mayBlock whether it has shown that the thread may block
 * @param complete what it has shown to be complete
 */
record Outcome(boolean mayBlock, Set<Part> complete) {
  /** Nothing is known. */
  static final Outcome NONE = new Outcome(false, Set.of());
}
