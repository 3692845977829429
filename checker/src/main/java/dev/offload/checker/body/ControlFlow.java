package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Simple questions about how statements end and what they change. */
public final class ControlFlow {
  private ControlFlow() {}

  /** The variables that {@code code} may give another value. */
  public static Set<VarSymbol> assigned(Tree code) {
    Set<VarSymbol> result = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void unused) {
        if (ASTHelpers.getSymbol(tree.getVariable()) instanceof VarSymbol variable) {
          result.add(variable);
        }
        return super.visitAssignment(tree, null);
      }
    }.scan(code, null);
    return result;
  }

  /** Whether {@code code} may itself throw. */
  static boolean mayThrow(Tree code) {
    boolean[] found = new boolean[1];
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitThrow(ThrowTree tree, Void unused) {
        found[0] = true;
        return null;
      }
    }.scan(code, null);
    return found[0];
  }

  /** Whether what follows {@code statement} runs, as far as its shape tells. */
  public static boolean completesNormally(StatementTree statement) {
    switch (statement.getKind()) {
      case RETURN, THROW, BREAK, CONTINUE, YIELD -> {
        return false;
      }
      case BLOCK -> {
        List<? extends StatementTree> statements = ((BlockTree) statement).getStatements();
        return statements.isEmpty() || completesNormally(statements.get(statements.size() - 1));
      }
      case IF -> {
        IfTree test = (IfTree) statement;
        return test.getElseStatement() == null
            || completesNormally(test.getThenStatement())
            || completesNormally(test.getElseStatement());
      }
      case SYNCHRONIZED -> {
        return completesNormally(((SynchronizedTree) statement).getBlock());
      }
      case TRY -> {
        return completesNormally((TryTree) statement);
      }
      default -> {
        return true;
      }
    }
  }

  private static boolean completesNormally(TryTree attempt) {
    boolean endsNormally =
        completesNormally(attempt.getBlock())
            || attempt.getCatches().stream().anyMatch(each -> completesNormally(each.getBlock()));
    return endsNormally
        && (attempt.getFinallyBlock() == null || completesNormally(attempt.getFinallyBlock()));
  }
}
