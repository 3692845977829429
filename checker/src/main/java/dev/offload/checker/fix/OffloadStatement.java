package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A method that returns a stage offloads the statement that blocks, and goes on in a callback.
 *
 * <p>{@code var v = read(); rest; return stage;} becomes {@code return Offload.call(() ->
 * read()).thenCompose(v -> { rest; return stage; });}, {@code return
 * CompletableFuture.completedFuture(read());} becomes {@code return Offload.call(() -> read());},
 * and {@code return stage(read());} becomes {@code return Offload.compose(() -> stage(read()));}.
 *
 * <p>Of several calls that block each is left to {@link OffloadBody}, where that can have them all.
 *
 * <p>Changes behaviour: runs on another thread, and what it throws fails the stage.
 *
 * <p>Refusals: what {@link StageMethod} and {@link Continuation} find; locks, which belong to one
 * thread; no executor; without the runtime library, checked exceptions.
 */
final class OffloadStatement implements FixStrategy {
  private final ExecutorChoice executors;
  private final OffloadBody body;

  OffloadStatement(ExecutorChoice executors) {
    this.executors = executors;
    this.body = new OffloadBody(executors);
  }

  @Override
  public Optional<Answer> answer(Site site) {
    boolean isOwn =
        FutureWait.of(site).isPresent() || Sleep.of(site).isPresent() || takesLock(site);
    return isOwn || !site.isDirect() || !(site.operation().getLeaf() instanceof ExpressionTree)
        ? Optional.empty()
        : StageMethod.around(site)
            .map(method -> answer(method, site))
            .filter(answer -> !isOneOfSeveral(answer, site));
  }

  /** One after the other on the same thread is simpler than a callback for each. */
  private boolean isOneOfSeveral(Answer answer, Site site) {
    return answer instanceof Offer offer
        && offer.edit().rests().stream().anyMatch(rest -> isOffloaded(rest, site))
        && body.answer(site).filter(Offer.class::isInstance).isPresent();
  }

  /** Whether all that blocks in what is left to do would have to be offloaded, too. */
  private static boolean isOffloaded(Edit.Rest rest, Site site) {
    List<Site> left =
        site.others()
            .filter(each -> rest.contains(each.start(each.operation().getLeaf())))
            .toList();
    return !left.isEmpty()
        && left.stream()
            .allMatch(each -> FutureWait.of(each).isEmpty() && Sleep.of(each).isEmpty());
  }

  /** Nobody would give the lock back if the callback did not run, as the stage is cancelled. */
  private static boolean takesLock(Site site) {
    return site.finding().effect().kind() == Kind.LOCK
        && site.finding().effect().witness().isEmpty();
  }

  private Answer answer(StageMethod method, Site site) {
    TreePath operation = site.operation();
    Optional<String> obstacle =
        method
            .obstacle(site)
            .or(() -> method.obstacleAround(operation))
            .or(() -> locks(method, site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    TreePath path = operation;
    while (!(path.getLeaf() instanceof ReturnTree
        || path.getParentPath().getLeaf() instanceof BlockTree)) {
      path = path.getParentPath();
    }
    ExecutorChoice.Choice choice = executors.at(path, site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    Offloading offloading = Offloading.to((ExecutorChoice.Chosen) choice, site);
    return path.getLeaf() instanceof ReturnTree
        ? returned(method, path, offloading, site)
        : statement(method, path, offloading, site);
  }

  private static Optional<String> locks(StageMethod method, Site site) {
    return HeldLocks.ofCaller(method.body().getStatements(), site)
        .or(
            () ->
                HeldLocks.areUsed(method.tree(), site)
                    ? Optional.of(
                        "the method uses a lock, which belongs to the thread that took it; use an"
                            + " AsyncLock, or offload all of the method")
                    : Optional.empty());
  }

  private static Answer returned(
      StageMethod method, TreePath statement, Offloading offloading, Site site) {
    ExpressionTree expression = ((ReturnTree) statement.getLeaf()).getExpression();
    Optional<ExpressionTree> value = CompletedStage.value(expression, site);
    Tree moved = value.orElse(expression);
    Captures captures = Captures.of(List.of(moved), tree -> false, site);
    boolean mayCopy = statement.getParentPath().getLeaf() instanceof BlockTree;
    Optional<String> obstacle =
        (mayCopy ? captures.obstacleToCopies() : captures.obstacle())
            .or(() -> offloading.obstacle(moved, site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    NewVariables copies = captures.copies();
    String text = copies.site().source(moved);
    int start = site.start(statement.getLeaf());
    Edit edit =
        Edit.replace(start, start, copies.before("\n" + site.indentation(start)))
            .and(
                site.start(expression),
                site.end(expression),
                value.isPresent()
                    ? offloading.call("", text)
                    : offloading.composing(method.stageType(site))
                        + text
                        + offloading.composed(site));
    return Offer.changing(edit.importing(offloading.imports()), Offloading.CHANGE);
  }

  private static Answer statement(
      StageMethod method, TreePath path, Offloading offloading, Site site) {
    Optional<BlockTree> block = method.lastBlock(path);
    Optional<OffloadedPart> part =
        OffloadedPart.of(site.operation(), (StatementTree) path.getLeaf(), offloading, site);
    if (block.isEmpty() || part.isEmpty()) {
      return new Refusal(
          "the call happens only sometimes, or in the middle of a statement; put its value into a"
              + " variable first, or offload all of the method");
    }
    Optional<String> obstacle = offloading.obstacle(part.get().tree(), site);
    return obstacle
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                new Continuation(
                        block.get(), part.get(), Composed.within("thenCompose"), false, site)
                    .answer());
  }
}
