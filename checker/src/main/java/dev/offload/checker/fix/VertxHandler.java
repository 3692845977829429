package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A Vert.x handler that yields nothing moves the call that blocks to a worker thread of Vert.x, and
 * goes on in a callback on its own event loop.
 *
 * <p>{@code vertx.setTimer(1, id -> print(read(x)))} becomes {@code vertx.setTimer(1, id ->
 * vertx.executeBlocking(() -> read(x)).onSuccess(value -> print(value)).onFailure(failure -> {
 * throw Offload.unchecked(failure); }))}: Vert.x takes what such handlers and its futures'
 * callbacks throw to the same exception handler. What a route throws fails its request, so {@code
 * router.get().handler(ctx -> ctx.end(read(x)))} becomes {@code .. executeBlocking(() ->
 * read(x)).map(value -> { ctx.end(value); return null; }).onFailure(ctx::fail)}, and what {@code
 * start(promise)} of a verticle throws fails the promise.
 *
 * <p>A sleep becomes a timer: {@code Thread.sleep(100); rest;} becomes {@code vertx.setTimer(100,
 * id -> { rest; });}.
 *
 * <p>A {@code try} around the call is a {@link ContinuedTry} in {@code onComplete}; in a verticle
 * in {@code transform}.
 *
 * <p>Changes behaviour: another thread, but for sleeps; the event loop handles other events in
 * between.
 *
 * <p>Refusals: no {@code Vertx} here, or several; handlers whose exceptions go somewhere else; the
 * call is in {@code try} of a route, for which there is {@link VertxRoute}; the call changes what
 * may be confined to the loop; a request's handler reads its body, or goes on to the next route,
 * after the call; messages and buffers come in a row; what {@link VertxTimer} finds; everything
 * that {@link Continuation} cannot move behind the call.
 */
final class VertxHandler implements FixStrategy {
  /** Vert.x takes what these handlers throw to the exception handler of their context. */
  private static final Set<String> REPORTING =
      Set.of(
          "io.vertx.core.Context.runOnContext",
          "io.vertx.core.Future.onComplete",
          "io.vertx.core.Future.onFailure",
          "io.vertx.core.Future.onSuccess",
          "io.vertx.core.Vertx.runOnContext",
          "io.vertx.core.Vertx.setPeriodic",
          "io.vertx.core.Vertx.setTimer",
          "io.vertx.core.http.HttpServerRequest.bodyHandler",
          "io.vertx.core.http.HttpServerRequest.endHandler");

  private static final String REQUESTS = "io.vertx.core.http.HttpServer.requestHandler";

  /** What comes in a row. */
  private static final Set<String> PARTS =
      Set.of("binaryMessageHandler", "frameHandler", "handler", "textMessageHandler");

  private static final Set<String> CONNECTING = Set.of("connectHandler", "webSocketHandler");

  private static final Set<String> LIFE =
      Set.of(
          "io.vertx.core.AbstractVerticle.start",
          "io.vertx.core.AbstractVerticle.stop",
          "io.vertx.core.Verticle.start",
          "io.vertx.core.Verticle.stop");

  @Override
  public Optional<Answer> answer(Site site) {
    return VoidFunction.around(site)
        .filter(function -> !VertxConsumer.isAround(site))
        .flatMap(
            function ->
                function.path().getLeaf() instanceof MethodTree
                    ? ofVerticle(function, site)
                    : ofLambda(function, site));
  }

  private static Optional<Answer> ofVerticle(VoidFunction function, Site site) {
    if (!function.implementsOneOf(LIFE)) {
      return Optional.empty();
    }
    if (function.parameters().isEmpty()) {
      return Optional.of(
          new Refusal(
              "the verticle counts as ready, or stopped, when this method returns; override the"
                  + " one with a Promise, and use executeBlocking"));
    }
    return Optional.of(
        attemptAround(site)
            .map(attempt -> failing(function, attempt, site))
            .orElseGet(() -> failing(function, "tryFail", site)));
  }

  private static Optional<Answer> ofLambda(VoidFunction function, Site site) {
    if (!(Site.parent(function.path()).getLeaf() instanceof MethodInvocationTree call)) {
      return Optional.empty();
    }
    MethodSymbol method = ASTHelpers.getSymbol(call);
    String name = method.owner.getQualifiedName() + "." + method.name;
    if (REPORTING.contains(name)) {
      return Optional.of(reporting(function, site));
    }
    if (name.equals(VertxRoute.HANDLER)) {
      return Optional.of(
          RequestBody.readLater(function, "use blockingHandler", site)
              .<Answer>map(Refusal::new)
              .orElseGet(() -> failing(function, "fail", site)));
    }
    if (name.equals(REQUESTS)) {
      return Optional.of(
          RequestBody.readLater(
                  function, "pause() the request before the call, and resume() it then", site)
              .<Answer>map(Refusal::new)
              .orElseGet(() -> reporting(function, site)));
    }
    return name.startsWith("io.vertx.core.") || name.startsWith("io.vertx.ext.")
        ? Optional.of(new Refusal(byHand(method, site)))
        : Optional.empty();
  }

  private static String byHand(MethodSymbol method, Site site) {
    String name = method.name.toString();
    boolean isPart =
        PARTS.contains(name) && site.isA(method.owner.type, "io.vertx.core.streams.ReadStream");
    if (isPart) {
      return "what comes meanwhile would overtake this; pause() the stream, use executeBlocking,"
          + " and resume() the stream then";
    }
    if (CONNECTING.contains(name)) {
      return "what comes before the connection has its handlers is lost; pause() it, use"
          + " executeBlocking, and resume() it then";
    }
    return "what this handler throws has a meaning of its own in Vert.x; use executeBlocking, and"
        + " onFailure for what it fails with";
  }

  /** A sleep has its own ways out of {@code try}. */
  private static Optional<ContinuedTry> attemptAround(Site site) {
    return Sleep.of(site).isPresent() ? Optional.empty() : ContinuedTry.around(site);
  }

  /** What fails goes to the exception handler of the context. */
  static Answer reporting(VoidFunction function, Site site) {
    Optional<ContinuedTry> attempt = attemptAround(site);
    if (attempt.isPresent()) {
      return cut(function, attempt.get(), "onComplete", "", "", Set.of(), site);
    }
    String failure = site.freshName("failure");
    Thrown thrown = Thrown.of(failure, site);
    return cut(
        function,
        Composed.statement(
            "onSuccess", "", "", ".onFailure(" + failure + " -> " + thrown.text() + ")"),
        thrown.imports(),
        site);
  }

  /** What fails goes to the promise. */
  private static Answer failing(VoidFunction function, ContinuedTry attempt, Site site) {
    Site.Named future = site.named("io.vertx.core.Future");
    return cut(
        function,
        attempt,
        "transform",
        future.text() + ".succeededFuture()",
        ".onFailure(" + function.parameters().get(0).getName() + "::tryFail)",
        future.imports(),
        site);
  }

  /** What fails goes to a method of the parameter. */
  private static Answer failing(VoidFunction function, String method, Site site) {
    VariableTree parameter = function.parameters().get(0);
    return site.cannotCapture(ASTHelpers.getSymbol(parameter))
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                cut(
                    function,
                    Composed.statement(
                        "map",
                        "",
                        "return null;",
                        ".onFailure(" + parameter.getName() + "::" + method + ")"),
                    Set.of(),
                    site));
  }

  /** The rest of a {@code try} goes into the callback of a method, which returns a value. */
  private static Answer cut(
      VoidFunction function,
      ContinuedTry attempt,
      String method,
      String value,
      String ending,
      Set<String> imports,
      Site site) {
    Optional<VertxInstance> vertx = VertxInstance.at(site);
    if (vertx.isEmpty()) {
      return VertxInstance.NONE;
    }
    String outcome = site.freshName("outcome");
    String end = value.isEmpty() ? "return;" : "return " + value + ";";
    Outcome known =
        new Outcome(
            vertx.get().call(site).stage(site) + "." + method + "(" + outcome + " -> ",
            outcome + ".result()",
            Optional.of(outcome + ".cause()"),
            end,
            value.isEmpty() ? "" : end,
            ")" + ending,
            imports,
            VertxInstance.CHANGE);
    return function.cut(attempt, block -> attempt.offloaded(block, known), site);
  }

  private static Answer cut(
      VoidFunction function, Composed composed, Set<String> imports, Site site) {
    Optional<VertxInstance> vertx = VertxInstance.at(site);
    if (vertx.isEmpty()) {
      return VertxInstance.NONE;
    }
    Optional<Sleep> sleep = Sleep.of(site);
    if (sleep.isPresent()) {
      VertxTimer timer = VertxTimer.of(sleep.get(), vertx.get(), site);
      return composed.last().isEmpty()
          ? timer.within(function, site)
          : timer.composed(function, composed, site);
    }
    Optional<String> obstacle = OffloadedCall.obstacle(site);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Answer answer = function.cut(vertx.get().call(site), composed, site);
    return answer instanceof Offer offer
        ? Offer.changing(offer.edit().importing(imports), VertxInstance.CHANGE)
        : answer;
  }
}
