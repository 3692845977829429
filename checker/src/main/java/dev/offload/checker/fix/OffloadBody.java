package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A method that returns a stage offloads all of its body: {@code return Offload.compose(() -> {
 * body });}. What it says about its arguments at the top stays outside: {@code if (..) throw ..},
 * {@code Objects.requireNonNull(..)}; not so what takes something that {@code finally} gives back.
 *
 * <p>Changes behaviour: runs on another thread, and what it throws fails the stage.
 *
 * <p>Refusals: what {@link StageMethod} finds; the body uses parameters that are assigned; a lock
 * is taken and not given back, or the method is called with a lock held and takes one; no executor;
 * checked exceptions without the runtime library.
 */
final class OffloadBody implements FixStrategy {
  private static final Pattern VALIDATION =
      Pattern.compile("(?:require|check|assert|validate|notNull|notEmpty|isTrue|state).*");

  private final ExecutorChoice executors;

  OffloadBody(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return FutureWait.of(site).isPresent()
        ? Optional.empty()
        : StageMethod.around(site).map(method -> answer(method, site));
  }

  private Answer answer(StageMethod method, Site site) {
    BlockTree body = method.body();
    int first = firstMoved(body, site);
    List<? extends StatementTree> moved =
        body.getStatements().subList(first, body.getStatements().size());
    Optional<String> obstacle =
        method
            .obstacle(site)
            .or(() -> locks(method, moved, site))
            .or(() -> Captures.of(moved, tree -> false, site).obstacle());
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    ExecutorChoice.Choice choice =
        executors.at(new TreePath(site.nonBlockingFunction(), body), site);
    if (choice instanceof ExecutorChoice.None none) {
      return new Refusal(none.reason());
    }
    return moved(
        method, body, first, NewVariables.none(site), (ExecutorChoice.Chosen) choice, site);
  }

  /** A block whose statements from {@code first} on are offloaded. */
  static Answer moved(
      StageMethod method,
      BlockTree block,
      int first,
      NewVariables copies,
      ExecutorChoice.Chosen executor,
      Site site) {
    Offloading offloading = Offloading.to(executor, site);
    Lines lines = new Lines(site, block, first);
    int end = site.end(block) - 1;
    String text = lines.newLine() + copies.site().source(lines.start(), end);
    GoingOn going =
        new GoingOn(
            offloading.composing(method.stageType(site)), "", text, "", offloading.composed(site));
    return Offer.changing(
        Edit.replace(
                lines.start(),
                end,
                copies.before(lines.separator())
                    + lines.ending("return ", going, "")
                    + lines.tail())
            .importing(offloading.imports()),
        Offloading.CHANGE);
  }

  private static Optional<String> locks(
      StageMethod method, List<? extends StatementTree> moved, Site site) {
    boolean waitsForLock =
        site.finding().effect().kind() == Kind.LOCK
            || LockedSection.around(site.operation(), method.tree(), site).isPresent();
    return HeldLocks.obstacle(moved, site)
        .or(() -> waitsForLock ? CalledWhileHeld.obstacle(method.tree(), site) : Optional.empty());
  }

  private static int firstMoved(BlockTree body, Site site) {
    List<? extends StatementTree> statements = body.getStatements();
    int index = 0;
    while (isValidation(statements.get(index))
        && !Taking.isIn(statements.get(index))
        && HeldLocks.obstacle(List.of(statements.get(index)), site).isEmpty()
        && site.end(statements.get(index)) <= site.start(site.operation().getLeaf())) {
      index++;
    }
    return index;
  }

  private static boolean isValidation(StatementTree statement) {
    if (statement instanceof AssertTree) {
      return true;
    }
    if (statement instanceof IfTree choice) {
      return choice.getElseStatement() == null && isThrow(choice.getThenStatement());
    }
    return statement instanceof ExpressionStatementTree only
        && only.getExpression() instanceof MethodInvocationTree call
        && ASTHelpers.getSymbol(call).isStatic()
        && VALIDATION.matcher(ASTHelpers.getSymbol(call).name).matches();
  }

  private static boolean isThrow(StatementTree statement) {
    return statement instanceof BlockTree block
        ? block.getStatements().size() == 1 && isThrow(block.getStatements().get(0))
        : statement instanceof ThrowTree;
  }
}
