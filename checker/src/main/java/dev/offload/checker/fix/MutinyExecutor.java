package dev.offload.checker.fix;

import dev.offload.checker.fix.ExecutorChoice.Chosen;
import java.util.Optional;
import java.util.Set;

/**
 * The executor for work that blocks in a chain of Mutiny's, as a file can write it: the one that
 * the user named, else Mutiny's own.
 *
 * @param text the expression
 */
record MutinyExecutor(String text, Set<String> imports) {
  static MutinyExecutor at(MutinyCall call, ExecutorChoice executors, Site site) {
    Optional<Chosen> named = executors.named(call.path(), site);
    if (named.isPresent()) {
      return new MutinyExecutor(named.get().expression(), named.get().imports());
    }
    Site.Named mutiny = site.named("io.smallrye.mutiny.infrastructure.Infrastructure");
    return new MutinyExecutor(mutiny.text() + ".getDefaultWorkerPool()", mutiny.imports());
  }
}
