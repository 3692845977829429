package dev.offload.checker.fix;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The thread that calls a callback, and that goes on with it after work elsewhere.
 *
 * @param executor that runs tasks on it, as source text
 * @param imports that the texts need
 * @param report makes a statement of the text of a failure: what the callback's caller does with it
 * @param caught the {@code catch} that does the same for code on the loop; empty if the loop does
 *     it with what its tasks throw
 * @param meanwhile what is different if the callback ends before its work does
 */
record Loop(
    String executor,
    Set<String> imports,
    UnaryOperator<String> report,
    Optional<String> caught,
    String meanwhile) {
  /** A loop, or a reason why its callback cannot go on there. */
  sealed interface Choice {}

  /** Goes on, unless the moved part is in the way. */
  record Found(Loop loop, Obstacle obstacle) implements Choice {}

  /**
   * Must end with all of its work done.
   *
   * @param reason with what to do by hand
   */
  record None(String reason) implements Choice {}

  /** Asks the part of a function that would go on later. */
  interface Obstacle {
    Optional<String> in(VoidFunction function, Cut cut);
  }
}
