package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.model.Fact;
import java.util.Map;

/**
 * A method in the graph of those that an operation may reach, and what its caller knows.
 *
 * @param known about those arguments that make a difference, and about the object, as {@link
 *     Fact#THIS}
 */
record Node(MethodSymbol method, Map<Integer, Argument> known) {
  /** Where operations are that no method is the caller of. */
  static final Node NOWHERE = new Node(null, Map.of());

  Argument argument(int parameter) {
    return known.getOrDefault(parameter, Argument.UNKNOWN);
  }
}
