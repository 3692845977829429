package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import dev.offload.checker.body.ControlFlow;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the text of a {@link ContinuedTry}.
 *
 * @param index of the statement in {@code try} with the call
 * @param first the index in {@code block} of the first statement that moves into the callback
 */
record ContinuedTryText(TryTree tree, int index, BlockTree block, int first, Site site) {
  /** Whether a statement is only the call, so that nothing is left of it. */
  static boolean isDropped(StatementTree statement, Site site) {
    return statement instanceof ExpressionStatementTree only
        && ASTHelpers.stripParentheses(only.getExpression()) == site.operation().getLeaf();
  }

  Edit edit(Outcome outcome) {
    Lines lines = new Lines(site, block, first);
    Lines inner = new Lines(site, tree.getBlock(), 0);
    int open = site.start(tree.getBlock()) + 1;
    int kept = index == 0 ? open : site.end(tree.getBlock().getStatements().get(index - 1));
    String head = inner.outdented(site.source(open, kept).strip(), lines);
    String rethrown =
        outcome
            .failure()
            .map(each -> inner.newLine() + CaughtTypes.of(tree, site).rethrowing(each, inner))
            .orElse("");
    List<StatementTree> moved =
        List.copyOf(block.getStatements().subList(first, block.getStatements().size()));
    List<Replacement> changes = new ArrayList<>(ends(moved, kept, outcome));
    changes.add(value(kept, outcome));
    changes.add(new Replacement(open, kept, rethrown));
    int end = site.end(block) - 1;
    String text = lines.newLine() + site.renaming(changes).source(lines.start(), end);
    boolean goesOn = ControlFlow.completesNormally(moved.get(moved.size() - 1));
    GoingOn going =
        new GoingOn(outcome.opening(), "", text, goesOn ? outcome.last() : "", outcome.closing());
    return Edit.replace(
            lines.start(),
            end,
            (head.isEmpty() ? "" : head + lines.newLine())
                + lines.ending("", going, "")
                + lines.tail())
        .importing(outcome.imports());
  }

  /** The value of the call stands where the call was; its statement goes if it was just that. */
  private Replacement value(int kept, Outcome outcome) {
    StatementTree statement = tree.getBlock().getStatements().get(index);
    if (outcome.failure().isPresent() && isDropped(statement, site)) {
      String before = site.source(kept, site.start(statement));
      int blanks = before.length() - before.stripTrailing().length();
      return new Replacement(site.start(statement) - blanks, site.end(statement), "");
    }
    Tree operation = site.operation().getLeaf();
    return new Replacement(site.start(operation), site.end(operation), outcome.value());
  }

  private List<Replacement> ends(List<StatementTree> moved, int kept, Outcome outcome) {
    return moved.stream()
        .flatMap(each -> Returns.in(each).stream())
        .filter(each -> each.getExpression() == null && site.start(each) >= kept)
        .map(each -> new Replacement(site.start(each), site.end(each), outcome.end()))
        .toList();
  }
}
