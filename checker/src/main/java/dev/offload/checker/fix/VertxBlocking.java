package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.FindIdentifiers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blocking work on a Vert.x event loop goes to a worker thread of Vert.x.
 *
 * <p>{@code future.map(x -> read(x))} becomes {@code future.compose(x -> vertx.executeBlocking(()
 * -> read(x)))}. In a handler that yields nothing, only the blocking call moves, and what comes
 * after it becomes a callback on the same event loop: {@code vertx.executeBlocking(() ->
 * read(x)).onSuccess(text -> { .. })}. A failure is thrown in a callback once more, as Vert.x takes
 * what such handlers and its futures' callbacks throw to the same exception handler. It does
 * something else with what a consumer of the event bus, or a route, throws.
 *
 * <p>Changes behaviour: another thread; the event loop handles other events in between.
 *
 * <p>Refusals: no {@code Vertx} here, or several; handlers whose exceptions go somewhere else; the
 * call is in {@code try}; everything that {@link Continuation} cannot move behind the call.
 */
final class VertxBlocking implements FixStrategy {
  private static final String VERTX = "io.vertx.core.Vertx";
  private static final String CHANGE =
      "the blocking part runs on a worker thread, and the event loop handles other events"
          + " meanwhile";

  /** Vert.x takes what these handlers throw to the exception handler of their context. */
  private static final Set<String> REPORTING =
      Set.of(
          "io.vertx.core.Context.runOnContext",
          "io.vertx.core.Future.onFailure",
          "io.vertx.core.Future.onSuccess",
          "io.vertx.core.Vertx.runOnContext",
          "io.vertx.core.Vertx.setPeriodic",
          "io.vertx.core.Vertx.setTimer");

  @Override
  public Optional<Answer> answer(Site site) {
    TreePath function = site.nonBlockingFunction();
    return function.getLeaf() instanceof LambdaExpressionTree lambda
            && Site.parent(function).getLeaf() instanceof MethodInvocationTree call
            && call.getMethodSelect() instanceof MemberSelectTree select
        ? answer(lambda, call, select, site)
        : Optional.empty();
  }

  private static Optional<Answer> answer(
      LambdaExpressionTree lambda, MethodInvocationTree call, MemberSelectTree select, Site site) {
    String method =
        ASTHelpers.getSymbol(call).owner.getQualifiedName() + "." + select.getIdentifier();
    boolean isMap = method.equals("io.vertx.core.Future.map");
    boolean isOther = isMap ? !call.getTypeArguments().isEmpty() : !REPORTING.contains(method);
    if (isOther) {
      return Optional.empty();
    }
    return Optional.of(
        BoundToThread.in(lambda, site)
            .<Answer>map(owner -> new Refusal(BoundToThread.callback(owner)))
            .orElseGet(
                () ->
                    vertx(select.getExpression(), site)
                        .map(
                            vertx ->
                                isMap
                                    ? composed(lambda, select, vertx, site)
                                    : handler(lambda, vertx, site))
                        .orElseGet(
                            () ->
                                new Refusal(
                                    "no single Vertx is in scope here; hand one over, and use its"
                                        + " executeBlocking"))));
  }

  /** The instance to use. */
  private static Optional<String> vertx(ExpressionTree receiver, Site site) {
    if (site.isA(ASTHelpers.getType(receiver), VERTX) && FirstEvaluated.isInert(receiver)) {
      return Optional.of(site.source(receiver));
    }
    List<VarSymbol> inScope =
        FindIdentifiers.findAllIdents(site.state()).stream()
            .filter(variable -> site.isA(variable.type, VERTX))
            .filter(
                variable ->
                    variable.owner instanceof ClassSymbol || ASTHelpers.isConsideredFinal(variable))
            .toList();
    return inScope.size() == 1 ? Optional.of(inScope.get(0).name.toString()) : Optional.empty();
  }

  /** All of the callback moves: what it throws fails the future, before and after. */
  private static Answer composed(
      LambdaExpressionTree lambda, MemberSelectTree select, String vertx, Site site) {
    int end = site.end(select);
    int body = site.start(lambda.getBody());
    int bodyEnd = site.end(lambda.getBody());
    return Offer.changing(
        Edit.replace(end - "map".length(), end, "compose")
            .and(body, body, vertx + ".executeBlocking(() -> ")
            .and(bodyEnd, bodyEnd, ")"),
        CHANGE);
  }

  private static Answer handler(LambdaExpressionTree lambda, String vertx, Site site) {
    if (!(site.operation().getLeaf() instanceof MethodInvocationTree operation)) {
      return new Refusal("only calls can move; make a method of this, then use executeBlocking");
    }
    if (!site.isDirect()) {
      return new Refusal(
          "the wait happens once for each element; move the loop into one executeBlocking");
    }
    if (site.isInTry()) {
      return new Refusal(
          "the wait is within try, whose catch and finally would be over before executeBlocking is;"
              + " use onFailure and eventually for them");
    }
    TwinCall twin = executed(operation, vertx, site);
    Optional<String> boxing = twin.boxing();
    if (boxing.isPresent()) {
      return new Refusal(boxing.get());
    }
    String failure = site.freshName("failure");
    Composed handled =
        new Composed(
            "",
            "onSuccess",
            false,
            ".onFailure("
                + failure
                + " -> { if ("
                + failure
                + " instanceof Error) { throw (Error) "
                + failure
                + "; } throw (RuntimeException) "
                + failure
                + "; })");
    Answer answer = new Continuation(lambda.getBody(), twin, handled, false, site).answer();
    return answer instanceof Offer offer ? Offer.changing(offer.edit(), CHANGE) : answer;
  }

  private static TwinCall executed(MethodInvocationTree operation, String vertx, Site site) {
    String text = site.source(operation);
    boolean isVoid = ASTHelpers.getType(operation).hasTag(TypeTag.VOID);
    return new TwinCall(
        site.operation(),
        operation,
        vertx
            + ".executeBlocking(() -> "
            + (isVoid ? "{ " + text + "; return null; }" : text)
            + ")",
        Set.of(),
        site.end(operation),
        "the event loop");
  }
}
