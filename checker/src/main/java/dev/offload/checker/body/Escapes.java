package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.lang.model.element.ElementKind;

/**
 * Which uses of locals come before the local's value has been given away: stored, returned, passed
 * on, or captured by a function. Calling its methods gives nothing away.
 */
final class Escapes {
  private final Set<Tree> own = Collections.newSetFromMap(new IdentityHashMap<>());

  Escapes(CompilationUnitTree unit) {
    new Flow().scan(unit, null);
  }

  /** Whether only the code around this use of a local can have its value. */
  boolean isOwn(ExpressionTree local) {
    return own.contains(local);
  }

  /** Tells the uses of locals apart. */
  private abstract static class Uses extends TreeScanner<Void, Void> {
    abstract void used(VarSymbol local, Tree use, boolean isGivenAway);

    private void used(ExpressionTree use, boolean isGivenAway) {
      if (ASTHelpers.getSymbol(use) instanceof VarSymbol variable
          && variable.getKind() == ElementKind.LOCAL_VARIABLE) {
        used(variable, use, isGivenAway);
      }
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
      used(tree, true);
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
      if (tree.getExpression() instanceof IdentifierTree receiver) {
        used(receiver, false);
        return null;
      }
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public Void visitSynchronized(SynchronizedTree tree, Void unused) {
      if (Values.strip(tree.getExpression()) instanceof IdentifierTree lock) {
        used(lock, false);
        return scan(tree.getBlock(), null);
      }
      return super.visitSynchronized(tree, null);
    }
  }

  /** Follows the order in which code runs. */
  private final class Flow extends Uses {
    private Set<VarSymbol> shared = new HashSet<>();

    @Override
    void used(VarSymbol local, Tree use, boolean isGivenAway) {
      if (!shared.contains(local)) {
        own.add(use);
      }
      if (isGivenAway) {
        shared.add(local);
      }
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      super.visitVariable(tree, null);
      shared.remove(ASTHelpers.getSymbol(tree));
      return null;
    }

    @Override
    public Void visitIf(IfTree tree, Void unused) {
      scan(tree.getCondition(), null);
      Set<VarSymbol> before = new HashSet<>(shared);
      scan(tree.getThenStatement(), null);
      Set<VarSymbol> afterThen = shared;
      shared = before;
      scan(tree.getElseStatement(), null);
      if (ControlFlow.completesNormally(tree.getThenStatement())) {
        shared.addAll(afterThen);
      }
      return null;
    }

    @Override
    public Void scan(Tree tree, Void unused) {
      if (tree instanceof LambdaExpressionTree || tree instanceof ClassTree) {
        share(tree, true);
      } else if (tree instanceof ForLoopTree
          || tree instanceof EnhancedForLoopTree
          || tree instanceof WhileLoopTree
          || tree instanceof DoWhileLoopTree) {
        share(tree, false);
      }
      return super.scan(tree, null);
    }

    /** What a loop or a function gives away, it may have given away before. */
    private void share(Tree code, boolean isFunction) {
      new Uses() {
        @Override
        void used(VarSymbol local, Tree use, boolean isGivenAway) {
          if (isGivenAway || isFunction) {
            shared.add(local);
          }
        }
      }.scan(code, null);
    }
  }
}
