package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/**
 * A wait for a Uni: {@code uni.await().indefinitely()}, {@code uni.await().atMost(time)}.
 *
 * @param tree the whole call
 * @param uni whose item it yields
 */
record MutinyWait(TreePath path, MethodInvocationTree tree, ExpressionTree uni) implements Cut {
  static Optional<MutinyWait> of(Site site) {
    return MutinyCall.at(site.operation())
        .filter(call -> site.finding().effect().witness().isEmpty())
        .filter(call -> call.operator().startsWith("UniAwait."))
        .filter(call -> call.receiver() instanceof MethodInvocationTree)
        .flatMap(
            call -> call.source().map(source -> new MutinyWait(call.path(), call.tree(), source)));
  }

  @Override
  public Type result(Site site) {
    return ASTHelpers.getType(tree);
  }

  @Override
  public String stage(Site site) {
    boolean hasTimeout =
        ((MemberSelectTree) tree.getMethodSelect()).getIdentifier().contentEquals("atMost");
    return site.source(uni)
        + (hasTimeout
            ? ".ifNoItem().after(" + site.source(tree.getArguments().get(0)) + ").fail()"
            : "");
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(site.end(uni), site.end(tree));
  }

  /** Depends on the operator as well: {@link MutinyCompose} says it. */
  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.empty();
  }
}
