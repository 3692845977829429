package dev.offload.checker.fix;

import java.util.Optional;

/** What a strategy makes of a finding that is of its shape. */
sealed interface Answer {
  /**
   * An edit that takes the finding away.
   *
   * @param change what is different afterwards, such as "runs on another thread"; empty if whoever
   *     waits for the result gets the same results and exceptions
   */
  record Offer(Edit edit, Optional<String> change) implements Answer {
    static Offer safe(Edit edit) {
      return new Offer(edit, Optional.empty());
    }

    static Offer changing(Edit edit, String change) {
      return new Offer(edit, Optional.of(change));
    }

    boolean isSafe() {
      return change.isEmpty();
    }
  }

  /**
   * Why there is no edit.
   *
   * @param reason a clause for the message: the obstacle, then what to do by hand
   */
  record Refusal(String reason) implements Answer {}
}
