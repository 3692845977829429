package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Part;
import dev.offload.checker.body.Premise;
import dev.offload.checker.model.Fact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a caller knows about those arguments that make a difference to what a method does. */
final class KnownArguments {
  private final Function<MethodSymbol, List<Resolution>> resolutions;
  private final Map<MethodSymbol, Set<Integer>> tested = new HashMap<>();
  private final Map<MethodSymbol, Set<Integer>> classTested = new HashMap<>();

  /**
   * Makes it for one compilation.
   *
   * @param resolutions what the operations of a method are
   */
  KnownArguments(Function<MethodSymbol, List<Resolution>> resolutions) {
    this.resolutions = resolutions;
  }

  /**
   * What is known about the arguments of a call of {@code target}, by parameter; about the receiver
   * at {@link Fact#THIS}.
   *
   * @param caller the method that makes the call
   */
  Map<Integer, Argument> known(MethodSymbol target, Resolution.Follow follow, Node caller) {
    Map<Integer, Argument> known = new HashMap<>();
    for (int parameter : tested(target)) {
      if (parameter == Fact.THIS) {
        known.put(parameter, argument(follow.receiver(), caller));
      } else if (parameter < follow.arguments().size()) {
        Argument argument = argument(target, parameter, follow, caller);
        boolean isClassTested = classTested(target).contains(parameter);
        known.put(parameter, isClassTested ? argument : argument.withoutDeclared());
      }
    }
    known.values().removeIf(Argument.UNKNOWN::equals);
    return Map.copyOf(known);
  }

  private static Argument argument(
      MethodSymbol target, int parameter, Resolution.Follow follow, Node caller) {
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
    if (passed.itself().isPresent() && caller.argument(passed.itself().getAsInt()).isUnshared()) {
      result = result.unshared();
    }
    return passed.source().isPresent()
        ? result.withSource(
            result.source().or(() -> caller.argument(passed.source().getAsInt()).source()))
        : result;
  }

  /** The parameters of a method whose arguments make a difference to what it does. */
  private Set<Integer> tested(MethodSymbol method) {
    Set<Integer> known = tested.get(method);
    if (known == null) {
      Set<Integer> result = new HashSet<>();
      for (Resolution resolution : resolutions.apply(method)) {
        resolution.unless().forEach(premise -> result.add(premise.parameter()));
        if (resolution instanceof Resolution.Reader reader) {
          result.add(reader.parameter());
        } else if (resolution instanceof Resolution.Follow follow) {
          for (Resolution.Passed passed : follow.all()) {
            passed.part().map(Part::parameter).ifPresent(result::add);
            passed.source().ifPresent(result::add);
            passed.itself().ifPresent(result::add);
          }
        }
      }
      known = Set.copyOf(result);
      tested.put(method, known);
    }
    return known;
  }

  /** The parameters that a method asks for their class. */
  private Set<Integer> classTested(MethodSymbol method) {
    return classTested.computeIfAbsent(
        method,
        key ->
            resolutions.apply(method).stream()
                .flatMap(resolution -> resolution.unless().stream())
                .filter(Premise.IsNo.class::isInstance)
                .map(Premise::parameter)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
