package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A call of a method of RxJava's, 2 or 3.
 *
 * @param path to the call
 * @param select what is called, with the receiver or class in front
 * @param type that declares the method: {@code Flowable}
 */
record RxCall(TreePath path, MethodInvocationTree tree, MemberSelectTree select, String type)
    implements ChainCall {
  private static final String RX2 = "io.reactivex";
  private static final String RX3 = "io.reactivex.rxjava3.core";
  private static final Set<String> TYPES =
      Set.of("Completable", "Flowable", "Maybe", "Observable", "Single");
  private static final Set<String> LAZY_WAITS =
      Set.of("blockingIterable", "blockingLatest", "blockingNext", "blockingStream");

  static Optional<RxCall> at(TreePath path) {
    if (!(path.getLeaf() instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)) {
      return Optional.empty();
    }
    Symbol owner = ASTHelpers.getSymbol(call).owner;
    return Stream.of(RX2, RX3)
                .anyMatch(name -> owner.packge().getQualifiedName().contentEquals(name))
            && TYPES.contains(owner.name.toString())
        ? Optional.of(new RxCall(path, call, select, owner.name.toString()))
        : Optional.empty();
  }

  /** The operator that the function at {@code path} is written into. */
  static Optional<RxCall> around(TreePath function) {
    return at(Site.parent(function))
        .filter(call -> !ASTHelpers.getSymbol(call.tree()).isStatic())
        .filter(call -> call.argumentOf(function.getLeaf()) >= 0);
  }

  /**
   * Whether the operation only makes something that waits when it is read, perhaps elsewhere: to
   * move it to another thread would not help.
   */
  static boolean isLazyWait(Site site) {
    return at(site.operation()).filter(call -> LAZY_WAITS.contains(call.name())).isPresent();
  }

  /** Whether it is about many elements. */
  boolean isOfMany() {
    return type.equals("Flowable") || type.equals("Observable");
  }

  /** The call on the result of this one in the same expression. */
  Optional<RxCall> next() {
    TreePath parent = Site.parent(path);
    return parent.getLeaf() instanceof MemberSelectTree
        ? at(parent.getParentPath())
        : Optional.empty();
  }

  /** Another type of the same RxJava, as the file can write it. */
  Site.Named sibling(String name, Site site) {
    return site.named(core() + "." + name);
  }

  /** RxJava's schedulers, as the file can write them. */
  Site.Named schedulers(Site site) {
    String root = core().equals(RX3) ? "io.reactivex.rxjava3" : RX2;
    return site.named(root + ".schedulers.Schedulers");
  }

  private String core() {
    return ASTHelpers.getSymbol(tree).packge().getQualifiedName().toString();
  }

  @Override
  public String insteadOfThreadState() {
    return "hand it on with the element";
  }
}
