package dev.offload.checker.fix;

import com.sun.source.tree.Tree;
import dev.offload.checker.fix.ExecutorChoice.Chosen;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the source moves work to an executor: with the runtime library, or the JDK alone.
 *
 * @param owner the class whose methods do it, as the source names it
 * @param executor the last argument, with a comma in front, or empty
 */
record Offloading(boolean hasRuntime, String owner, String executor, Set<String> imports) {
  static final String CHANGE = "runs on another thread, and what it throws fails the stage";
  private static final String RUNTIME = "dev.offload.Offload";
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  static Offloading to(Chosen executor, Site site) {
    boolean hasRuntime = site.knows(RUNTIME);
    Site.Named owner = site.named(hasRuntime ? RUNTIME : FUTURE);
    Set<String> imports = new TreeSet<>(executor.imports());
    imports.addAll(owner.imports());
    return new Offloading(
        hasRuntime,
        owner.text(),
        executor.isRuntime() ? "" : ", " + executor.expression(),
        imports);
  }

  /**
   * Why {@code moved} cannot move: suppliers and runnables of the JDK must not throw some of it.
   */
  Optional<String> obstacle(Tree moved, Site site) {
    return hasRuntime
        ? Optional.empty()
        : CheckedExceptions.firstIn(moved, site)
            .map(
                thrown ->
                    thrown
                        + ", which no Supplier can; wrap it in a CompletionException, or add"
                        + " offload-runtime");
  }

  /** A stage of an expression's value; {@code typeArgument} may be empty. */
  String call(String typeArgument, String expression) {
    return method(typeArgument, callName()) + expression + executor + ")";
  }

  /** A stage of what a function yields. */
  String callTask(String function) {
    return owner + "." + callName() + "(" + function + executor + ")";
  }

  /** A stage of an expression's end. */
  String run(String expression) {
    return runTask("() -> " + expression);
  }

  /** A stage of a function's end. */
  String runTask(String function) {
    return owner + "." + (hasRuntime ? "run" : "runAsync") + "(" + function + executor + ")";
  }

  private String callName() {
    return hasRuntime ? "call" : "supplyAsync";
  }

  /** In front of a body that returns a stage, of a type that the JDK's methods cannot infer. */
  String composing(String stageType) {
    return hasRuntime ? method("", "compose") : method("<" + stageType + ">", "supplyAsync");
  }

  /** Behind it. */
  String composed(Site site) {
    String stage = site.freshName("stage");
    return executor + ")" + (hasRuntime ? "" : ".thenCompose(" + stage + " -> " + stage + ")");
  }

  private String method(String typeArgument, String name) {
    return owner + "." + typeArgument + name + "(() -> ";
  }
}
