package dev.offload.checker.fix;

import java.util.Optional;

/**
 * The methods to use when a callback returns a stage instead of its result.
 *
 * @param outer instead of the method that the callback is given to
 * @param inner of the stage that the callback returns, for what is left to do
 * @param isNested whether the outer method's result is a stage of a stage
 * @param arguments what the inner method takes behind the callback, with a comma in front, or empty
 * @param last the statement that ends the callback whatever is left to do, or empty
 * @param ending what the inner stage gets in the end if nobody else gets it, or empty
 */
record Composed(
    String outer, String inner, boolean isNested, String arguments, String last, String ending) {
  Composed(String outer, String inner, boolean isNested) {
    this(outer, inner, isNested, "", "", "");
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

  /** In a function that yields nothing: the stage is a statement, which deals with its failure. */
  static Composed statement(String inner, String arguments, String last, String ending) {
    return new Composed("", inner, false, arguments, last, ending);
  }

  /** The same, where what is left to do stays on the threads of an executor. */
  Composed on(String executor) {
    return new Composed(outer, inner + "Async", isNested, ", " + executor, last, ending);
  }

  /** The same, where what is left to do yields a stage because it is cut as well. */
  Composed again() {
    if (isStage() || isStatement()) {
      return this;
    }
    String next = inner.startsWith("then") ? inner.replace(operation(), "thenCompose") : "flatMap";
    return new Composed(outer, next, isNested, arguments, last, ending);
  }

  /** The inner method, on whatever threads. */
  String operation() {
    return inner.replaceFirst("Async$", "");
  }

  /** Whether what is left to do yields a stage, a future or a publisher. */
  boolean isStage() {
    return operation().equals("thenCompose")
        || inner.equals("compose")
        || inner.startsWith("flatMap");
  }

  /** Whether the callback yields nothing. */
  boolean isVoid() {
    return operation().equals("thenAccept") || isStatement();
  }

  /** Whether nobody gets the inner stage. */
  boolean isStatement() {
    return !ending.isEmpty();
  }
}
