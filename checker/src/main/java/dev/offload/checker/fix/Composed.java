package dev.offload.checker.fix;

import java.util.Optional;

/**
 * The methods to use when a callback returns a stage instead of its result.
 *
 * @param outer instead of the method that the callback is given to
 * @param inner of the stage that the callback returns, for what is left to do
 * @param isNested whether the outer method's result is a stage of a stage
 * @param ending what else the inner stage gets
 */
record Composed(String outer, String inner, boolean isNested, String ending) {
  Composed(String outer, String inner, boolean isNested) {
    this(outer, inner, isNested, "");
  }

  /** In a function that is no callback, or stays one of its method. */
  static Composed within(String inner) {
    return new Composed("", inner, false);
  }

  static Optional<Composed> of(StageCall call) {
    String async = call.isAsync() ? "Async" : "";
    return switch (call.operation()) {
      case "thenApply" -> Optional.of(new Composed("thenCompose" + async, "thenApply", false));
      case "thenAccept", "thenRun" ->
          Optional.of(new Composed("thenCompose" + async, "thenAccept", false));
      case "thenCompose", "exceptionallyCompose" ->
          Optional.of(new Composed(call.name(), "thenCompose", false));
      case "exceptionally" ->
          Optional.of(new Composed("exceptionallyCompose" + async, "thenApply", false));
      case "thenAcceptBoth" -> Optional.of(new Composed("thenCombine" + async, "thenAccept", true));
      case "acceptEither" -> Optional.of(new Composed("applyToEither" + async, "thenAccept", true));
      case "run" -> Optional.of(new Composed("supply" + async, "thenAccept", true));
      case "handle", "thenCombine", "applyToEither", "supply" ->
          Optional.of(new Composed(call.name(), "thenApply", true));
      default -> Optional.empty();
    };
  }

  /** Whether what is left to do yields a stage or publisher. */
  boolean isStage() {
    return inner.equals("thenCompose") || inner.startsWith("flatMap");
  }

  /** Whether the callback yields nothing. */
  boolean isVoid() {
    return inner.equals("thenAccept") || isStatement();
  }

  /** Whether nobody gets the inner stage. */
  boolean isStatement() {
    return inner.equals("onSuccess");
  }
}
