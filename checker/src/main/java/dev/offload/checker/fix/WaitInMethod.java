package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import java.util.Optional;

/** A wait for a stage in a method that returns a stage, to whoever may do what it wants with it. */
record WaitInMethod(FutureWait awaited) implements Cut {
  static final String CHANGE =
      "failures complete the stage instead of being thrown, and what follows runs on the thread"
          + " that completes the awaited one";

  static WaitInMethod of(FutureWait wait, StageMethod method, Site site) {
    boolean isFuture =
        site.isA(ASTHelpers.getType(method.tree().getReturnType()), StageCall.FUTURE);
    return new WaitInMethod(isFuture ? wait : wait.withoutConversion());
  }

  @Override
  public TreePath path() {
    return awaited.path();
  }

  @Override
  public Type result(Site site) {
    return awaited.result(site);
  }

  @Override
  public String stage(Site site) {
    return awaited.stage(site);
  }

  /** One of its own where others have the stage: to cancel the method's result is not theirs. */
  @Override
  public String only(Site site) {
    String value = site.freshName("value");
    return stage(site)
        + (!awaited.hasTimeout() && isShared(awaited.future())
            ? ".thenApply(" + value + " -> " + value + ")"
            : "");
  }

  /** Variables and collections hand it out more than once, unlike most methods. */
  private static boolean isShared(ExpressionTree future) {
    return !(ASTHelpers.stripParentheses(future) instanceof MethodInvocationTree call)
        || ASTHelpers.getSymbol(call).getReturnType().hasTag(TypeTag.TYPEVAR)
        || (ASTHelpers.getSymbol(call).name.contentEquals("toCompletableFuture")
            && ASTHelpers.getReceiver(call) != null
            && isShared(ASTHelpers.getReceiver(call)));
  }

  @Override
  public boolean losesComment(Site site) {
    return awaited.losesComment(site);
  }

  @Override
  public boolean mayLeaveTry() {
    return awaited.mayLeaveTry();
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(dropsCatch ? CHANGE + "; no catch block wraps failures" : CHANGE);
  }
}
