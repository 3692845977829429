package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call of a method of {@code Mono} or {@code Flux}.
 *
 * @param path to the call
 * @param select what is called, with the receiver or class in front
 */
record ReactorCall(TreePath path, MethodInvocationTree tree, MemberSelectTree select)
    implements ChainCall {
  static final String MONO = "reactor.core.publisher.Mono";
  static final String FLUX = "reactor.core.publisher.Flux";
  private static final Set<String> LAZY_WAITS = Set.of("toIterable", "toStream");

  static Optional<ReactorCall> at(TreePath path, Site site) {
    if (!(path.getLeaf() instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return Optional.empty();
    }
    Type owner = ASTHelpers.getSymbol(call).owner.type;
    return site.isA(owner, MONO) || site.isA(owner, FLUX)
        ? Optional.of(new ReactorCall(path, call, select))
        : Optional.empty();
  }

  /** The operator that the function at {@code path} is written into. */
  static Optional<ReactorCall> around(TreePath function, Site site) {
    return at(Site.parent(function), site)
        .filter(call -> !ASTHelpers.getSymbol(call.tree()).isStatic())
        .filter(call -> call.argumentOf(function.getLeaf()) >= 0);
  }

  /**
   * Whether the operation only makes something that waits when it is read, perhaps elsewhere: to
   * move it to another thread would not help.
   */
  static boolean isLazyWait(Site site) {
    return at(site.operation(), site).filter(call -> LAZY_WAITS.contains(call.name())).isPresent();
  }

  boolean isMono(Site site) {
    return site.isA(ASTHelpers.getSymbol(tree).owner.type, MONO);
  }

  /** The calls on the result of this one in the same expression, nearest first. */
  List<ReactorCall> after(Site site) {
    List<ReactorCall> result = new ArrayList<>();
    for (Optional<ReactorCall> next = next(site); next.isPresent(); next = next.get().next(site)) {
      result.add(next.get());
    }
    return result;
  }

  private Optional<ReactorCall> next(Site site) {
    TreePath parent = Site.parent(path);
    return parent.getLeaf() instanceof MemberSelectTree
        ? at(parent.getParentPath(), site)
        : Optional.empty();
  }

  /** Whether a failure in this call is dealt with, and the element told, further on. */
  boolean isContinued(Site site) {
    return after(site).stream().anyMatch(each -> each.name().equals("onErrorContinue"));
  }

  @Override
  public String insteadOfThreadState() {
    return "hand it on in the Reactor context";
  }
}
