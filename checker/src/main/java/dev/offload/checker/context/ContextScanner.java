package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Assumptions;
import dev.offload.checker.body.CallSite;
import dev.offload.checker.body.Functions;
import dev.offload.checker.body.Operation;
import dev.offload.checker.body.SourceBodies;
import dev.offload.checker.body.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks one compilation unit and finds the functions in it whose blocking is reported. The
 * innermost function decides; a function that is inline belongs to the one around it.
 */
public final class ContextScanner extends TreePathScanner<Void, Void> {
  private record Reported(MethodSymbol handler, Class<?> context) {}

  private final MethodContexts methodContexts;
  private final Callbacks callbacks;
  private final SourceBodies bodies;
  private final Types types;
  private final List<NonBlockingCode> found = new ArrayList<>();
  private final IdentityHashMap<Tree, Binding> bindings = new IdentityHashMap<>();
  private final Set<Reported> reportedHandlers = new HashSet<>();
  private ExecutionContext current = ExecutionContext.UNKNOWN;

  public ContextScanner(
      MethodContexts methodContexts, Callbacks callbacks, SourceBodies bodies, Types types) {
    this.methodContexts = methodContexts;
    this.callbacks = callbacks;
    this.bodies = bodies;
    this.types = types;
  }

  /** The functions of {@code unit} whose blocking is reported. */
  public List<NonBlockingCode> scan(CompilationUnitTree unit) {
    scan(new TreePath(unit), null);
    return found;
  }

  @Override
  public Void visitClass(ClassTree tree, Void unused) {
    return within(ExecutionContext.UNKNOWN, () -> super.visitClass(tree, null));
  }

  @Override
  public Void visitMethod(MethodTree tree, Void unused) {
    ExecutionContext context = contextOf(tree);
    if (context instanceof ExecutionContext.Checked checked && tree.getBody() != null) {
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      found.add(
          new NonBlockingCode(
              getCurrentPath(),
              ASTHelpers.getSymbol(tree).isConstructor() ? "this constructor" : "this method",
              checked,
              bodies.operations(
                  tree,
                  owner,
                  methodContexts.completeParameters(ASTHelpers.getSymbol(tree)),
                  bindings.getOrDefault(owner, Binding.UNKNOWN).complete(),
                  around(getCurrentPath()))));
    }
    return within(context, () -> super.visitMethod(tree, null));
  }

  private ExecutionContext contextOf(MethodTree tree) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    Binding binding = bindings.get(getCurrentPath().getParentPath().getLeaf());
    boolean isBound = binding != null && binding.isStated() && bodies.functions().isHandler(method);
    // Whoever gets the object knows better than its type: observeOn(..).subscribe(new Subscriber..)
    return isBound
        ? methodContexts.declared(method).orElse(binding.context())
        : methodContexts.of(method);
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
    Binding binding = bindings.getOrDefault(tree, Binding.UNKNOWN);
    if (binding.isInline()) {
      return super.visitLambdaExpression(tree, null);
    }
    ExecutionContext context = binding.context();
    boolean isListener = false;
    if (!binding.isStated()) {
      Optional<MethodSymbol> descriptor = descriptor(tree);
      context = descriptor.map(this::ofFunction).orElse(context);
      isListener = descriptor.filter(this::completesParameters).isPresent();
    }
    report(tree, getCurrentPath(), context, binding, isListener);
    return within(context, () -> super.visitLambdaExpression(tree, null));
  }

  private ExecutionContext ofFunction(MethodSymbol descriptor) {
    return methodContexts.ofFunction(descriptor, getCurrentPath());
  }

  private boolean completesParameters(MethodSymbol method) {
    return !methodContexts.completeParameters(method).isEmpty();
  }

  private void report(
      LambdaExpressionTree lambda,
      TreePath path,
      ExecutionContext context,
      Binding binding,
      boolean isListener) {
    if (context instanceof ExecutionContext.Checked checked) {
      found.add(
          new NonBlockingCode(
              path,
              "this lambda",
              checked,
              bodies.operations(lambda, isListener, binding.complete(), around(path))));
    }
  }

  /** The method that a lambda or method reference implements. */
  private Optional<MethodSymbol> descriptor(ExpressionTree function) {
    Type type = ASTHelpers.getType(function);
    if (type == null || !types.isFunctionalInterface(type)) {
      return Optional.empty();
    }
    return types.findDescriptorSymbol(type.tsym) instanceof MethodSymbol descriptor
        ? Optional.of(descriptor)
        : Optional.empty();
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    Binding binding = bindings.getOrDefault(tree, Binding.UNKNOWN);
    ExecutionContext context =
        !binding.isStated() && !binding.isInline()
            ? descriptor(tree).map(this::ofFunction).orElse(ExecutionContext.UNKNOWN)
            : binding.context();
    if (context instanceof ExecutionContext.Checked checked && ASTHelpers.getSymbol(tree) != null) {
      found.add(
          new NonBlockingCode(
              getCurrentPath(),
              "this method reference",
              checked,
              List.of(bodies.operation(tree, binding.complete(), around(getCurrentPath())))));
    }
    return super.visitMemberReference(tree, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    if (ASTHelpers.getSymbol(tree) != null && !tree.getArguments().isEmpty()) {
      bindArguments(CallSite.of(tree));
    }
    return super.visitMethodInvocation(tree, null);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void unused) {
    if (ASTHelpers.getSymbol(tree) != null && !tree.getArguments().isEmpty()) {
      bindArguments(CallSite.of(tree));
    }
    return super.visitNewClass(tree, null);
  }

  private void bindArguments(CallSite site) {
    for (int i = 0; i < site.arguments().size(); i++) {
      ExpressionTree argument = Values.strip(site.arguments().get(i));
      // Anything could be a function that was stored; asking the models first costs one look-up.
      if (Functions.isWritten(argument) || callbacks.isDescribed(site, i)) {
        List<Functions.Function> functions = bodies.functions().of(site, i);
        if (!functions.isEmpty()) {
          Binding binding = callbacks.bind(site, i, getCurrentPath(), current);
          functions.forEach(function -> bind(function, argument, binding));
        }
      }
    }
  }

  /**
   * Keeps the binding of a function that is yet to be visited, and judges the others at once.
   *
   * @param argument how the call names the function
   */
  private void bind(Functions.Function function, ExpressionTree argument, Binding binding) {
    boolean isStored = !Functions.isWritten(argument);
    if (function instanceof Functions.Lambda lambda) {
      if (isStored) {
        pathTo(lambda.tree())
            .ifPresent(path -> report(lambda.tree(), path, binding.context(), binding, false));
      }
      bindings.put(lambda.tree(), binding);
    } else if (function instanceof Functions.Reference reference) {
      if (isStored) {
        report(
            new TreePath(getCurrentPath(), argument),
            "this method reference",
            binding,
            bodies.operation(reference.tree(), binding.complete(), Assumptions.NONE));
      }
      bindings.put(reference.tree(), binding);
    } else if (function instanceof Functions.Anonymous anonymous) {
      if (isStored) {
        reportHandlers(anonymous.type(), binding);
      }
      bindings.put(anonymous.type(), binding);
    } else if (function instanceof Functions.Named named) {
      for (MethodSymbol handler : named.handlers()) {
        // One handler may be given to many: once is enough.
        if (methodContexts.of(handler) instanceof ExecutionContext.Unknown
            && binding.context() instanceof ExecutionContext.Checked
            && reportedHandlers.add(new Reported(handler, binding.context().getClass()))) {
          report(
              new TreePath(getCurrentPath(), named.tree()),
              handler.owner.name + "." + handler.name,
              binding,
              bodies.calls().of(named.tree(), handler, named.type()));
        }
      }
    }
  }

  private void report(TreePath path, String subject, Binding binding, Operation operation) {
    if (binding.context() instanceof ExecutionContext.Checked checked) {
      found.add(new NonBlockingCode(path, subject, checked, List.of(operation)));
    }
  }

  /** The methods of an anonymous class that was stored before somebody got it as a callback. */
  private void reportHandlers(ClassTree type, Binding binding) {
    for (MethodTree method : bodies.functions().handlers(type)) {
      if (methodContexts.of(ASTHelpers.getSymbol(method)) instanceof ExecutionContext.Unknown) {
        pathTo(method).ifPresent(path -> report(method, path, binding));
      }
    }
  }

  private void report(MethodTree method, TreePath path, Binding binding) {
    if (binding.context() instanceof ExecutionContext.Checked checked) {
      ClassTree owner = (ClassTree) path.getParentPath().getLeaf();
      found.add(
          new NonBlockingCode(
              path,
              "this method",
              checked,
              bodies.operations(method, owner, Set.of(), binding.complete(), around(path))));
    }
  }

  /** What the functions around the one at {@code path} know where they create it. */
  private Assumptions around(TreePath path) {
    List<Tree> functions = new ArrayList<>();
    for (Tree tree : path.getParentPath()) {
      if (tree instanceof LambdaExpressionTree || tree instanceof MethodTree) {
        functions.add(tree);
      }
    }
    Assumptions known = Assumptions.NONE;
    for (int i = functions.size() - 1; i >= 0; i--) {
      Tree function = functions.get(i);
      Tree inner = i == 0 ? path.getLeaf() : functions.get(i - 1);
      known =
          bodies.around(
              function,
              created(inner, path),
              bindings.getOrDefault(function, Binding.UNKNOWN).complete(),
              known);
    }
    return known;
  }

  /** A method comes into being with its class. */
  private static Tree created(Tree function, TreePath path) {
    if (function instanceof MethodTree) {
      for (TreePath each = path; each != null; each = each.getParentPath()) {
        if (each.getLeaf() == function) {
          return each.getParentPath().getLeaf();
        }
      }
    }
    return function;
  }

  private Optional<TreePath> pathTo(Tree tree) {
    return Optional.ofNullable(TreePath.getPath(getCurrentPath().getCompilationUnit(), tree));
  }

  private Void within(ExecutionContext context, Runnable visit) {
    ExecutionContext outer = current;
    current = context;
    try {
      visit.run();
    } catch (CompletionFailure missing) {
      // A class that the compiler cannot load: nothing can be said about the code that needs it.
      return null;
    } finally {
      current = outer;
    }
    return null;
  }
}
