package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.Set;

/**
 * A wait for a Netty future: {@code future.sync()}, {@code future.await()}, {@code future.get()}.
 *
 * @param tree the whole call
 * @param future that it waits for
 */
record NettyWait(TreePath path, MethodInvocationTree tree, ExpressionTree future) implements Cut {
  private static final Set<String> THROWING = Set.of("sync", "syncUninterruptibly");
  private static final Set<String> SILENT = Set.of("await", "awaitUninterruptibly");

  static Optional<NettyWait> of(Site site) {
    return site.finding().effect().witness().isEmpty()
            && site.operation().getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
            && site.isA(
                ASTHelpers.getType(select.getExpression()), "io.netty.util.concurrent.Future")
        ? Optional.of(new NettyWait(site.operation(), call, select.getExpression()))
            .filter(NettyWait::isKnown)
        : Optional.empty();
  }

  private boolean isKnown() {
    return isSilent() || THROWING.contains(name()) || (isGet() && !hasTimeout());
  }

  private String name() {
    return ((MemberSelectTree) tree.getMethodSelect()).getIdentifier().toString();
  }

  /** Whether the value is that of the future, and not the future itself. */
  boolean isGet() {
    return name().equals("get");
  }

  /** Whether it does not throw what the future fails with. */
  boolean isSilent() {
    return SILENT.contains(name());
  }

  boolean hasTimeout() {
    return !tree.getArguments().isEmpty();
  }

  @Override
  public Type result(Site site) {
    return ASTHelpers.getType(tree);
  }

  @Override
  public String stage(Site site) {
    return site.source(future);
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(site.end(future), site.end(tree));
  }

  @Override
  public String repeated() {
    return "the wait is in a loop; make the loop a method that calls itself in a listener";
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of("the callback does not wait, and other events come meanwhile");
  }
}
