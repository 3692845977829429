package dev.offload.checker.fix;

import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.body.Executors;
import dev.offload.checker.model.Contract.Promise;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which executor a fix moves blocking work to: the configured one, else the one that is annotated
 * as the one for blocking work, else that of the runtime library, else the only one there is.
 */
final class ExecutorChoice {
  /** What a fix may use. */
  sealed interface Choice {}

  /**
   * An executor.
   *
   * @param isRuntime whether it is the default one of the runtime library
   */
  record Chosen(String expression, Set<String> imports, boolean isRuntime) implements Choice {}

  /**
   * No executor.
   *
   * @param reason for the message
   */
  record None(String reason) implements Choice {}

  private static final String EXECUTOR = "java.util.concurrent.Executor";
  private static final String RUNTIME = "dev.offload.Offload";
  private static final String WAY_OUT =
      "name one with -XepOpt:Offload:Executor, annotate one with @BlockingExecutor, or add"
          + " offload-runtime";

  private final Optional<String> configured;
  private final Contracts contracts;
  private final Executors executors;

  ExecutorChoice(Optional<String> configured, Contracts contracts, Executors executors) {
    this.configured = configured;
    this.contracts = contracts;
    this.executors = executors;
  }

  /** The executor for code at {@code path}. */
  Choice at(TreePath path, Site site) {
    Optional<Chosen> named = named(path, site);
    if (named.isPresent()) {
      return named.get();
    }
    if (site.knows(RUNTIME)) {
      Site.Named offload = site.named(RUNTIME);
      return new Chosen(offload.text() + ".executor()", offload.imports(), true);
    }
    List<VarSymbol> usable = inScope(path, site).stream().filter(this::mayBlock).toList();
    if (usable.size() == 1) {
      return variable(usable.get(0));
    }
    return new None(
        usable.isEmpty()
            ? "no executor for blocking work is known here; " + WAY_OUT
            : "there are several executors here; " + WAY_OUT);
  }

  /** The executor that the user has named for blocking work: configured, or annotated. */
  Optional<Chosen> named(TreePath path, Site site) {
    if (configured.isPresent()) {
      return Optional.of(new Chosen(configured.get(), Set.of(), false));
    }
    List<VarSymbol> annotated = inScope(path, site).stream().filter(this::isAnnotated).toList();
    return annotated.size() == 1 ? Optional.of(variable(annotated.get(0))) : Optional.empty();
  }

  private static List<VarSymbol> inScope(TreePath path, Site site) {
    return VariablesInScope.of(EXECUTOR, path, site);
  }

  private static Chosen variable(VarSymbol variable) {
    return new Chosen(variable.name.toString(), Set.of(), false);
  }

  private boolean isAnnotated(VarSymbol variable) {
    return contracts.ofExecutor(variable).equals(Optional.of(Promise.BLOCKING))
        || contracts.ofVariable(variable).equals(Optional.of(Promise.BLOCKING));
  }

  private boolean mayBlock(VarSymbol variable) {
    return executors.of(variable).map(threads -> threads.place() == Fact.Place.WORKER).orElse(true);
  }
}
