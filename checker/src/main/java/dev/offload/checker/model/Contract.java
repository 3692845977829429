package dev.offload.checker.model;

/**
 * What an annotation promises about a method, or about a function given for a parameter.
 *
 * @param annotation its simple name
 * @param where what carries it, for messages: "this method", "class Foo"
 */
public record Contract(Promise promise, String annotation, String where) {
  /** The promises that annotations make. */
  public enum Promise {
    /** It runs where nothing may block, and so does not block. */
    NON_BLOCKING,
    /** It may block its caller. */
    BLOCKING,
    /** A framework runs it on a thread that may block; a direct call says nothing. */
    RUNS_ON_WORKER,
    /** Callers may rely on it not to block; nobody checks it. */
    TRUSTED
  }
}
