package dev.offload.checker.context;

import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a method runs: by its annotations, else by those that mark it for a framework, else by what
 * it overrides and by who hosts its object.
 */
public final class MethodContexts {
  private final Contracts contracts;
  private final ModelIndex models;
  private final FrameworkAnnotations annotations;
  private final HostedHandlers hostedHandlers;

  public MethodContexts(
      Contracts contracts,
      ModelIndex models,
      FrameworkAnnotations annotations,
      HostedHandlers hostedHandlers) {
    this.contracts = contracts;
    this.models = models;
    this.annotations = annotations;
    this.hostedHandlers = hostedHandlers;
  }

  /** What annotations say about where {@code method} runs. */
  Optional<ExecutionContext> declared(MethodSymbol method) {
    Optional<Contract> contract = contracts.of(method);
    return contract.isPresent() ? contract.map(MethodContexts::of) : annotations.context(method);
  }

  /** The context of the body of {@code method}. */
  public ExecutionContext of(MethodSymbol method) {
    return of(method, place -> hostedHandlers.context((ClassSymbol) method.owner));
  }

  /**
   * The context of a lambda or method reference that nobody is seen to get.
   *
   * @param descriptor the method that it implements
   * @param path ends in it; on an event loop it runs where the handler around it does
   */
  ExecutionContext ofFunction(MethodSymbol descriptor, TreePath path) {
    return of(
        descriptor,
        place -> place == Fact.Place.EVENT_LOOP ? hostedHandlers.around(path) : Optional.empty());
  }

  private ExecutionContext of(
      MethodSymbol method, Function<Fact.Place, Optional<ExecutionContext>> host) {
    Optional<ExecutionContext> declared = declared(method);
    if (declared.isPresent()) {
      return declared.get();
    }
    if (!models.mentions(method.name)) {
      return ExecutionContext.UNKNOWN;
    }
    Facts facts = models.facts(method);
    return facts
        .get(Fact.Context.class)
        .map(fact -> host.apply(fact.place()).orElseGet(() -> overriding(fact, facts)))
        .orElse(ExecutionContext.UNKNOWN);
  }

  private static ExecutionContext overriding(Fact.Context fact, Facts facts) {
    return Places.context(fact.place(), facts.framework(fact), facts.member(fact), "completes it");
  }

  /** The parameters of {@code method} that are complete when it is called. */
  Set<Integer> completeParameters(MethodSymbol method) {
    return models.mentions(method.name)
        ? models.facts(method).get(Fact.Context.class).map(Fact.Context::after).orElse(Set.of())
        : Set.of();
  }

  static ExecutionContext of(Contract contract) {
    return switch (contract.promise()) {
      case NON_BLOCKING ->
          new ExecutionContext.NonBlocking(
              contract.where().equals("it")
                  ? "is marked @" + contract.annotation()
                  : "must not block: " + contract.where() + " is marked @" + contract.annotation());
      case BLOCKING, RUNS_ON_WORKER -> ExecutionContext.BLOCKING_OK;
      case TRUSTED -> ExecutionContext.UNKNOWN;
    };
  }
}
