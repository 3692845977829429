package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.effect.Effect;
import dev.offload.checker.model.Kind;
import java.util.Optional;

/**
 * A wait for a stage: {@code f.join()}, {@code f.get()}, {@code f.get(1, SECONDS)}.
 *
 * @param tree the whole call
 * @param future whose result it yields
 */
record FutureWait(TreePath path, MethodInvocationTree tree, ExpressionTree future) implements Cut {

  static Optional<FutureWait> of(Site site) {
    Effect effect = site.finding().effect();
    return effect.kind() == Kind.JOIN && effect.witness().isEmpty()
        ? of(site.operation(), site)
        : Optional.empty();
  }

  /** One that need not be a finding. */
  static Optional<FutureWait> of(TreePath path, Site site) {
    return path.getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
            && (select.getIdentifier().contentEquals("join")
                || select.getIdentifier().contentEquals("get"))
            && site.isA(ASTHelpers.getType(select.getExpression()), StageCall.FUTURE)
        ? Optional.of(new FutureWait(path, call, select.getExpression()))
        : Optional.empty();
  }

  @Override
  public boolean mayLeaveTry() {
    return isGet();
  }

  private boolean isGet() {
    return ((MemberSelectTree) tree.getMethodSelect()).getIdentifier().contentEquals("get");
  }

  /** Whether the stage is a copy, which can time out without the other one. */
  boolean hasTimeout() {
    return !tree.getArguments().isEmpty();
  }

  @Override
  public Type result(Site site) {
    return ASTHelpers.getType(tree);
  }

  @Override
  public String stage(Site site) {
    String text = site.source(future);
    if (!hasTimeout()) {
      return text;
    }
    // orTimeout completes the future itself, which others may use.
    String arguments =
        site.source(site.start(tree.getArguments().get(0)), site.end(tree.getArguments().get(1)));
    return text + ".copy().orTimeout(" + arguments + ")";
  }

  /** The same without {@code toCompletableFuture()}, which only a wait needs. */
  FutureWait withoutConversion() {
    return !hasTimeout()
            && future instanceof MethodInvocationTree call
            && ASTHelpers.getSymbol(call).name.contentEquals("toCompletableFuture")
            && ASTHelpers.getReceiver(call) != null
        ? new FutureWait(path, tree, ASTHelpers.getReceiver(call))
        : this;
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(site.end(future), site.end(tree));
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    if (!isGet()) {
      return Optional.empty();
    }
    return Optional.of(
        hasTimeout()
            ? "failures and the time-out are no longer wrapped by the catch block"
            : "failures are no longer wrapped by the catch block");
  }
}
