package dev.offload.checker;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Sources;
import dev.offload.checker.model.AsynchronousTypes;
import dev.offload.checker.model.Hierarchy;
import java.util.Optional;

/**
 * Finds the calls that look as if they put work off, although their arguments are evaluated at
 * once: {@code Mono.just(load())}.
 */
final class AssemblyCalls {
  private final Hierarchy hierarchy;
  private final Sources sources;

  AssemblyCalls(Hierarchy hierarchy, Sources sources) {
    this.hierarchy = hierarchy;
    this.sources = sources;
  }

  /** The nearest such call that an operation is an argument of, within its function. */
  Optional<String> around(TreePath operation, TreePath function) {
    TreePath child = operation;
    while (child.getLeaf() != function.getLeaf() && child.getParentPath() != null) {
      Tree parent = child.getParentPath().getLeaf();
      if (parent instanceof LambdaExpressionTree) {
        return Optional.empty();
      }
      if (parent instanceof MethodInvocationTree call
          && call.getArguments().contains(child.getLeaf())
          && isAssembly(ASTHelpers.getSymbol(call))) {
        MethodSymbol method = ASTHelpers.getSymbol(call);
        return Optional.of(method.owner.name + "." + method.name);
      }
      child = child.getParentPath();
    }
    return Optional.empty();
  }

  private boolean isAssembly(MethodSymbol method) {
    return method != null
        && !sources.contains(method)
        && AsynchronousTypes.isAny(method.getReturnType(), hierarchy);
  }
}
