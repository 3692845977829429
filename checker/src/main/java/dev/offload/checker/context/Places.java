package dev.offload.checker.context;

import dev.offload.checker.model.Fact;

/** Turns the places of models into contexts with reasons. */
final class Places {
  private Places() {}

  /**
   * The context of code that runs at {@code place}.
   *
   * @param framework its name, or empty
   * @param role what the code is there, for the reason
   * @param completer what the thread of a callback does: "completes it"
   */
  static ExecutionContext context(
      Fact.Place place, String framework, String role, String completer) {
    return switch (place) {
      case EVENT_LOOP ->
          new ExecutionContext.NonBlocking("runs on " + eventLoop(framework) + " (" + role + ")");
      case CALLBACK, CALLER, OPERATOR, SOURCE ->
          new ExecutionContext.NonBlocking(
              "runs on whichever thread " + completer + " (" + role + ")");
      case WORKER -> ExecutionContext.BLOCKING_OK;
      case COMMON_POOL ->
          new ExecutionContext.CommonPool("runs on " + commonPool(framework) + " (" + role + ")");
      case INLINE -> ExecutionContext.UNKNOWN;
    };
  }

  private static String commonPool(String framework) {
    return framework.isEmpty() ? "the common pool" : "the common pool of " + framework;
  }

  private static String eventLoop(String framework) {
    if (framework.isEmpty()) {
      return "an event loop";
    }
    boolean soundsOpen = "AEIO".indexOf(framework.charAt(0)) >= 0 || framework.startsWith("Rx");
    return (soundsOpen ? "an " : "a ") + framework + " event loop";
  }
}
