package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
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
  private final VoidFunction function;
  private final TreePath path;
  private final TryTree tree;
  private final Site site;

  private ContinuedTry(VoidFunction function, TreePath path, Site site) {
    this.function = function;
    this.path = path;
    this.tree = (TryTree) path.getLeaf();
    this.site = site;
  }

  /** The innermost one around the operation. */
  static Optional<ContinuedTry> around(VoidFunction function, Site site) {
    for (TreePath each = site.operation();
        each.getLeaf() != function.body();
        each = each.getParentPath()) {
      if (each.getLeaf() instanceof TryTree) {
        return Optional.of(new ContinuedTry(function, each, site));
      }
    }
    return Optional.empty();
  }

  /** All of it, as what goes on later. */
  Cut moved() {
    return new OffloadedCall(path, "", Set.of());
  }

  /** The function with the rest as a callback, which gets the value or failure of the call. */
  Answer answer(Outcome outcome) {
    int index = callIndex();
    Optional<String> obstacle =
        function
            .obstacle(moved(), site)
            .or(() -> shape(index))
            .or(() -> OffloadedCall.obstacle(site))
            .or(() -> CaughtTypes.of(tree, site).uncaughtIn(site.operation().getLeaf()))
            .or(() -> before(index));
    return obstacle
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                function
                    .lastBlock(moved())
                    .filter(block -> block.getStatements().contains(tree))
                    .map(block -> answer(block, index, outcome))
                    .orElse(VoidFunction.SOMETIMES));
  }

  private Answer answer(BlockTree block, int index, Outcome outcome) {
    int first = firstMoved(block);
    return captures(block, first)
        .or(() -> usedBefore(block, first, index))
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                Offer.changing(
                    new ContinuedTryText(tree, index, block, first, site).edit(outcome),
                    outcome.change()));
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

  private Optional<String> shape(int index) {
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
    boolean isInterrupted =
        ASTHelpers.getSymbol(site.operation().getLeaf()) instanceof MethodSymbol method
            && method.getThrownTypes().stream()
                .anyMatch(type -> site.isA(type, "java.lang.InterruptedException"));
    return isInterrupted
        ? Optional.of(
            "an interrupt would reach another thread than the one that the catch block is for; make"
                + " a method of the call and its try")
        : FirstEvaluated.obstacle(site.operation(), evaluated(statement));
  }

  /** A local that a statement assigns is not evaluated, and moves with it. */
  private static Tree evaluated(StatementTree statement) {
    return statement instanceof ExpressionStatementTree only
            && only.getExpression() instanceof AssignmentTree assignment
            && assignment.getVariable() instanceof IdentifierTree
        ? assignment.getExpression()
        : statement;
  }

  /** Why what comes before the call cannot be outside of {@code try}. */
  private Optional<String> before(int index) {
    List<? extends StatementTree> before = statements().subList(0, index);
    boolean isSeen =
        tree.getFinallyBlock() != null
            || CaughtTypes.of(tree, site).haveUnchecked()
            || before.stream()
                .anyMatch(each -> CheckedExceptions.firstIn(each, site).isPresent() || fails(each));
    return !before.isEmpty() && isSeen
        ? Optional.of(
            "what comes before the call in try would be outside of it; put it in front of try, or"
                + " make a method of the call and its try")
        : Optional.empty();
  }

  private static boolean fails(StatementTree statement) {
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitThrow(ThrowTree tree, Void unused) {
        return Optional.of("throws");
      }

      @Override
      public Optional<String> visitTry(TryTree tree, Void unused) {
        return Optional.of("closes");
      }
    }.in(statement).isPresent();
  }

  /** A variable that is assigned in the callback moves into it if it is declared right before. */
  private int firstMoved(BlockTree block) {
    List<? extends StatementTree> statements = block.getStatements();
    int first = statements.indexOf(tree);
    while (captures(block, first).isPresent()
        && first > 0
        && statements.get(first - 1) instanceof VariableTree variable
        && !CutObstacles.isOneOfSeveral(variable, block, site)
        && (variable.getInitializer() == null
            || FirstEvaluated.isInert(variable.getInitializer()))) {
      first--;
    }
    return first;
  }

  private Optional<String> captures(BlockTree block, int first) {
    List<? extends StatementTree> statements = block.getStatements();
    Captures captures =
        Captures.of(statements.subList(first, statements.size()), each -> false, site);
    return captures.obstacleToCopies().or(captures::obstacle);
  }

  /** What stays in front of the callback must not use what moves into it. */
  private Optional<String> usedBefore(BlockTree block, int first, int index) {
    List<Tree> staying = new ArrayList<>(statements().subList(0, index));
    staying.add(site.operation().getLeaf());
    int start = site.start(block.getStatements().get(first));
    ObstacleScanner scanner =
        new ObstacleScanner() {
          @Override
          public Optional<String> visitIdentifier(IdentifierTree name, Void unused) {
            boolean isMoved =
                ASTHelpers.getSymbol(name) instanceof VarSymbol variable
                    && variable.owner instanceof MethodSymbol
                    && start <= variable.pos
                    && variable.pos < site.start(tree);
            return isMoved
                ? Optional.of(
                    "`"
                        + name.getName()
                        + "` is assigned in what follows, which no lambda can do; give the call a"
                        + " variable of its own")
                : Optional.empty();
          }
        };
    return staying.stream().map(scanner::in).flatMap(Optional::stream).findFirst();
  }
}
