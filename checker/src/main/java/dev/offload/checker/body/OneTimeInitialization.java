package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;

/**
 * Double-checked locking: code behind {@code if (field == null)} that asks again and sets the
 * field. Whoever comes later never gets there, so its locks cost nothing per event.
 */
final class OneTimeInitialization {
  private final Sources sources;

  OneTimeInitialization(Sources sources) {
    this.sources = sources;
  }

  /** What holds in the branch that {@code test} opens: that may initialise an unset field. */
  Assumptions assumeIn(Assumptions now, IfTree test) {
    return initializes(List.of(test.getThenStatement()), test.getCondition(), Tree.Kind.EQUAL_TO)
        ? now.withoutLocks()
        : now;
  }

  /** What holds behind a statement: that may be {@code if (field != null) return field;}. */
  Assumptions assumeAfter(Assumptions now, StatementTree statement, BlockTree block) {
    return follows(statement, block) ? now.withoutLocks() : now;
  }

  private boolean follows(StatementTree statement, BlockTree block) {
    if (!(statement instanceof IfTree test)
        || test.getElseStatement() != null
        || ControlFlow.completesNormally(test.getThenStatement())) {
      return false;
    }
    List<? extends StatementTree> all = block.getStatements();
    return initializes(
        all.subList(all.indexOf(statement) + 1, all.size()),
        test.getCondition(),
        Tree.Kind.NOT_EQUAL_TO);
  }

  private boolean initializes(
      List<? extends StatementTree> code, ExpressionTree condition, Tree.Kind comparison) {
    Optional<VarSymbol> field = compared(condition, Set.of(comparison));
    return field.isPresent()
        && code.stream().anyMatch(each -> ControlFlow.assigned(each).contains(field.get()))
        && tested(code).contains(field.get());
  }

  private Set<VarSymbol> tested(List<? extends StatementTree> code) {
    Set<VarSymbol> result = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIf(IfTree tree, Void unused) {
        compared(tree.getCondition(), Set.of(Tree.Kind.EQUAL_TO, Tree.Kind.NOT_EQUAL_TO))
            .ifPresent(result::add);
        return super.visitIf(tree, null);
      }
    }.scan(new ArrayList<>(code), null);
    return result;
  }

  /** The field that is compared with {@code null}, also by way of a local that has its value. */
  private Optional<VarSymbol> compared(ExpressionTree condition, Set<Tree.Kind> comparisons) {
    ExpressionTree test = Values.strip(condition);
    return test instanceof BinaryTree comparison
            && comparisons.contains(test.getKind())
            && comparison.getRightOperand().getKind() == Tree.Kind.NULL_LITERAL
            && ASTHelpers.getSymbol(Values.strip(comparison.getLeftOperand()))
                instanceof VarSymbol variable
        ? field(variable)
        : Optional.empty();
  }

  private Optional<VarSymbol> field(VarSymbol variable) {
    if (variable.getKind() == ElementKind.FIELD) {
      return Optional.of(variable);
    }
    return sources
                .initializer(variable)
                .map(value -> ASTHelpers.getSymbol(Values.strip(value)))
                .orElse(null)
            instanceof VarSymbol read
        ? Optional.of(read).filter(each -> each.getKind() == ElementKind.FIELD)
        : Optional.empty();
  }
}
