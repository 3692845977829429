package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.Optional;

/**
 * What the part of a Netty callback that goes on later does with the event: pass it on, so that
 * later ones would overtake it, or use a message that Netty releases when the callback returns.
 */
final class NettyEvent extends ObstacleScanner {
  private final VoidFunction function;
  private final Cut cut;
  private final Site site;
  private boolean isCalled;

  NettyEvent(VoidFunction function, Cut cut, Site site) {
    this.function = function;
    this.cut = cut;
    this.site = site;
  }

  /** Why that part cannot go on later. */
  Optional<String> obstacle() {
    return in(function.body());
  }

  @Override
  public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    if (!isMoved(tree)) {
      return super.visitMethodInvocation(tree, null);
    }
    return passesOn(tree)
        ? Optional.of(
            "`"
                + ASTHelpers.getSymbol(tree).name
                + "` passes an event on, which later ones would overtake; pass it on before the"
                + " call")
        : reduce(super.visitMethodInvocation(tree, null), called(ASTHelpers.getSymbol(tree)));
  }

  private Optional<String> called(MethodSymbol method) {
    boolean before = isCalled;
    isCalled = true;
    Optional<String> found = follow(method, site);
    isCalled = before;
    return found;
  }

  private boolean passesOn(MethodInvocationTree tree) {
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    String name = ASTHelpers.getSymbol(tree).name.toString();
    if (receiver instanceof IdentifierTree id && id.getName().contentEquals("super")) {
      return function.implemented().stream().anyMatch(each -> each.endsWith("." + name));
    }
    return receiver != null
        && name.startsWith("fire")
        && !name.equals("fireExceptionCaught")
        && site.isA(ASTHelpers.getType(receiver), "io.netty.channel.ChannelInboundInvoker");
  }

  @Override
  public Optional<String> visitIdentifier(IdentifierTree tree, Void unused) {
    return !isCalled && isMoved(tree) && mayBeReleased(ASTHelpers.getSymbol(tree))
        ? Optional.of(
            "`"
                + tree.getName()
                + "` may be released when this method returns; take what you need out of it before"
                + " the call, or retain it and release it in the end")
        : Optional.empty();
  }

  /** A parameter of unknown type may be a message that counts its references. */
  private boolean mayBeReleased(Symbol symbol) {
    boolean isFromOutside =
        symbol instanceof VarSymbol variable
            && variable.owner instanceof MethodSymbol
            && variable.pos < site.start(site.operation().getLeaf());
    boolean isUnknown =
        function.parameters().stream()
            .map(ASTHelpers::getSymbol)
            .anyMatch(
                parameter ->
                    parameter.equals(symbol)
                        && site.isSame(parameter.type, site.state().getSymtab().objectType));
    return isFromOutside && (isUnknown || site.isA(symbol.type, "io.netty.util.ReferenceCounted"));
  }

  private boolean isMoved(Tree tree) {
    return isCalled || function.isMoved(tree, cut, site);
  }
}
