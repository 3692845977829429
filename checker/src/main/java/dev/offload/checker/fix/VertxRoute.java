package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A route of Vert.x Web handles requests on a worker thread: {@code router.get("/x").handler(this::
 * show)} becomes {@code router.get("/x").blockingHandler(this::show)}. Results, failures and order
 * are the same; the next handler runs on the event loop again.
 *
 * <p>Changes behaviour: all of the handler runs on a worker thread.
 *
 * <p>Refusals: the handler reads what belongs to its thread, or changes what may be confined to it.
 */
final class VertxRoute implements FixStrategy {
  static final String HANDLER = "io.vertx.ext.web.Route.handler";
  private static final Set<String> GOING_ON = Set.of("next", "reroute");
  private static final Set<String> READING =
      Set.of("body", "bodyHandler", "end", "endHandler", "handler", "pipeTo", "uploadHandler");

  @Override
  public Optional<Answer> answer(Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    boolean isFunction =
        function instanceof LambdaExpressionTree || function instanceof MemberReferenceTree;
    if (!isFunction
        || !(Site.parent(site.nonBlockingFunction()).getLeaf() instanceof MethodInvocationTree call)
        || !(call.getMethodSelect() instanceof MemberSelectTree select)
        || !isHandler(ASTHelpers.getSymbol(call))) {
      return Optional.empty();
    }
    int end = site.end(select);
    return Optional.of(
        BoundToThread.in(function, site)
            .map(BoundToThread::callback)
            .or(() -> confined(function, site))
            .<Answer>map(Refusal::new)
            .orElseGet(
                () ->
                    Offer.changing(
                        Edit.replace(end - "handler".length(), end, "blockingHandler"),
                        "all of the handler runs on a worker thread")));
  }

  /** Why all of a callback cannot move off its event loop. */
  static Optional<String> confined(Tree function, Site site) {
    return Confinement.of(function, site)
        .map(
            confined ->
                "the callback "
                    + confined
                    + ", which may be meant for the event loop only; use executeBlocking for just"
                    + " the call that blocks");
  }

  private static boolean isHandler(MethodSymbol method) {
    return HANDLER.equals(method.owner.getQualifiedName() + "." + method.name);
  }

  /**
   * Why a route cannot go on in a callback: who reads the body of a request must be there before
   * the handler is over.
   */
  static Optional<String> obstacle(VoidFunction function, Site site) {
    int operation = site.start(site.operation().getLeaf());
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        return site.end(tree) > operation && needsBody(ASTHelpers.getSymbol(tree))
            ? Optional.of(
                "the body of the request may have passed by when `"
                    + ASTHelpers.getSymbol(tree).name
                    + "` is called; use blockingHandler")
            : super.visitMethodInvocation(tree, null);
      }
    }.in(function.body());
  }

  private static boolean needsBody(MethodSymbol method) {
    String owner = method.owner.getQualifiedName().toString();
    String name = method.name.toString();
    return (owner.equals("io.vertx.ext.web.RoutingContext") && GOING_ON.contains(name))
        || (owner.equals("io.vertx.core.http.HttpServerRequest") && READING.contains(name));
  }
}
