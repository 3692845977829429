package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A wait for a Netty future at the end of a callback of Netty's becomes a listener: {@code
 * ctx.writeAndFlush(reply).sync();} becomes
 *
 * <pre>{@code
 * ctx.writeAndFlush(reply)
 *     .addListener(
 *         done -> {
 *           if (!done.isSuccess()) {
 *             ctx.executor().execute(() -> exceptionCaught(ctx, done.cause()));
 *           }
 *         });
 * }</pre>
 *
 * <p>Failures go where the callback's exceptions go: see {@link NettyLoop}. After {@code await},
 * which does not throw what failed, nobody need listen.
 *
 * <p>Changes behaviour: the callback does not wait; on the event loop of the future itself, Netty
 * throws instead of waiting.
 *
 * <p>Refusals: more follows, which belongs into a listener; the wait is in {@code try}, or in a
 * loop; the wait has a time-out; what {@link NettyLoop} finds.
 */
final class NettySync implements FixStrategy {
  private static final Set<String> THROWING = Set.of("sync", "syncUninterruptibly");
  private static final Set<String> SILENT = Set.of("await", "awaitUninterruptibly");

  /** Whether the operation waits for a Netty future, for its end alone. */
  static boolean isOne(Site site) {
    return site.finding().effect().witness().isEmpty()
        && site.operation().getLeaf() instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && site.isA(ASTHelpers.getType(select.getExpression()), "io.netty.util.concurrent.Future")
        && isWait(ASTHelpers.getSymbol(call));
  }

  private static boolean isWait(MethodSymbol method) {
    String name = method.name.toString();
    return THROWING.contains(name) || SILENT.contains(name);
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return isOne(site)
        ? VoidFunction.around(site)
            .flatMap(
                function ->
                    NettyLoop.atEnd(function, site).map(choice -> answer(function, choice, site)))
        : Optional.empty();
  }

  private static Answer answer(VoidFunction function, Loop.Choice choice, Site site) {
    MethodInvocationTree call = (MethodInvocationTree) site.operation().getLeaf();
    MemberSelectTree select = (MemberSelectTree) call.getMethodSelect();
    Cut cut = new OffloadedCall(site.operation(), "", Set.of());
    Optional<String> obstacle = function.around(cut);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    if (!function.endsWith(cut, site) || !call.getArguments().isEmpty()) {
      return new Refusal(
          "more follows; move it into a listener, addListener(done -> ..), which sees the failure,"
              + " too");
    }
    if (site.hasComments(site.end(select.getExpression()), site.end(call))) {
      return new Refusal("a comment would be lost; use addListener");
    }
    int start = site.end(select.getExpression());
    if (SILENT.contains(select.getIdentifier().toString())) {
      return ASTHelpers.stripParentheses(select.getExpression()) instanceof MethodInvocationTree
          ? waitingNoMore(Edit.replace(start, site.end(call), ""))
          : new Refusal("nothing follows; do without the wait");
    }
    if (!(choice instanceof Loop.Found found)) {
      return new Refusal(((Loop.None) choice).reason());
    }
    String done = site.freshName("done");
    String listener =
        ".addListener("
            + done
            + " -> { if (!"
            + done
            + ".isSuccess()) { "
            + found.loop().report().apply(done + ".cause()")
            + " } })";
    return waitingNoMore(
        Edit.replace(start, site.end(call), listener).importing(found.loop().imports()));
  }

  private static Answer waitingNoMore(Edit edit) {
    return Offer.changing(edit, "the callback does not wait, and other events come meanwhile");
  }
}
