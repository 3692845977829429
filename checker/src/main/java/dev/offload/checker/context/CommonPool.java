package dev.offload.checker.context;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.CallSite;
import dev.offload.checker.body.Executors;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Hierarchy;
import java.util.Set;

/** Which functions run on the JVM's common pool, though nobody names it. */
final class CommonPool {
  private static final Set<String> STAGES =
      Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");
  private static final String STREAM = "java.util.stream.BaseStream";
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  private final OperatorChain chain;
  private final Executors executors;
  private final Hierarchy hierarchy;

  CommonPool(OperatorChain chain, Executors executors, Hierarchy hierarchy) {
    this.chain = chain;
    this.executors = executors;
    this.hierarchy = hierarchy;
  }

  /**
   * Whether a method that uses the default executor of its receiver uses the common pool. Stages of
   * a class of their own may have another one, and so may all that an executor, or a library with
   * threads of its own, hands out.
   */
  boolean isDefaultExecutor(CallSite site, TreePath call) {
    if (site.method().isStatic() || !isA(site.method().owner.type, STAGES)) {
      return true;
    }
    return site.receiver().isPresent()
        && isUsualStage(site.receiverType())
        && call.getLeaf() instanceof MethodInvocationTree tree
        && chain.before(tree).stream().allMatch(this::keepsDefault);
  }

  private boolean keepsDefault(MethodInvocationTree step) {
    Type owner = CallSite.of(step).receiverType();
    return !isA(owner, Set.of(EXECUTOR))
        && executors.ofType(owner).isEmpty()
        && (!isA(owner, STAGES) || isUsualStage(owner));
  }

  private static boolean isUsualStage(Type type) {
    return STAGES.contains(type.tsym.flatName().toString());
  }

  /**
   * Whether a function that a stream runs before it returns runs on other threads as well: the last
   * {@code parallel()} or {@code sequential()} in the chain decides for all of it.
   */
  boolean isParallel(CallSite site, TreePath call) {
    return call.getLeaf() instanceof MethodInvocationTree
        && isA(site.method().owner.type, Set.of(STREAM))
        && chain.lastPlace(call).filter(place -> place == Fact.Place.COMMON_POOL).isPresent();
  }

  private boolean isA(Type type, Set<String> names) {
    return type.tsym instanceof ClassSymbol symbol
        && hierarchy.supertypes(symbol).keySet().stream().anyMatch(names::contains);
  }
}
