package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.effect.Effect;
import dev.offload.checker.model.Kind;
import java.util.Optional;
import java.util.Set;

/**
 * A task that is handed to an executor and waited for at once: {@code pool.submit(() ->
 * read()).get()}.
 *
 * @param submission the inner call
 */
record SubmittedTask(TreePath path, MethodInvocationTree submission, Offloading offloading)
    implements Cut {
  static Optional<SubmittedTask> of(Site site) {
    Effect effect = site.finding().effect();
    return effect.kind() == Kind.JOIN
            && effect.witness().isEmpty()
            && site.operation().getLeaf() instanceof MethodInvocationTree call
            && call.getArguments().isEmpty()
            && call.getMethodSelect() instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals("get")
            && ASTHelpers.stripParentheses(select.getExpression())
                instanceof MethodInvocationTree inner
            && isSubmission(inner, site)
        ? Optional.of(new SubmittedTask(site.operation(), inner, offloading(inner, site)))
        : Optional.empty();
  }

  private static boolean isSubmission(MethodInvocationTree call, Site site) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    return method.name.contentEquals("submit")
        && call.getArguments().size() == 1
        && ASTHelpers.getReceiver(call) != null
        && site.isA(method.owner.type, "java.util.concurrent.ExecutorService");
  }

  private static Offloading offloading(MethodInvocationTree submission, Site site) {
    String executor = site.source(ASTHelpers.getReceiver(submission));
    return Offloading.to(new ExecutorChoice.Chosen(executor, Set.of(), false), site);
  }

  private ExpressionTree task() {
    return submission.getArguments().get(0);
  }

  private boolean hasResult(Site site) {
    Type parameter = ASTHelpers.getSymbol(submission).params().get(0).type;
    return site.isA(parameter, "java.util.concurrent.Callable");
  }

  /** Why the task cannot be handed over in another way. */
  Optional<String> obstacle(Site site) {
    ExpressionTree task = ASTHelpers.stripParentheses(task());
    if (!(task instanceof LambdaExpressionTree || task instanceof MemberReferenceTree)) {
      return Optional.of(
          "the task is made elsewhere; hand a lambda to CompletableFuture.supplyAsync(..,"
              + " executor), and use thenCompose");
    }
    return offloading.obstacle(task, site);
  }

  @Override
  public Type result(Site site) {
    return site.boxed(ASTHelpers.getType(path.getLeaf()));
  }

  @Override
  public Set<String> imports() {
    return offloading.imports();
  }

  @Override
  public String stage(Site site) {
    String task = site.source(task());
    return hasResult(site) ? offloading.callTask(task) : offloading.runTask(task);
  }

  @Override
  public boolean losesComment(Site site) {
    int executor = site.end(ASTHelpers.getReceiver(submission));
    int task = site.end(task());
    return site.hasComments(executor, site.start(task()))
        || site.hasComments(task, site.end(path.getLeaf()));
  }

  @Override
  public boolean mayLeaveTry() {
    return true;
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(
        "what follows runs on the thread of the task"
            + (dropsCatch ? ", and failures are no longer wrapped by the catch block" : ""));
  }
}
