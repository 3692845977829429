package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/**
 * Walks one body in the order in which it runs and collects the operations that it does on its own
 * thread.
 *
 * <p>What only creates code is left out: lambdas and method references that are not inline, local
 * and anonymous classes except for their initialisers. So is whatever a guard keeps away from
 * threads that must not block.
 */
final class OperationScanner extends TreeScanner<Void, Void> {
  private final SourceBodies bodies;
  private final Completion completion;
  private final Proofs proofs;
  private final Calls calls;
  private final List<Operation> operations = new ArrayList<>();
  private final IdentityHashMap<Tree, Assumptions> created = new IdentityHashMap<>();

  /** What is known where a {@code break} leaves the loops around, innermost first. */
  private final Deque<List<Assumptions>> breaks = new ArrayDeque<>();

  /** Lambdas that are being read: one may call itself. */
  private final Set<Tree> running = Collections.newSetFromMap(new IdentityHashMap<>());

  private Assumptions now;

  OperationScanner(SourceBodies bodies, Assumptions start) {
    this.bodies = bodies;
    this.completion = bodies.completion();
    this.proofs = bodies.proofs();
    this.calls = bodies.calls();
    this.now = start;
  }

  List<Operation> operations() {
    return operations;
  }

  /** What was known where lambdas and classes were created. */
  Map<Tree, Assumptions> created() {
    return created;
  }

  private void add(Operation operation) {
    if (!now.mayBlock()) {
      operations.add(operation.unless(now.unless()));
    }
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    scan(tree.getMethodSelect(), null);
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (method == null) {
      return scan(tree.getArguments(), null);
    }
    scanArguments(CallSite.of(tree));
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    Optional<Functions.Function> own = functionInLocal(method, receiver);
    if (own.isPresent()) {
      scanInline(own.get(), Optional.empty());
      return null;
    }
    Operation.Call call = calls.of(tree, now);
    add(call);
    assumeAfter(call, receiver, tree);
    return null;
  }

  /** The function that a local holds, if {@code method} runs it. */
  private Optional<Functions.Function> functionInLocal(
      MethodSymbol method, ExpressionTree receiver) {
    return receiver != null
            && method.getModifiers().contains(Modifier.ABSTRACT)
            && ASTHelpers.getSymbol(receiver) instanceof VarSymbol variable
            && variable.getKind() == ElementKind.LOCAL_VARIABLE
        ? bodies.sources().onlyValue(variable).flatMap(Functions::inPlace)
        : Optional.empty();
  }

  /** Waiting twice for the same thing waits once, and a precondition holds after its check. */
  private void assumeAfter(
      Operation.Call call, ExpressionTree receiver, MethodInvocationTree tree) {
    if (!call.method().isStatic() && bodies.isFuture(call.receiverType()) && waits(call)) {
      now = now.withComplete(completion.completeWith(receiver));
    }
    if (!now.complete().isEmpty()) {
      for (VarSymbol field : bodies.assignedFields(call.method())) {
        now = now.without(field);
      }
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
  public Void visitNewClass(NewClassTree tree, Void unused) {
    scan(tree.getEnclosingExpression(), null);
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    if (constructor == null) {
      return null;
    }
    scanArguments(CallSite.of(tree));
    if (tree.getClassBody() == null) {
      add(calls.of(tree, now));
    } else {
      created.put(tree.getClassBody(), now.later().without(Reference.SELF));
      calls.superConstructor(tree, now).ifPresent(this::add);
      scanInitializers(tree.getClassBody());
    }
    return null;
  }

  private void scanArguments(CallSite site) {
    for (int i = 0; i < site.arguments().size(); i++) {
      scan(site.arguments().get(i), null);
      for (Functions.Function function : bodies.inlineFunctions(site, i)) {
        scanInline(function, site.receiver());
      }
    }
  }

  /** What the called method runs before it returns happens here. */
  private void scanInline(Functions.Function function, Optional<ExpressionTree> receiver) {
    boolean elementsComplete =
        receiver.filter(collection -> completion.isComplete(now, collection)).isPresent();
    Optional<VarSymbol> collection = receiver.flatMap(each -> completion.root(now, each));
    Assumptions before = now;
    if (function instanceof Functions.Lambda lambda) {
      if (!running.add(lambda.tree())) {
        return;
      }
      for (VariableTree parameter : lambda.tree().getParameters()) {
        VarSymbol element = ASTHelpers.getSymbol(parameter);
        if (elementsComplete) {
          now = now.withComplete(Set.of(Reference.of(element)));
        } else if (collection.isPresent()) {
          now = now.withElement(element, collection.get());
        }
      }
      scan(lambda.tree().getBody(), null);
      running.remove(lambda.tree());
    } else if (function instanceof Functions.Reference reference) {
      add(
          calls.of(
              reference.tree(),
              elementsComplete,
              TreeOperand.parameter(collection, bodies.sources())));
    } else if (function instanceof Functions.Anonymous anonymous) {
      bodies.functions().handlers(anonymous.type()).forEach(method -> scan(method.getBody(), null));
    } else if (function instanceof Functions.Named named) {
      // What a library's own handler does for a library is the called method's affair.
      named.handlers().stream()
          .filter(bodies.sources()::contains)
          .forEach(handler -> add(calls.of(named.tree(), handler, named.type())));
    }
    now = before;
  }

  /** The field and instance initialisers of a class, which run where it is created. */
  void scanInitializers(ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof BlockTree block && !block.isStatic()) {
        scan(block, null);
      } else if (member instanceof VariableTree field && !ASTHelpers.getSymbol(field).isStatic()) {
        scan(field.getInitializer(), null);
      }
    }
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
    created.put(tree, now.later());
    return null;
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    return scan(tree.getQualifierExpression(), null);
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    created.put(tree, now.later().without(Reference.SELF));
    return null;
  }

  @Override
  public Void visitSynchronized(SynchronizedTree tree, Void unused) {
    scan(tree.getExpression(), null);
    add(new Operation.Monitor(Optional.of(tree), tree.getBlock(), Set.of()));
    return scan(tree.getBlock(), null);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void unused) {
    scan(tree.getExpression(), null);
    calls.iteration(tree, now).forEach(this::add);
    breaks.push(new ArrayList<>());
    Assumptions before = forget(now, tree.getStatement());
    VarSymbol element = ASTHelpers.getSymbol(tree.getVariable());
    now = before;
    if (completion.isComplete(now, tree.getExpression())) {
      now = now.withComplete(Set.of(Reference.of(element)));
    } else {
      now =
          completion
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
    for (Tree resource : tree.getResources()) {
      calls.close(resource, now).ifPresent(this::add);
    }
    Assumptions after = now;
    // A handler knows only what held before the block and what the block left alone.
    now = forget(before, tree.getBlock());
    scan(tree.getCatches(), null);
    now = tree.getCatches().isEmpty() ? after : after.meet(now);
    return scan(tree.getFinallyBlock(), null);
  }

  @Override
  public Void visitIf(IfTree tree, Void unused) {
    scan(tree.getCondition(), null);
    Assumptions before = now;
    now = proofs.assume(before, tree.getCondition(), true);
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
