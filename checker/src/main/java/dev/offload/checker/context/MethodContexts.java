package dev.offload.checker.context;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.Optional;
import java.util.Set;

/** Where a method runs: by its annotations, else by what it overrides. */
public final class MethodContexts {
  private final Contracts contracts;
  private final ModelIndex models;

  public MethodContexts(Contracts contracts, ModelIndex models) {
    this.contracts = contracts;
    this.models = models;
  }

  /** The context of the body of {@code method}. */
  public ExecutionContext of(MethodSymbol method) {
    Optional<Contract> contract = contracts.of(method);
    if (contract.isPresent()) {
      return of(contract.get());
    }
    if (!models.mentions(method.name)) {
      return ExecutionContext.UNKNOWN;
    }
    Facts facts = models.facts(method);
    return facts
        .get(Fact.Context.class)
        .map(
            fact ->
                Places.context(
                    fact.place(), facts.framework(fact), facts.member(fact), "completes it"))
        .orElse(ExecutionContext.UNKNOWN);
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
