package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code try} of a callback that yields nothing, whose call is offloaded: all of it, and what
 * follows, becomes a callback of the call, which throws its failure again where the call was. So
 * what the catch blocks and {@code finally} do, they do as before.
 *
 * <p>{@code try { String text = read(file); show(text); } catch (IOException e) { .. }} becomes
 *
 * <pre>{@code
 * (value, failure) -> {
 *   try {
 *     if (failure instanceof IOException) {
 *       throw (IOException) failure;
 *     }
 *     if (failure instanceof Error) {
 *       throw (Error) failure;
 *     }
 *     if (failure != null) {
 *       throw (RuntimeException) failure;
 *     }
 *     String text = value;
 *     show(text);
 *   } catch (IOException e) {
 *     ..
 *   }
 * }
 * }</pre>
 *
 * <p>What comes before the call in {@code try} stays before it, outside, if no catch block could
 * see what it throws.
 */
final class ContinuedTry {
  private final TreePath path;
  private final TryTree tree;
  private final Site site;

  private ContinuedTry(TreePath path, Site site) {
    this.path = path;
    this.tree = (TryTree) path.getLeaf();
    this.site = site;
  }

  /** The innermost one around the operation. */
  static Optional<ContinuedTry> around(Site site) {
    for (TreePath each = site.operation();
        each.getLeaf() != site.function().getLeaf();
        each = each.getParentPath()) {
      if (each.getLeaf() instanceof TryTree) {
        return Optional.of(new ContinuedTry(each, site));
      }
    }
    return Optional.empty();
  }

  TreePath path() {
    return path;
  }

  /** Whether it only turns the checked exceptions of a wait into others. */
  boolean onlyWraps() {
    return WrappingCatch.obstacle(tree, site).isEmpty();
  }

  /** All of it, as what goes on later. */
  Cut moved() {
    return new OffloadedCall(path, text -> text, Set.of());
  }

  /** Whether a block has it as one of its own statements. */
  boolean isIn(BlockTree block) {
    return block.getStatements().contains(tree);
  }

  /** A block that offloads the call, and has the rest as a callback with its outcome. */
  Answer offloaded(BlockTree block, Outcome outcome) {
    return shape()
        .or(this::interrupt)
        .or(() -> OffloadedCall.obstacle(site))
        .or(() -> CaughtTypes.of(tree, site).uncaughtIn(site.operation().getLeaf()))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> answer(block, List.of(), outcome));
  }

  /**
   * A block that goes on in a callback of the stage that it waits for; {@code outcome} has no
   * failure: the wait stays, which is over at once there, and throws as before.
   */
  Answer awaited(BlockTree block, FutureWait wait, Outcome outcome) {
    List<Tree> evaluated =
        FirstEvaluated.isInert(wait.future()) ? List.of() : List.of(wait.future());
    return shape()
        .or(this::isForNull)
        .<Answer>map(Refusal::new)
        .orElseGet(() -> answer(block, evaluated, outcome));
  }

  /** Outside of {@code try} nobody would catch that the stage is null. */
  private Optional<String> isForNull() {
    return CaughtTypes.of(tree, site).have("java.lang.NullPointerException")
        ? Optional.of(
            "a catch block is for a stage that is null; look at that in front of try, and catch"
                + " nothing of the kind")
        : Optional.empty();
  }

  private Answer answer(BlockTree block, List<Tree> alsoBefore, Outcome outcome) {
    int index = callIndex();
    int first = firstMoved(block);
    List<Tree> before = new ArrayList<>(statements().subList(0, index));
    before.addAll(alsoBefore);
    return new OutsideTry(tree, before, site)
        .obstacle(moved(block, first))
        .or(() -> captures(moved(block, first)))
        .or(() -> CutObstacles.leaving(moved(block, first), site))
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                Offer.changing(
                    new ContinuedTryText(tree, index, block, first, site).edit(outcome),
                    outcome.change()));
  }

  private static List<? extends StatementTree> moved(BlockTree block, int first) {
    return block.getStatements().subList(first, block.getStatements().size());
  }

  private List<? extends StatementTree> statements() {
    return tree.getBlock().getStatements();
  }

  /** Of the statement in {@code try} with the call; negative if it is in none. */
  private int callIndex() {
    for (TreePath each = site.operation(); each.getLeaf() != tree; each = each.getParentPath()) {
      int index = statements().indexOf(each.getLeaf());
      if (index >= 0) {
        return index;
      }
    }
    return -1;
  }

  private Optional<String> shape() {
    int index = callIndex();
    if (!tree.getResources().isEmpty()) {
      return Optional.of(
          "the call is within try, whose resources would be closed before it is over; make a method"
              + " of the call and its try");
    }
    if (index < 0) {
      return Optional.of(
          "the call is in a catch block, or in finally; make a method of that, and offload it");
    }
    StatementTree statement = statements().get(index);
    if (CutObstacles.isOneOfSeveral(statement, tree.getBlock(), site)) {
      return Optional.of("one declaration declares several variables; split it up");
    }
    if (ContinuedTryText.isDropped(statement, site)
        && site.hasCommentsBeside(site.operation().getLeaf(), statement)) {
      return Optional.of("a comment would be lost; make a method of the call and its try");
    }
    return FirstEvaluated.obstacle(site.operation(), evaluated(statement));
  }

  private Optional<String> interrupt() {
    boolean isInterrupted =
        ASTHelpers.getSymbol(site.operation().getLeaf()) instanceof MethodSymbol method
            && method.getThrownTypes().stream()
                .anyMatch(type -> site.isA(type, "java.lang.InterruptedException"));
    return isInterrupted
        ? Optional.of(
            "an interrupt would reach another thread than the one that the catch block is for; make"
                + " a method of the call and its try")
        : Optional.empty();
  }

  /** A local that a statement assigns is not evaluated, and moves with it. */
  static Tree evaluated(StatementTree statement) {
    return statement instanceof ExpressionStatementTree only
            && only.getExpression() instanceof AssignmentTree assignment
            && assignment.getVariable() instanceof IdentifierTree
        ? assignment.getExpression()
        : statement;
  }

  /** A variable that is assigned in the callback moves into it if it is declared right before. */
  private int firstMoved(BlockTree block) {
    List<? extends StatementTree> statements = block.getStatements();
    int first = statements.indexOf(tree);
    while (captures(moved(block, first)).isPresent()
        && first > 0
        && statements.get(first - 1) instanceof VariableTree variable
        && !CutObstacles.isOneOfSeveral(variable, block, site)
        && (variable.getInitializer() == null
            || FirstEvaluated.isInert(variable.getInitializer()))) {
      first--;
    }
    return first;
  }

  private Optional<String> captures(List<? extends StatementTree> moved) {
    Captures captures = Captures.of(moved, each -> false, site);
    return captures.obstacleToCopies().or(captures::obstacle);
  }
}
