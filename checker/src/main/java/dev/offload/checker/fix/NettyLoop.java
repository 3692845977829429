package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Callbacks of Netty that may end before their work does.
 *
 * <p>A handler's method for what happens to a channel once is one: {@code channelActive}. Netty
 * gives what it throws to {@code exceptionCaught} of the same handler, so that is called; one that
 * the handler does not have passes the failure on (one that a subclass adds is not seen). Messages
 * and events of users come in a row, where a later one would be done before an earlier one: for
 * those there is advice only, as the order is what they are about. So it is where the rest passes
 * the event on, as later events would overtake it, and where it uses what Netty may have released
 * by then.
 *
 * <p>Listeners of futures, and tasks for the loop, are others. Netty logs what listeners throw;
 * what tasks throw, some loops log, and others end with it. So a failure is thrown in another one
 * of the same.
 */
final class NettyLoop {
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";
  private static final String HANDLER = "io.netty.channel.ChannelHandler";
  private static final String INBOUND = "io.netty.channel.ChannelInboundHandler.";
  private static final Set<String> ONCE =
      Set.of(INBOUND + "channelActive", INBOUND + "channelInactive", INBOUND + "channelRegistered");
  private static final Set<String> LISTENER =
      Set.of("io.netty.util.concurrent.GenericFutureListener.operationComplete");
  private static final String MEANWHILE =
      "what comes meanwhile is handled before the rest of this method";

  private NettyLoop() {}

  /** For a callback that is to go on later. */
  static Optional<Loop.Choice> of(VoidFunction function, Site site) {
    boolean keepsOrder = !function.implementsOneOf(ONCE);
    return atEnd(function, site)
        .map(
            choice ->
                keepsOrder
                        && function.path().getLeaf() instanceof MethodTree method
                        && !function.implementsOneOf(LISTENER)
                    ? new Loop.None(inOrder(method))
                    : choice);
  }

  /** For a callback that has nothing to do later but to tell of a failure. */
  static Optional<Loop.Choice> atEnd(VoidFunction function, Site site) {
    if (function.implementsOneOf(LISTENER)) {
      return Optional.of(ofListener(function, site));
    }
    return function.path().getLeaf() instanceof MethodTree method
        ? ofHandler(function, method, site)
        : ofTask(function, site);
  }

  // --- Handlers ----------------------------------------------------------------------------------

  private static Optional<Loop.Choice> ofHandler(
      VoidFunction function, MethodTree method, Site site) {
    ClassSymbol handler = ASTHelpers.getSymbol(method).enclClass();
    boolean isNettys =
        function.implemented().stream().anyMatch(name -> name.startsWith("io.netty."));
    if (!isNettys || method.getParameters().isEmpty() || !site.isA(handler.type, HANDLER)) {
      return Optional.empty();
    }
    VarSymbol context = ASTHelpers.getSymbol(method.getParameters().get(0));
    if (!site.isA(context.type, CONTEXT)) {
      return Optional.of(new Loop.None(inOrder(method)));
    }
    Optional<MethodSymbol> caught = ownMethod(handler, "exceptionCaught", site);
    if (caught.isPresent() && !caught.get().getThrownTypes().isEmpty()) {
      return Optional.of(
          new Loop.None(
              "failures belong to exceptionCaught, which throws checked exceptions that no callback"
                  + " can; take its throws clause away"));
    }
    String name = context.name.toString();
    String executor = name + ".executor()";
    String thrown = site.freshName("failure");
    String own = "exceptionCaught(" + name + ", ";
    String next = name + ".fireExceptionCaught(";
    Loop loop =
        new Loop(
            executor,
            Set.of(),
            failure ->
                caught.isPresent()
                    ? executor + ".execute(() -> " + own + failure + "));"
                    : next + failure + ");",
            Optional.of(
                "catch (Throwable "
                    + thrown
                    + ") { "
                    + (caught.isPresent() ? own : next)
                    + thrown
                    + "); }"),
            MEANWHILE);
    return Optional.of(
        new Loop.Found(
            loop,
            (moving, cut) ->
                site.cannotCapture(context)
                    .or(() -> new NettyEvent(moving, cut, site).obstacle())));
  }

  private static String inOrder(MethodTree method) {
    String name = method.getName().toString();
    return switch (name) {
      case "initChannel" ->
          "the pipeline must be complete when initChannel returns; do this before there is a"
              + " channel, such as in the constructor";
      case "handlerAdded", "handlerRemoved", "exceptionCaught" ->
          "Netty counts on the end of " + name + "; do this when the channel is active";
      default ->
          "what comes meanwhile would overtake this; give the handler threads that may block:"
              + " pipeline.addLast(new DefaultEventExecutorGroup(4), handler)";
    };
  }

  /** A method with two parameters, unless it is Netty's, which passes the event on. */
  private static Optional<MethodSymbol> ownMethod(ClassSymbol handler, String name, Site site) {
    for (Type type = handler.type;
        type.tsym instanceof ClassSymbol owner;
        type = site.state().getTypes().supertype(type)) {
      for (Symbol member : owner.members().getSymbolsByName(site.state().getName(name))) {
        if (member instanceof MethodSymbol method && method.params().size() == 2) {
          boolean isNettys = owner.getQualifiedName().toString().startsWith("io.netty.channel.");
          return isNettys ? Optional.empty() : Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }

  // --- Listeners and tasks -----------------------------------------------------------------------

  private static Loop.Choice ofListener(VoidFunction function, Site site) {
    VariableTree future = function.parameters().get(0);
    if (site.isA(ASTHelpers.getType(future), "io.netty.channel.ChannelFuture")) {
      return site.cannotCapture(ASTHelpers.getSymbol(future))
          .<Loop.Choice>map(Loop.None::new)
          .orElseGet(() -> listening(future.getName() + ".channel().eventLoop()", site));
    }
    List<VarSymbol> contexts = VariablesInScope.of(CONTEXT, site.operation(), site);
    return contexts.size() == 1
        ? listening(contexts.get(0).name + ".executor()", site)
        : new Loop.None(
            "no event loop is known here; use a ChannelFutureListener, whose future has a channel");
  }

  /** {@code ctx.executor().execute(() -> ..)}. */
  private static Optional<Loop.Choice> ofTask(VoidFunction function, Site site) {
    return function.path().getLeaf() instanceof LambdaExpressionTree
            && Site.parent(function.path()).getLeaf() instanceof MethodInvocationTree call
            && ASTHelpers.getSymbol(call).name.contentEquals("execute")
            && isLoop(ASTHelpers.getReceiver(call), site)
        ? Optional.of(
            tasking(
                site.source(ASTHelpers.getReceiver(call)),
                function.catchingAll(site).map(attempt -> site.source(attempt.getCatches().get(0))),
                site))
        : Optional.empty();
  }

  /** Whether an expression always yields the same loop of Netty's. */
  private static boolean isLoop(ExpressionTree executor, Site site) {
    return executor != null
        && site.isA(ASTHelpers.getType(executor), "io.netty.util.concurrent.EventExecutor")
        && isSettled(executor);
  }

  private static boolean isSettled(ExpressionTree expression) {
    return expression instanceof MethodInvocationTree call
        ? Set.of("channel", "eventLoop", "executor")
                .contains(ASTHelpers.getSymbol(call).name.toString())
            && ASTHelpers.getReceiver(call) != null
            && isSettled(ASTHelpers.getReceiver(call))
        : expression instanceof IdentifierTree && FirstEvaluated.isInert(expression);
  }

  /** Failures of a listener are thrown in a listener. */
  private static Loop.Choice listening(String executor, Site site) {
    String opening =
        executor + ".newSucceededFuture(null).addListener(" + site.freshName("unused") + " -> ";
    String failure = site.freshName("failure");
    return throwing(
        executor,
        opening,
        report ->
            Optional.of("catch (Throwable " + failure + ") { " + report.apply(failure) + " }"),
        site);
  }

  /** Failures of a task are thrown in a task. */
  private static Loop.Choice tasking(String executor, Optional<String> caught, Site site) {
    return throwing(executor, executor + ".execute(() -> ", report -> caught, site);
  }

  private static Loop.Choice throwing(
      String executor,
      String opening,
      Function<UnaryOperator<String>, Optional<String>> caught,
      Site site) {
    Site.Named wrapper = site.named("java.util.concurrent.CompletionException");
    UnaryOperator<String> report =
        failure -> opening + "{ throw new " + wrapper.text() + "(" + failure + "); });";
    Loop loop = new Loop(executor, wrapper.imports(), report, caught.apply(report), MEANWHILE);
    return new Loop.Found(loop, (moving, cut) -> new NettyEvent(moving, cut, site).obstacle());
  }
}
