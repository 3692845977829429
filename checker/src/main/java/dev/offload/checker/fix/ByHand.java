package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.AsynchronousTypes;
import dev.offload.checker.model.Hierarchy;
import java.util.Optional;

/**
 * No edit, but advice: what to use instead of the operation, and where to go on. It is asked last,
 * so that nothing is left without a word.
 *
 * <p>{@code latch.await(); rest;} in a void method gets "use a CompletableFuture instead of the
 * latch, completed where that is counted down, and go on in a callback".
 */
final class ByHand implements FixStrategy {
  private static final String COMPLETABLE = "java.util.concurrent.CompletableFuture";

  @Override
  public Optional<Answer> answer(Site site) {
    return Optional.of(new Refusal(advice(site)));
  }

  /** What to use instead, and where to go on. */
  static String advice(Site site) {
    return Instead.of(site) + ", and " + goOn(site);
  }

  private static String goOn(Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    if (function instanceof MethodTree method) {
      MethodSymbol symbol = ASTHelpers.getSymbol(method);
      return symbol.isConstructor()
          ? "have it done before the object is made"
          : goOn(
              symbol.getReturnType(),
              ASTHelpers.findSuperMethods(symbol, site.state().getTypes()).isEmpty()
                  ? "let `" + symbol.name + "` return a stage"
                  : "have the value ready before `" + symbol.name + "` is called",
              site);
    }
    if (function instanceof LambdaExpressionTree || function instanceof MemberReferenceTree) {
      Type result =
          site.state().getTypes().findDescriptorType(ASTHelpers.getType(function)).getReturnType();
      return goOn(result, "have the value ready before this function is called", site);
    }
    return "have it done before the object is made";
  }

  /** Where a function goes on that must return a {@code result} without waiting. */
  private static String goOn(Type result, String value, Site site) {
    if (result.hasTag(TypeTag.VOID)) {
      return "go on in a callback";
    }
    if (isOwnStage(result, site)) {
      return "complete what this returns in a callback";
    }
    return AsynchronousTypes.isAny(result, new Hierarchy(site.state().getTypes()))
        ? "return the stage that its callback makes"
        : value;
  }

  /** Callbacks make no stages of such a class. */
  private static boolean isOwnStage(Type result, Site site) {
    return site.isA(result, COMPLETABLE)
        && !result.tsym.getQualifiedName().contentEquals(COMPLETABLE);
  }
}
