package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.body.ControlFlow;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A method that returns a stage offloads a section that waits for a lock, or blocks while it holds
 * one, and all that comes after it: {@code synchronized (orders) { .. } rest} becomes {@code return
 * Offload.compose(() -> { synchronized (orders) { .. } rest });}. What comes before the section
 * stays; a variable that is declared in front of the section and assigned in it moves along.
 *
 * <p>Changes behaviour: runs on another thread, and what it throws fails the stage.
 *
 * <p>Refusals: the section waits for a stage; what {@link StageMethod} finds; code of the file
 * calls the method while it holds a lock; the section is in a loop or in a part of the method
 * behind which the method goes on; it uses variables that are assigned; a lock is taken and not
 * given back; no executor.
 */
final class OffloadSection implements FixStrategy {
  private final ExecutorChoice executors;

  OffloadSection(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return StageMethod.around(site)
        .flatMap(
            method ->
                LockedSection.around(site.operation(), method.tree(), site)
                    .map(section -> answer(section, method, site))
                    .or(() -> withoutSection(method, site)));
  }

  /** A lock that is held until a callback gives it back. */
  private static Optional<Answer> withoutSection(StageMethod method, Site site) {
    return site.finding().effect().kind() == Kind.LOCK
        ? HeldLocks.obstacle(method.body().getStatements(), site).map(Refusal::new)
        : Optional.empty();
  }

  private Answer answer(LockedSection section, StageMethod method, Site site) {
    if (FutureWait.of(site).isPresent()) {
      return new Refusal(HeldLocks.DURING_WAIT);
    }
    Optional<String> obstacle =
        method
            .obstacle(site)
            .or(() -> method.obstacleAround(section.path()))
            .or(() -> CalledWhileHeld.obstacle(method.tree(), site));
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Optional<BlockTree> block = section.block().flatMap(whole -> method.lastBlock(section.path()));
    if (block.isEmpty()) {
      return new Refusal(
          "the section runs only sometimes, or again and again; make a method of it that returns a"
              + " stage, and offload that");
    }
    List<? extends StatementTree> statements = block.get().getStatements();
    int first = firstMoved(statements, statements.indexOf(section.first()));
    List<? extends StatementTree> moved = statements.subList(first, statements.size());
    Optional<String> another =
        HeldLocks.obstacle(moved, site)
            .or(() -> Captures.of(moved, tree -> false, site).obstacle());
    if (another.isPresent()) {
      return new Refusal(another.get());
    }
    ExecutorChoice.Choice choice = executors.at(section.path(), site);
    return choice instanceof ExecutorChoice.Chosen executor
        ? OffloadBody.moved(method, block.get(), first, NewVariables.none(site), executor, site)
        : new Refusal(((ExecutorChoice.None) choice).reason());
  }

  /** With the declarations in front of the section that cannot do without it. */
  private static int firstMoved(List<? extends StatementTree> statements, int section) {
    Set<VarSymbol> assigned = new HashSet<>();
    statements
        .subList(section, statements.size())
        .forEach(each -> assigned.addAll(ControlFlow.assigned(each)));
    int first = section;
    while (first > 0
        && statements.get(first - 1) instanceof VariableTree variable
        && (assigned.contains(ASTHelpers.getSymbol(variable))
            || !ASTHelpers.isConsideredFinal(ASTHelpers.getSymbol(variable)))) {
      first--;
    }
    return first;
  }
}
