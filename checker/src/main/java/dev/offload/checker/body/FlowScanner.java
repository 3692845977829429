package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Walks one body in the order in which it runs and keeps what is known at each place: what tests,
 * waits and assignments say holds on the paths behind them.
 */
abstract class FlowScanner extends TreeScanner<Void, Void> {
  final SourceBodies bodies;
  final Completion completion;
  private final Proofs proofs;

  /** What is known where a {@code break} leaves the loops around, innermost first. */
  private final Deque<List<Assumptions>> breaks = new ArrayDeque<>();

  /** What is known here. */
  Assumptions now;

  FlowScanner(SourceBodies bodies, Assumptions start) {
    this.bodies = bodies;
    this.completion = bodies.completion();
    this.proofs = bodies.proofs();
    this.now = start;
  }

  /** Called where a for-each loop asks for an iterator. */
  abstract void iterate(EnhancedForLoopTree loop);

  /** Called where a {@code try} closes a resource. */
  abstract void close(Tree resource);

  /** Waiting twice for the same thing waits once, and a precondition holds after its check. */
  final void assumeAfter(Operation.Call call, ExpressionTree receiver, MethodInvocationTree tree) {
    if (!call.method().isStatic() && bodies.isFuture(call.receiverType()) && waits(call)) {
      now = now.withComplete(completion.completeWith(receiver));
    }
    for (VarSymbol field : bodies.assignedFields(call.method())) {
      now = now.without(field);
    }
    now = proofs.assumeReturned(now, tree);
  }

  /** Whether the call ends only when its receiver is complete, and not when time is up. */
  private boolean waits(Operation.Call call) {
    boolean tells = call.method().getReturnType().hasTag(TypeTag.BOOLEAN);
    return bodies
        .models()
        .facts(call.method(), call.receiverType())
        .get(Fact.Effect.class)
        .filter(
            effect ->
                effect instanceof Fact.Blocks blocks
                    && blocks.kind() == Kind.JOIN
                    && (blocks.timeout().isEmpty() || !tells))
        .isPresent();
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void unused) {
    scan(tree.getExpression(), null);
    iterate(tree);
    breaks.push(new ArrayList<>());
    Assumptions before = forget(now, tree.getStatement());
    VarSymbol element = ASTHelpers.getSymbol(tree.getVariable());
    now = before;
    if (completion.isComplete(now, tree.getExpression())) {
      now = now.withComplete(Set.of(Reference.of(element)));
    } else {
      now =
          completion
              .names()
              .root(now, tree.getExpression())
              .map(collection -> before.withElement(element, collection))
              .orElse(before);
    }
    scan(tree.getStatement(), null);
    breaks.pop();
    now = before;
    return null;
  }

  @Override
  public Void visitTry(TryTree tree, Void unused) {
    scan(tree.getResources(), null);
    Assumptions before = now;
    scan(tree.getBlock(), null);
    tree.getResources().forEach(this::close);
    Assumptions after = now;
    // A handler knows only what held before the block and what the block left alone.
    now = forget(before, tree.getBlock());
    scan(tree.getCatches(), null);
    now = tree.getCatches().isEmpty() ? after : after.meet(now);
    return scan(tree.getFinallyBlock(), null);
  }

  @Override
  public Void visitBlock(BlockTree tree, Void unused) {
    for (StatementTree statement : tree.getStatements()) {
      scan(statement, null);
      now = bodies.oneTimeInitialization().assumeAfter(now, statement, tree);
    }
    return null;
  }

  @Override
  public Void visitIf(IfTree tree, Void unused) {
    scan(tree.getCondition(), null);
    Assumptions before = now;
    now = proofs.assume(before, tree.getCondition(), true);
    now = bodies.oneTimeInitialization().assumeIn(now, tree);
    scan(tree.getThenStatement(), null);
    Assumptions afterThen = now;
    now = proofs.assume(before, tree.getCondition(), false);
    scan(tree.getElseStatement(), null);
    if (!ControlFlow.completesNormally(tree.getThenStatement())) {
      return null;
    }
    boolean elseEnds =
        tree.getElseStatement() != null && !ControlFlow.completesNormally(tree.getElseStatement());
    now = elseEnds ? afterThen : afterThen.meet(now);
    return null;
  }

  @Override
  public Void visitConditionalExpression(ConditionalExpressionTree tree, Void unused) {
    scan(tree.getCondition(), null);
    Assumptions before = now;
    now = proofs.assume(before, tree.getCondition(), true);
    scan(tree.getTrueExpression(), null);
    now = proofs.assume(before, tree.getCondition(), false);
    scan(tree.getFalseExpression(), null);
    now = forget(forget(before, tree.getTrueExpression()), tree.getFalseExpression());
    return null;
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void unused) {
    switch (tree.getKind()) {
      case CONDITIONAL_AND, CONDITIONAL_OR -> {
        scan(tree.getLeftOperand(), null);
        Assumptions before = now;
        now =
            proofs.assume(
                before, tree.getLeftOperand(), tree.getKind() == Tree.Kind.CONDITIONAL_AND);
        scan(tree.getRightOperand(), null);
        now = forget(before, tree.getRightOperand());
        return null;
      }
      default -> {
        return super.visitBinary(tree, null);
      }
    }
  }

  @Override
  public Void visitWhileLoop(WhileLoopTree tree, Void unused) {
    Assumptions before = forget(now, tree);
    now = before;
    scan(tree.getCondition(), null);
    now = proofs.assume(before, tree.getCondition(), true);
    scanLoop(tree.getStatement(), before, tree.getCondition());
    return null;
  }

  @Override
  public Void visitDoWhileLoop(DoWhileLoopTree tree, Void unused) {
    Assumptions before = forget(now, tree);
    now = before;
    scanLoop(tree.getStatement(), before, tree.getCondition());
    Assumptions after = now;
    now = before;
    scan(tree.getCondition(), null);
    now = after;
    return null;
  }

  @Override
  public Void visitForLoop(ForLoopTree tree, Void unused) {
    scan(tree.getInitializer(), null);
    Assumptions before = forget(now, tree);
    now = before;
    scan(tree.getCondition(), null);
    if (tree.getCondition() != null) {
      now = proofs.assume(before, tree.getCondition(), true);
    }
    scanLoop(tree.getStatement(), before, tree.getCondition());
    Assumptions after = now;
    now = before;
    scan(tree.getUpdate(), null);
    now = after;
    return null;
  }

  /** What is known behind a loop: what each way out of it knows. */
  private void scanLoop(StatementTree body, Assumptions before, ExpressionTree condition) {
    breaks.push(new ArrayList<>());
    scan(body, null);
    List<Assumptions> exits = breaks.pop();
    boolean isEndless =
        condition == null
            || Boolean.TRUE.equals(ASTHelpers.constValue(Values.strip(condition), Boolean.class));
    if (!isEndless) {
      exits.add(proofs.assume(before, condition, false));
    }
    now = exits.stream().reduce(Assumptions::meet).orElse(before);
  }

  @Override
  public Void visitBreak(BreakTree tree, Void unused) {
    if (tree.getLabel() != null) {
      // Whichever loop it ends, nothing is known behind that.
      breaks.forEach(exits -> exits.add(Assumptions.NONE));
    } else if (!breaks.isEmpty()) {
      breaks.peek().add(now);
    }
    return null;
  }

  @Override
  public Void visitSwitch(SwitchTree tree, Void unused) {
    breaks.push(new ArrayList<>());
    super.visitSwitch(tree, null);
    breaks.pop();
    return null;
  }

  @Override
  public Void visitCase(CaseTree tree, Void unused) {
    Assumptions before = now;
    super.visitCase(tree, null);
    now = forget(before, tree);
    return null;
  }

  @Override
  public Void visitAssert(AssertTree tree, Void unused) {
    super.visitAssert(tree, null);
    now = proofs.assume(now, tree.getCondition(), true);
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void unused) {
    super.visitVariable(tree, null);
    VarSymbol variable = ASTHelpers.getSymbol(tree);
    if (tree.getInitializer() != null && variable != null) {
      Reference.of(tree.getInitializer())
          .filter(Reference::isVariable)
          .ifPresent(value -> now = now.withAlias(variable, value));
    }
    return null;
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Void unused) {
    scan(tree.getExpression(), null);
    forget(ASTHelpers.getSymbol(tree.getVariable()));
    return null;
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
    super.visitCompoundAssignment(tree, null);
    forget(ASTHelpers.getSymbol(tree.getVariable()));
    return null;
  }

  private void forget(Symbol variable) {
    if (variable instanceof VarSymbol) {
      now = now.without(variable);
    }
  }

  /** What is known whether or not {@code code} has run, or run partly. */
  private static Assumptions forget(Assumptions before, Tree code) {
    Assumptions result = before;
    for (VarSymbol variable : ControlFlow.assigned(code)) {
      result = result.without(variable);
    }
    return result;
  }
}
