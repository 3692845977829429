package dev.offload.checker.fix;

import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A callback of a stage that yields a value, or nothing, and is to yield a stage of it.
 *
 * @param call that the callback is given to
 * @param lambda with a block
 * @param composed what the call becomes
 */
record ValueCallback(StageCall call, LambdaExpressionTree lambda, Composed composed) {
  /** The one that a function is. */
  static Optional<ValueCallback> at(TreePath function, Site site) {
    if (!(function.getLeaf() instanceof LambdaExpressionTree lambda)
        || !(lambda.getBody() instanceof BlockTree)) {
      return Optional.empty();
    }
    return StageCall.around(function, site)
        .filter(call -> call.tree().getTypeArguments().isEmpty())
        .flatMap(
            call ->
                Composed.of(call)
                    .filter(composed -> !composed.isStage())
                    .map(composed -> new ValueCallback(call, lambda, composed)));
  }

  BlockTree body() {
    return (BlockTree) lambda.getBody();
  }

  boolean isVoid() {
    return composed.isVoid();
  }

  /**
   * The type of the value, for where a stage of a stage hides what is wanted of it; empty if the
   * value itself tells.
   */
  String typeArgument(Site site) {
    List<Type> results = ASTHelpers.getType(call.tree()).getTypeArguments();
    if (!composed.isNested() || isVoid() || results.size() != 1) {
      return "";
    }
    boolean isPlain =
        Returns.values(body()).stream()
            .allMatch(
                each ->
                    site.isSame(site.boxed(ASTHelpers.getType(each)), results.get(0))
                        && !OffloadedPart.isInferred(each));
    return isPlain ? "" : "<" + SuggestedFixes.prettyType(results.get(0), site.state()) + ">";
  }

  /** The executor that the call names. */
  Optional<ExpressionTree> executor(Site site) {
    return call.isAsync()
            && site.isA(
                ASTHelpers.getSymbol(call.tree()).type.getParameterTypes().last(),
                "java.util.concurrent.Executor")
        ? Optional.of(call.tree().getArguments().get(call.tree().getArguments().size() - 1))
        : Optional.empty();
  }

  /**
   * Why the callback cannot yield a stage.
   *
   * @param section in it
   * @param isAll whether the callback is nothing but the section
   */
  Optional<String> obstacle(LockedSection section, boolean isAll, Site site) {
    if (Site.isLocked(call.path())) {
      return Optional.of(
          "the stage is built while a lock is held; build it outside of the lock, then use an"
              + " AsyncLock");
    }
    if (isVoid() && section.path().getParentPath().getLeaf() != body()) {
      return Optional.of(
          "a callback goes on behind the section only sometimes; make a method of the section that"
              + " returns a stage");
    }
    return (call.isAsync() ? obstacleOfExecutor(isAll, site) : Optional.<String>empty())
        .or(() -> comments(site));
  }

  private Optional<String> comments(Site site) {
    boolean losesComment =
        site.hasComments(site.start(lambda), site.start(body()))
            || (call.isAsync() && site.hasComments(site.end(lambda), site.end(call.tree())))
            || Returns.in(body()).stream().anyMatch(each -> hasCommentBesideValue(each, site));
    return losesComment
        ? Optional.of("a comment would be lost; use an AsyncLock")
        : Optional.empty();
  }

  private static boolean hasCommentBesideValue(ReturnTree tree, Site site) {
    return tree.getExpression() == null
        ? site.hasComments(site.start(tree), site.end(tree))
        : site.hasCommentsBeside(tree.getExpression(), tree);
  }

  /** Why the section cannot run where the callback does once it has its lock. */
  private Optional<String> obstacleOfExecutor(boolean isAll, Site site) {
    Optional<ExpressionTree> executor = executor(site);
    if (executor.isEmpty() && !call.isStatic()) {
      return Optional.of(
          call.name() + " names no executor for the section to come back to; name one");
    }
    if (executor.isPresent() && !ExecutorArgument.isSettled(executor.get())) {
      return Optional.of(
          "the executor of "
              + call.name()
              + " may be another one by the time the lock is there; put it into a variable first");
    }
    return isAll
        ? Optional.empty()
        : Optional.of(
            "the callback of "
                + call.name()
                + " does more than the section on its executor; make stages of its own of the"
                + " rest");
  }

  /** The call around a callback that yields a stage, and names no executor. */
  List<Replacement> replacements(Names names, Site site) {
    List<Replacement> result = new ArrayList<>();
    String outer = composed.outer().replaceFirst("Async$", "");
    result.add(new Replacement(call.nameStart(site), site.end(call.select()), outer));
    if (lambda.getParameters().isEmpty()) {
      result.add(
          new Replacement(site.start(lambda), site.start(body()), names.fresh("ignored") + " -> "));
    }
    if (composed.isNested()) {
      String stage = names.fresh("stage");
      int end = site.end(call.tree());
      result.add(new Replacement(end, end, ".thenCompose(" + stage + " -> " + stage + ")"));
    }
    return result;
  }
}
