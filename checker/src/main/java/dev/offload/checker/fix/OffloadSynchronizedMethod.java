package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.sun.source.tree.BlockTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A {@code synchronized} method that returns a stage takes its monitor on another thread: {@code
 * synchronized CompletableFuture<T> next() { body }} becomes {@code CompletableFuture<T> next() {
 * return Offload.compose(() -> { synchronized (this) { body } }); }}.
 *
 * <p>Changes behaviour: runs on another thread, and what it throws fails the stage.
 *
 * <p>Refusals: what {@link StageMethod} finds; code of the file calls the method while it holds a
 * lock; a parameter is assigned; another lock is taken and not given back; no executor.
 */
final class OffloadSynchronizedMethod implements FixStrategy {
  private final ExecutorChoice executors;

  OffloadSynchronizedMethod(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return FutureWait.of(site).isPresent()
        ? Optional.empty()
        : StageMethod.around(site)
            .filter(StageMethod::isSynchronized)
            .map(method -> answer(method, site));
  }

  private Answer answer(StageMethod method, Site site) {
    BlockTree body = method.body();
    Optional<String> obstacle =
        method
            .obstacleBesidesMonitor(site)
            .or(() -> CalledWhileHeld.obstacle(method.tree(), site))
            .or(() -> HeldLocks.obstacle(body.getStatements(), site))
            .or(() -> Captures.of(body.getStatements(), tree -> false, site).obstacle());
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    ExecutorChoice.Choice choice =
        executors.at(new TreePath(site.nonBlockingFunction(), body), site);
    return choice instanceof ExecutorChoice.Chosen executor
        ? offer(method, Offloading.to(executor, site), site)
        : new Refusal(((ExecutorChoice.None) choice).reason());
  }

  private static Answer offer(StageMethod method, Offloading offloading, Site site) {
    BlockTree body = method.body();
    Lines lines = new Lines(site, body, 0);
    int end = site.end(body) - 1;
    String section = lines.block(lines.newLine() + site.source(lines.start(), end));
    GoingOn going =
        new GoingOn(
            offloading.composing(method.stageType(site)),
            "",
            lines.newLine() + "synchronized (" + monitor(method) + ") " + section,
            offloading.composed(site));
    Edit edit = Edit.replace(lines.start(), end, lines.ending("return ", going, "") + lines.tail());
    ErrorProneToken modifier = modifier(method, site);
    int afterModifier = modifier.endPos();
    while (Character.isWhitespace(site.text().charAt(afterModifier))) {
      afterModifier++;
    }
    return Offer.changing(
        edit.and(modifier.pos(), afterModifier, "").importing(offloading.imports()),
        Offloading.CHANGE);
  }

  private static ErrorProneToken modifier(StageMethod method, Site site) {
    return site
        .state()
        .getOffsetTokens(site.start(method.tree()), site.start(method.body()))
        .stream()
        .filter(token -> token.kind() == TokenKind.SYNCHRONIZED)
        .findFirst()
        .orElseThrow();
  }

  private static String monitor(StageMethod method) {
    MethodSymbol symbol = ASTHelpers.getSymbol(method.tree());
    return symbol.isStatic() ? symbol.owner.getSimpleName() + ".class" : "this";
  }
}
