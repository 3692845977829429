package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Vert.x to run blocking work with.
 *
 * @param text the expression
 */
record VertxInstance(String text) {
  static final String CHANGE =
      "the blocking part runs on a worker thread, and the event loop handles other events"
          + " meanwhile";
  static final Refusal NONE =
      new Refusal("no single Vertx is in scope here; hand one over, and use its executeBlocking");
  private static final String VERTX = "io.vertx.core.Vertx";

  /**
   * The one whose methods are called in the chain that the function around the operation is handed
   * to, else the only variable, else that of a request, or of the verticle.
   */
  static Optional<VertxInstance> at(Site site) {
    return receiver(site)
        .or(() -> only(VERTX, site))
        .or(() -> only("io.vertx.ext.web.RoutingContext", site).map(name -> name + ".vertx()"))
        .or(() -> inScope(VERTX, site).isEmpty() ? verticle(site) : Optional.empty())
        .map(VertxInstance::new);
  }

  private static Optional<String> receiver(Site site) {
    if (!(Site.parent(site.nonBlockingFunction()).getLeaf() instanceof MethodInvocationTree call)) {
      return Optional.empty();
    }
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    while (receiver instanceof MethodInvocationTree before) {
      receiver = ASTHelpers.getReceiver(before);
    }
    boolean isUsable =
        receiver != null
            && site.isA(ASTHelpers.getType(receiver), VERTX)
            && FirstEvaluated.isInert(receiver);
    return isUsable ? Optional.of(site.source(receiver)) : Optional.empty();
  }

  private static Optional<String> only(String type, Site site) {
    List<VarSymbol> inScope = inScope(type, site);
    return inScope.size() == 1 ? Optional.of(inScope.get(0).name.toString()) : Optional.empty();
  }

  private static List<VarSymbol> inScope(String type, Site site) {
    return VariablesInScope.of(type, site.operation(), site);
  }

  private static Optional<String> verticle(Site site) {
    for (Tree each : site.operation()) {
      if (ASTHelpers.getSymbol(each) instanceof ClassSymbol owner
          && site.isA(owner.type, "io.vertx.core.Verticle")) {
        return Optional.of("getVertx()");
      }
    }
    return Optional.empty();
  }

  /** A future of the operation's value, as source text. */
  OffloadedCall call(Site site) {
    boolean isVoid = OffloadedCall.isVoid(site);
    return new OffloadedCall(
        site.operation(),
        text ->
            executing(
                OffloadedCall.typeArgument(site), isVoid ? "{ " + text + "; return null; }" : text),
        Set.of());
  }

  /** A future of what a lambda with this body yields. */
  String executing(String body) {
    return executing("", body);
  }

  private String executing(String typeArgument, String body) {
    return text + "." + typeArgument + "executeBlocking(() -> " + body + ")";
  }
}
