package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What code does with the body of a Vert.x request: who reads it must be there before the handler
 * of the request is over, or it passes by. Methods are followed as far as there is source; others
 * must not get the request.
 */
final class RequestBody extends ObstacleScanner {
  private static final String REQUEST = "io.vertx.core.http.HttpServerRequest";
  private static final String ROUTING = "io.vertx.ext.web.RoutingContext";
  private static final Set<String> GOING_ON = Set.of("next", "reroute");
  private static final Set<String> READING =
      Set.of(
          "body",
          "bodyHandler",
          "collect",
          "end",
          "endHandler",
          "exceptionHandler",
          "handler",
          "pipe",
          "pipeTo",
          "setExpectMultipart",
          "toNetSocket",
          "toWebSocket",
          "uploadHandler");

  private final boolean isWhole;
  private final String advice;
  private final Site site;
  private int start;

  private RequestBody(int start, boolean isWhole, String advice, Site site) {
    this.start = start;
    this.isWhole = isWhole;
    this.advice = advice;
    this.site = site;
  }

  /**
   * Why a handler cannot do the operation and the rest later: it, or a next one, reads the body.
   */
  static Optional<String> readLater(VoidFunction handler, String advice, Site site) {
    int operation = site.start(site.operation().getLeaf());
    return new RequestBody(operation, false, advice, site).in(handler.body());
  }

  /** Why a handler cannot do everything later: it reads the body. */
  static Optional<String> read(Tree handler, String advice, Site site) {
    return new RequestBody(0, true, advice, site).in(handler);
  }

  @Override
  public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (site.end(tree) <= start) {
      return Optional.empty();
    }
    return reads(tree, method)
        ? Optional.of(passedBy("when `" + method.name + "` is called"))
        : reduce(called(method, tree.getArguments()), super.visitMethodInvocation(tree, null));
  }

  private boolean reads(MethodInvocationTree tree, MethodSymbol method) {
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    String name = method.name.toString();
    return receiver != null
        && ((READING.contains(name) && site.isA(ASTHelpers.getType(receiver), REQUEST))
            || (!isWhole
                && GOING_ON.contains(name)
                && site.isA(ASTHelpers.getType(receiver), ROUTING)));
  }

  @Override
  public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
    return site.end(tree) <= start
        ? Optional.empty()
        : reduce(
            called(ASTHelpers.getSymbol(tree), tree.getArguments()),
            super.visitNewClass(tree, null));
  }

  @Override
  public Optional<String> visitMemberReference(MemberReferenceTree tree, Void unused) {
    return site.end(tree) <= start
        ? Optional.empty()
        : reduce(
            called(ASTHelpers.getSymbol(tree), List.of()), super.visitMemberReference(tree, null));
  }

  private Optional<String> called(MethodSymbol method, List<? extends ExpressionTree> arguments) {
    boolean isHandedOn =
        ASTHelpers.findMethod(method, site.state()) == null
            && arguments.stream().anyMatch(this::isRequest)
            && !isPlain(method);
    if (isHandedOn) {
      return Optional.of(passedBy("in `" + nameOf(method) + "`"));
    }
    int operation = start;
    start = 0;
    Optional<String> found = follow(method, site);
    start = operation;
    return found;
  }

  private boolean isRequest(ExpressionTree argument) {
    return site.isA(ASTHelpers.getType(argument), REQUEST)
        || (!isWhole && site.isA(ASTHelpers.getType(argument), ROUTING));
  }

  /** The JDK and loggers only ask for its text. */
  private static boolean isPlain(MethodSymbol method) {
    String owner = method.owner.getQualifiedName().toString();
    return owner.startsWith("java.") || owner.startsWith("org.slf4j.");
  }

  private static String nameOf(MethodSymbol method) {
    return (method.isConstructor() ? method.owner.name : method.name).toString();
  }

  private String passedBy(String when) {
    return "the body of the request may have passed by " + when + "; " + advice;
  }
}
