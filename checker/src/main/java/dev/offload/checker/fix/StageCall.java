package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Values;
import java.util.Optional;

/**
 * A call that makes a stage of a function: {@code stage.thenApply(function)}, {@code
 * CompletableFuture.supplyAsync(function, executor)}.
 *
 * @param path to the call
 * @param select what is called, with the receiver or class in front
 */
record StageCall(TreePath path, MethodInvocationTree tree, MemberSelectTree select) {
  static final String STAGE = "java.util.concurrent.CompletionStage";
  private static final String EXECUTOR = "java.util.concurrent.Executor";
  static final String FUTURE = "java.util.concurrent.CompletableFuture";

  /** The call that the function at {@code path} is written into. */
  static Optional<StageCall> around(TreePath function, Site site) {
    return pathAround(function, site)
        .flatMap(
            path ->
                path.getLeaf() instanceof MethodInvocationTree call
                        && call.getMethodSelect() instanceof MemberSelectTree select
                    ? Optional.of(new StageCall(path, call, select))
                    : Optional.empty());
  }

  /** The same, also where nothing stands in front of the method's name. */
  static Optional<TreePath> pathAround(TreePath function, Site site) {
    TreePath parent = Site.parent(function);
    if (!(parent.getLeaf() instanceof MethodInvocationTree call)) {
      return Optional.empty();
    }
    MethodSymbol method = ASTHelpers.getSymbol(call);
    boolean isArgument =
        call.getArguments().stream().anyMatch(each -> Values.strip(each) == function.getLeaf());
    return isArgument && site.isA(method.owner.type, STAGE)
        ? Optional.of(parent)
        : Optional.empty();
  }

  String name() {
    return select.getIdentifier().toString();
  }

  /** The name without {@code Async}. */
  String operation() {
    return isAsync() ? name().substring(0, name().length() - "Async".length()) : name();
  }

  boolean isAsync() {
    return name().endsWith("Async");
  }

  /** The executor whose threads must not block, if the call names one. */
  Optional<ExpressionTree> loop(Site site) {
    ExpressionTree last = tree.getArguments().get(tree.getArguments().size() - 1);
    return site.isA(ASTHelpers.getSymbol(tree).type.getParameterTypes().last(), EXECUTOR)
            && !isDirect(Values.strip(last))
        ? Optional.of(last)
        : Optional.empty();
  }

  /** {@code Runnable::run} and the like have no threads of their own. */
  private static boolean isDirect(ExpressionTree executor) {
    return executor instanceof LambdaExpressionTree
        || (executor instanceof MemberReferenceTree reference
            && reference.getName().contentEquals("run"));
  }

  /** The stage, or the class of a static method. */
  ExpressionTree receiver() {
    return select.getExpression();
  }

  boolean isStatic() {
    return ASTHelpers.getSymbol(tree).isStatic();
  }

  /** Where the method's name starts; it ends where the part before the arguments does. */
  int nameStart(Site site) {
    return site.end(select) - name().length();
  }
}
