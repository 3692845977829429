package dev.offload.checker.context;

/** On which kind of thread a piece of code runs. Only {@link NonBlocking} is ever reported. */
public sealed interface ExecutionContext {
  /** Nothing is known: silent. */
  ExecutionContext UNKNOWN = new Unknown();

  /** The code may block: silent. */
  ExecutionContext BLOCKING_OK = new BlockingOk();

  /**
   * The code must not block.
   *
   * @param reason completes a sentence: "this lambda ..."
   */
  record NonBlocking(String reason) implements ExecutionContext {}

  /** The code may block. */
  record BlockingOk() implements ExecutionContext {}

  /** Nobody knows. */
  record Unknown() implements ExecutionContext {}
}
