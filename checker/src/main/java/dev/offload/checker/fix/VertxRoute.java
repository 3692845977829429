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

/**
 * A route of Vert.x Web handles requests on a worker thread: {@code router.get("/x").handler(this::
 * show)} becomes {@code router.get("/x").blockingHandler(this::show)}. Results, failures and order
 * are the same; the next handler runs on the event loop again.
 *
 * <p>Changes behaviour: all of the handler runs on a worker thread.
 *
 * <p>Refusals: the handler reads what belongs to its thread, or changes what may be confined to it;
 * it reads the request itself.
 */
final class VertxRoute implements FixStrategy {
  static final String HANDLER = "io.vertx.ext.web.Route.handler";

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
            .or(
                () ->
                    RequestBody.read(function, "let a BodyHandler in front of it read that", site))
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
}
