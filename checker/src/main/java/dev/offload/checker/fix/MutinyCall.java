package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import java.util.Optional;
import java.util.Set;

/**
 * A call of a method of Mutiny's: of Uni, of Multi, or of one of the groups that stand between,
 * such as that of {@code onItem()}.
 *
 * @param path to the call
 * @param select what is called, with the receiver or class in front
 */
record MutinyCall(TreePath path, MethodInvocationTree tree, MemberSelectTree select)
    implements ChainCall {
  private static final String PACKAGE = "io.smallrye.mutiny";
  private static final Set<String> LAZY_WAITS =
      Set.of("MultiSubscribe.asIterable", "MultiSubscribe.asStream");

  static Optional<MutinyCall> at(TreePath path) {
    return path.getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
            && packageOf(ASTHelpers.getSymbol(call)).startsWith(PACKAGE)
        ? Optional.of(new MutinyCall(path, call, select))
        : Optional.empty();
  }

  private static String packageOf(Symbol symbol) {
    return symbol.packge().getQualifiedName().toString();
  }

  /** The operator that the function at {@code path} is written into. */
  static Optional<MutinyCall> around(TreePath function) {
    return at(Site.parent(function))
        .filter(call -> !ASTHelpers.getSymbol(call.tree()).isStatic())
        .filter(call -> call.argumentOf(function.getLeaf()) >= 0);
  }

  /**
   * Whether the operation only makes something that waits when it is read, perhaps elsewhere: to
   * move it to another thread would not help.
   */
  static boolean isLazyWait(Site site) {
    return at(site.operation()).filter(call -> LAZY_WAITS.contains(call.operator())).isPresent();
  }

  /** With the type that declares it: {@code UniOnItem.transform}. */
  String operator() {
    return ASTHelpers.getSymbol(tree).owner.name + "." + name();
  }

  boolean isMulti() {
    return operator().startsWith("Multi");
  }

  /** The nearest Uni or Multi in front of it. */
  Optional<ExpressionTree> source() {
    ExpressionTree receiver = receiver();
    while (!isSource(receiver)) {
      if (!(receiver instanceof MethodInvocationTree call)
          || !(call.getMethodSelect() instanceof MemberSelectTree group)) {
        return Optional.empty();
      }
      receiver = group.getExpression();
    }
    return Optional.of(receiver);
  }

  private static boolean isSource(ExpressionTree expression) {
    Symbol type = ASTHelpers.getType(expression).tsym;
    return packageOf(type).equals(PACKAGE)
        && (type.name.contentEquals("Uni") || type.name.contentEquals("Multi"));
  }

  @Override
  public String insteadOfThreadState() {
    return "hand it on with the item";
  }
}
