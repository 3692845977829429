package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
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
final class OperationScanner extends FlowScanner {
  private final Calls calls;
  private final List<Operation> operations = new ArrayList<>();
  private final IdentityHashMap<Tree, Assumptions> created = new IdentityHashMap<>();
  private final CollectedStreams streams = new CollectedStreams();
  private final List<Exit> exits = new ArrayList<>();

  /** How many functions around this place run inline. */
  private int inlined;

  /** Lambdas that are being read: one may call itself. */
  private final Set<Tree> running = Collections.newSetFromMap(new IdentityHashMap<>());

  OperationScanner(SourceBodies bodies, Assumptions start) {
    super(bodies, start);
    this.calls = bodies.calls();
  }

  List<Operation> operations() {
    return operations;
  }

  /** What was known where lambdas and classes were created. */
  Map<Tree, Assumptions> created() {
    return created;
  }

  private void add(Operation operation) {
    if (now.mayBlock()) {
      return;
    }
    if (now.locksCount()) {
      operations.add(operation.unless(now.unless()));
    } else if (operation instanceof Operation.Call call) {
      operations.add(new Operation.Once(call.unless(now.unless())));
    }
  }

  /** Where the body returns. */
  List<Exit> exits() {
    return exits;
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    scan(tree.getMethodSelect(), null);
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (method == null) {
      return scan(tree.getArguments(), null);
    }
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    streams.enter(tree);
    scanArguments(
        CallSite.of(tree), i -> streams.stream(tree, i).or(() -> Optional.ofNullable(receiver)));
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

  @Override
  public Void visitNewClass(NewClassTree tree, Void unused) {
    scan(tree.getEnclosingExpression(), null);
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    if (constructor == null) {
      return null;
    }
    scanArguments(CallSite.of(tree), i -> Optional.empty());
    if (tree.getClassBody() == null) {
      add(calls.of(tree, now));
    } else {
      created.put(tree.getClassBody(), now.later().without(Reference.SELF));
      calls.superConstructor(tree, now).ifPresent(this::add);
      scanInitializers(tree.getClassBody());
    }
    return null;
  }

  /**
   * Arguments, and the code in them that runs before the call returns.
   *
   * @param elements what a function gets the elements of
   */
  private void scanArguments(CallSite site, IntFunction<Optional<ExpressionTree>> elements) {
    for (int i = 0; i < site.arguments().size(); i++) {
      scan(site.arguments().get(i), null);
      for (Functions.Function function : bodies.inlineFunctions(site, i)) {
        scanInline(function, elements.apply(i));
      }
    }
  }

  /** What the called method runs before it returns happens here. */
  private void scanInline(Functions.Function function, Optional<ExpressionTree> receiver) {
    boolean elementsComplete =
        receiver.filter(collection -> completion.isComplete(now, collection)).isPresent();
    Optional<Reference> collection = receiver.flatMap(each -> completion.names().root(now, each));
    if (function instanceof Functions.Lambda lambda && !running.add(lambda.tree())) {
      return;
    }
    Assumptions before = now;
    inlined++;
    if (function instanceof Functions.Lambda lambda) {
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
      Optional<Part> part =
          collection.flatMap(each -> TreeOperand.part(each, before, bodies.sources()));
      add(calls.of(reference.tree(), now, elementsComplete, part));
    } else if (function instanceof Functions.Anonymous anonymous) {
      bodies.functions().handlers(anonymous.type()).forEach(method -> scan(method.getBody(), null));
    } else if (function instanceof Functions.Named named) {
      // What a library's own handler does for a library is the called method's affair.
      named.handlers().stream()
          .filter(bodies.sources()::contains)
          .forEach(handler -> add(calls.of(named.tree(), handler, named.type())));
    }
    inlined--;
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
  public Void visitReturn(ReturnTree tree, Void unused) {
    super.visitReturn(tree, null);
    if (inlined == 0) {
      exits.add(new Exit(now, Optional.ofNullable(tree.getExpression())));
    }
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
  void iterate(EnhancedForLoopTree loop) {
    calls.iteration(loop, now).forEach(this::add);
  }

  @Override
  void close(Tree resource) {
    calls.close(resource, now).ifPresent(this::add);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree tree, Void unused) {
    scan(tree.getExpression(), null);
    Operand owner = calls.operand(tree.getExpression(), now);
    add(new Operation.Monitor(Optional.of(tree), owner, tree.getBlock(), Set.of()));
    return scan(tree.getBlock(), null);
  }
}
