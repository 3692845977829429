package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;

/** What is known about one operation before any body is read. */
sealed interface Resolution {
  /** It does not block. */
  record Nothing() implements Resolution {}

  /**
   * It is a root.
   *
   * @param unlessComplete the parameter of the enclosing method for which it waits: it does not, if
   *     the caller knows that one to be complete; {@code -1} if there is none
   */
  record Root(
      Kind kind, String name, Optional<String> how, Optional<String> twin, int unlessComplete)
      implements Resolution {}

  /**
   * It does what these bodies do: one, or all implementations of an abstract method.
   *
   * @param complete for each parameter of the called method, which parameter of the enclosing
   *     method it is; or {@link #COMPLETE}, or {@link #OTHER}
   */
  record Follow(List<MethodSymbol> targets, List<Integer> complete) implements Resolution {
    static final int COMPLETE = -2;
    static final int OTHER = -1;
  }
}
