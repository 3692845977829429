package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * What follows a wait for a Netty future in a callback of Netty's becomes a listener, which goes on
 * on the loop of the callback: {@code Channel other = client.connect(address).sync().channel();
 * rest} becomes {@code ChannelFuture future = client.connect(address); future.addListener(done ->
 * ctx.executor().execute(() -> { Channel other = future.channel(); rest }));}.
 *
 * <p>What fails, the future or the rest, goes where the callback's exceptions go: see {@link
 * NettyLoop}. Where nothing follows, the listener only tells of a failure; after {@code await},
 * which does not throw what failed, there is none then.
 *
 * <p>Changes behaviour: the callback does not wait; on the event loop of the future itself, Netty
 * throws instead of waiting.
 *
 * <p>Refusals: the wait is in {@code try}, unless that is all of a task and catches whatever
 * happens, or in a loop; the wait has a time-out; what {@link NettyLoop}, {@link VoidFunction} and
 * {@link CutObstacles} find.
 */
final class NettySync implements FixStrategy {
  @Override
  public Optional<Answer> answer(Site site) {
    return NettyWait.of(site)
        .flatMap(
            wait ->
                VoidFunction.around(site)
                    .map(function -> function.withinCatch(site))
                    .flatMap(function -> answer(function, wait, site)));
  }

  private static Optional<Answer> answer(VoidFunction function, NettyWait wait, Site site) {
    boolean isLast =
        !wait.isGet()
            && function.endsWith(wait, site)
            && (wait.isSilent() || function.catchingAll(site).isEmpty());
    return (isLast ? NettyLoop.atEnd(function, site) : NettyLoop.of(function, site))
        .map(
            choice ->
                function
                    .around(wait)
                    .or(() -> obstacle(wait, site))
                    .<Answer>map(Refusal::new)
                    .orElseGet(
                        () ->
                            isLast
                                ? atEnd(wait, choice, site)
                                : inMiddle(function, wait, choice, site)));
  }

  private static Optional<String> obstacle(NettyWait wait, Site site) {
    if (wait.hasTimeout()) {
      return Optional.of(
          "the wait ends after a time; use addListener, and schedule what is to happen then");
    }
    return wait.losesComment(site)
        ? Optional.of("a comment would be lost; use addListener")
        : Optional.empty();
  }

  private static Answer inMiddle(
      VoidFunction function, NettyWait wait, Loop.Choice choice, Site site) {
    if (!(choice instanceof Loop.Found found)) {
      return new Refusal(((Loop.None) choice).reason());
    }
    return found
        .obstacle()
        .in(function, wait)
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                function.cut(
                    wait, site, part -> new NettyRest(wait, found.loop(), site).answer(part)));
  }

  private static Answer atEnd(NettyWait wait, Loop.Choice choice, Site site) {
    int start = site.end(wait.future());
    int end = site.end(wait.tree());
    if (wait.isSilent()) {
      return ASTHelpers.stripParentheses(wait.future()) instanceof MethodInvocationTree
          ? waitingNoMore(Edit.replace(start, end, ""), wait)
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
        Edit.replace(start, end, listener).importing(found.loop().imports()), wait);
  }

  private static Answer waitingNoMore(Edit edit, NettyWait wait) {
    return new Offer(edit, wait.change(false));
  }
}
