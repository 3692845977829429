package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Part;
import dev.offload.checker.model.Fact;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A method in the graph of those that an operation may reach, and what its caller knows.
 *
 * @param known about those arguments that make a difference, and about the object, as {@link
 *     Fact#THIS}
 */
record Node(MethodSymbol method, Map<Integer, Argument> known) {
  /** Where operations are that no method is the caller of. */
  static final Node NOWHERE = new Node(null, Map.of());

  /**
   * The method that a call leads to.
   *
   * @param tested the parameters of the method that make a difference
   */
  static Node of(MethodSymbol target, Resolution.Follow follow, Node caller, Set<Integer> tested) {
    Map<Integer, Argument> known = new HashMap<>();
    for (int parameter : tested) {
      Argument argument = given(target, parameter, follow, caller);
      if (!argument.equals(Argument.UNKNOWN)) {
        known.put(parameter, argument);
      }
    }
    return new Node(target, Map.copyOf(known));
  }

  Argument argument(int parameter) {
    return known.getOrDefault(parameter, Argument.UNKNOWN);
  }

  private static Argument given(
      MethodSymbol target, int parameter, Resolution.Follow follow, Node caller) {
    if (parameter == Fact.THIS) {
      return argument(follow.receiver(), caller);
    }
    if (parameter >= follow.arguments().size()) {
      return Argument.UNKNOWN;
    }
    boolean isVariable =
        target.isVarArgs() && parameter == target.type.getParameterTypes().size() - 1;
    Argument result = argument(follow.arguments().get(parameter), caller);
    for (int i = parameter + 1; isVariable && i < follow.arguments().size(); i++) {
      result = result.or(argument(follow.arguments().get(i), caller));
    }
    return result;
  }

  private static Argument argument(Resolution.Passed passed, Node caller) {
    Argument result = passed.known();
    if (passed.part().isPresent()) {
      Part part = passed.part().get();
      result = result.and(caller.argument(part.parameter()).at(part.rest()));
    }
    return passed.source().isPresent()
        ? result.withSource(
            result.source().or(() -> caller.argument(passed.source().getAsInt()).source()))
        : result;
  }
}
