package dev.offload;

import java.util.concurrent.Executor;

/** What is used where the user names nothing. */
final class Defaults {
  /**
   * Runs the {@code *Async} dependents of futures that were made without an executor. Asks each
   * time, so that a lock in a static field does not decide which offloader the process has.
   */
  static final Executor EXECUTOR = task -> Offload.executor().execute(task);

  private Defaults() {}
}
