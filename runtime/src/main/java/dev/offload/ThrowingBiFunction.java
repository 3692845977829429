package dev.offload;

/** A {@link java.util.function.BiFunction} that may throw anything. */
@FunctionalInterface
public interface ThrowingBiFunction<A, B, R> {
  /** Applies it. */
  R apply(A first, B second) throws Exception;
}
