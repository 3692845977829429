package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/**
 * A wait for a publisher of Reactor: {@code mono.block()}, {@code flux.blockFirst(time)}.
 *
 * @param tree the whole call
 * @param publisher whose result it yields
 */
record ReactorWait(TreePath path, MethodInvocationTree tree, ExpressionTree publisher)
    implements Cut {
  static Optional<ReactorWait> of(Site site) {
    return ReactorCall.at(site.operation(), site)
        .filter(call -> site.finding().effect().witness().isEmpty())
        .filter(call -> call.name().startsWith("block"))
        .map(call -> new ReactorWait(call.path(), call.tree(), call.receiver()));
  }

  private String name() {
    return ((MemberSelectTree) tree.getMethodSelect()).getIdentifier().toString();
  }

  boolean isOptional() {
    return name().equals("blockOptional");
  }

  /** Whether it always yields null, and something reads that. */
  boolean isReadVoid(Tree body, Site site) {
    return site.isA(result(site), "java.lang.Void") && !isUnused() && !isAllOf(body);
  }

  boolean hasTimeout() {
    return !tree.getArguments().isEmpty();
  }

  @Override
  public Type result(Site site) {
    return ASTHelpers.getType(tree);
  }

  /** The Mono to go on with: one that is never empty if its value is of no interest. */
  @Override
  public String stage(Site site) {
    return mono(site) + (isUnused() && !isOptional() ? ".thenReturn(true)" : "");
  }

  /** What makes the Mono that it waits for. */
  String mono(Site site) {
    String first =
        switch (name()) {
          case "blockFirst" -> ".next()";
          case "blockLast" -> ".takeLast(1).next()";
          default -> "";
        };
    String timeout =
        hasTimeout() ? ".timeout(" + site.source(tree.getArguments().get(0)) + ")" : "";
    return site.source(publisher) + first + timeout + (isOptional() ? ".singleOptional()" : "");
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(site.end(publisher), site.end(tree));
  }

  /** Depends on the operator as well: {@link ReactorCompose} says it. */
  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.empty();
  }
}
