package dev.offload.checker.context;

/** On which kind of thread a piece of code runs. Only what is {@link Checked} is ever reported. */
public sealed interface ExecutionContext {
  /** Nothing is known: silent. */
  ExecutionContext UNKNOWN = new Unknown();

  /** The code may block: silent. */
  ExecutionContext BLOCKING_OK = new BlockingOk();

  /** Blocking is reported here. */
  sealed interface Checked extends ExecutionContext {
    /** Completes a sentence: "this lambda ...". */
    String reason();
  }

  /** The code must not block. */
  record NonBlocking(String reason) implements Checked {}

  /** The code had better not block: it holds one of the few threads that all code shares. */
  record CommonPool(String reason) implements Checked {}

  /** The code may block. */
  record BlockingOk() implements ExecutionContext {}

  /** Nobody knows. */
  record Unknown() implements ExecutionContext {}
}
