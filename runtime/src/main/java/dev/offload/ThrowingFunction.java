package dev.offload;

/** A {@link java.util.function.Function} that may throw anything. */
@FunctionalInterface
public interface ThrowingFunction<A, R> {
  /** Applies it. */
  R apply(A argument) throws Exception;
}
