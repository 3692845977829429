package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import dev.offload.checker.effect.Effect;
import dev.offload.checker.model.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;

/**
 * A call that is offloaded alone: what its statement does with its value stays where it was.
 *
 * @param moving wraps the call's source text into a stage
 * @param imports that it needs
 */
record OffloadedCall(TreePath path, UnaryOperator<String> moving, Set<String> imports)
    implements MovedCut {
  /** The operation, moved to the executor of {@code offloading}. */
  static OffloadedCall of(Offloading offloading, Site site) {
    return of(offloading, isValueUsed(site), site);
  }

  /** The same, where it may be known already whether something is done with the value. */
  static OffloadedCall of(Offloading offloading, boolean isValueUsed, Site site) {
    return new OffloadedCall(
        site.operation(),
        isValueUsed ? text -> offloading.call(typeArgument(site), text) : offloading::run,
        offloading.imports());
  }

  /**
   * Whether something is done with what the operation yields, in a function that yields nothing.
   */
  private static boolean isValueUsed(Site site) {
    Tree user = Site.parent(site.operation()).getLeaf();
    return !isVoid(site)
        && !(user instanceof ExpressionStatementTree)
        && !(user instanceof LambdaExpressionTree);
  }

  /** Needed where the type of the variable that gets the value decides the call's. */
  static String typeArgument(Site site) {
    return Site.parent(site.operation()).getLeaf() instanceof VariableTree variable
            && !((JCVariableDecl) variable).declaredUsingVar()
            && !ASTHelpers.getType(variable).isPrimitive()
            && site.operation().getLeaf() instanceof ExpressionTree call
            && OffloadedPart.isInferred(call)
        ? "<" + site.source(variable.getType()) + ">"
        : "";
  }

  /** Whether the operation yields nothing. */
  static boolean isVoid(Site site) {
    return ASTHelpers.getType(site.operation().getLeaf()).hasTag(TypeTag.VOID);
  }

  /** Why the operation cannot move. */
  static Optional<String> obstacle(Site site) {
    return site.operation().getLeaf() instanceof ExpressionTree
        ? Boxing.obstacle(site.operation()).or(() -> inside(site)).or(() -> confined(site))
        : Optional.of("only calls can move; make a method of this, then offload it");
  }

  /** What is known of a call that does not block itself, but something that it calls. */
  private static Optional<String> inside(Site site) {
    if (site.finding().effect().witness().isEmpty()) {
      return Optional.empty();
    }
    return lockInside(site)
        .or(
            () ->
                ASTHelpers.getSymbol(site.operation().getLeaf()) instanceof MethodSymbol method
                        && method.getModifiers().contains(Modifier.ABSTRACT)
                    ? Optional.of(
                        "`"
                            + method.name
                            + "` is abstract, and what implements it may be meant for the event"
                            + " loop; offload what blocks in there")
                    : Optional.empty());
  }

  /**
   * A lock is held for a moment only, and the rest of the call may count on its thread; a
   * synchronized method has no rest.
   */
  static Optional<String> lockInside(Site site) {
    Effect effect = site.finding().effect();
    boolean isSection =
        ASTHelpers.getSymbol(site.operation().getLeaf()) instanceof MethodSymbol method
            && method.getModifiers().contains(Modifier.SYNCHRONIZED);
    return effect.kind() == Kind.LOCK && !effect.witness().isEmpty() && !isSection
        ? Optional.of(
            "the call takes a lock somewhere inside, and the rest of it may be meant for the thread"
                + " it runs on; use an AsyncLock there, or let only the section run elsewhere")
        : Optional.empty();
  }

  private static Optional<String> confined(Site site) {
    return Confinement.of(site.operation().getLeaf(), site)
        .map(
            confined ->
                "the call "
                    + confined
                    + ", which may be meant for the event loop only; offload just the part of it"
                    + " that blocks");
  }

  @Override
  public Type result(Site site) {
    return site.boxed(ASTHelpers.getType(tree()));
  }

  @Override
  public String stage(Site site) {
    return moving.apply(site.source(tree()));
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of("the blocking part runs on another thread");
  }
}
