package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Bodies;
import dev.offload.checker.body.Operation;
import dev.offload.checker.body.SourceBodies;
import dev.offload.checker.body.Sources;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Walks one compilation unit and finds the functions in it that must not block. The innermost
 * function decides; a function that is inline belongs to the one around it.
 */
public final class ContextScanner extends TreePathScanner<Void, Void> {
  private final MethodContexts methodContexts;
  private final Callbacks callbacks;
  private final SourceBodies bodies;
  private final Sources sources;
  private final Types types;
  private final List<NonBlockingCode> found = new ArrayList<>();
  private final IdentityHashMap<Tree, Binding> bindings = new IdentityHashMap<>();
  private ExecutionContext current = ExecutionContext.UNKNOWN;

  public ContextScanner(
      MethodContexts methodContexts,
      Callbacks callbacks,
      SourceBodies bodies,
      Sources sources,
      Types types) {
    this.methodContexts = methodContexts;
    this.callbacks = callbacks;
    this.bodies = bodies;
    this.sources = sources;
    this.types = types;
  }

  /** The functions of {@code unit} that must not block. */
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
    if (context instanceof ExecutionContext.NonBlocking nonBlocking && tree.getBody() != null) {
      ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
      found.add(
          new NonBlockingCode(
              getCurrentPath(),
              ASTHelpers.getSymbol(tree).isConstructor() ? "this constructor" : "this method",
              nonBlocking,
              bodies.operations(
                  tree, owner, methodContexts.completeParameters(ASTHelpers.getSymbol(tree)))));
    }
    return within(context, () -> super.visitMethod(tree, null));
  }

  private ExecutionContext contextOf(MethodTree tree) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    ExecutionContext own = methodContexts.of(method);
    if (!(own instanceof ExecutionContext.Unknown)) {
      return own;
    }
    Binding binding = bindings.get(getCurrentPath().getParentPath().getLeaf());
    return binding != null && isHandler(method) ? binding.context() : own;
  }

  /**
   * Whether a method of an anonymous class is what its receiver calls, and no helper of its own.
   */
  private boolean isHandler(MethodSymbol method) {
    return ASTHelpers.findSuperMethods(method, types).stream()
        .anyMatch(
            overridden -> !overridden.owner.getQualifiedName().contentEquals("java.lang.Object"));
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
    Binding binding = bindings.getOrDefault(tree, Binding.UNKNOWN);
    if (binding.isInline()) {
      return super.visitLambdaExpression(tree, null);
    }
    ExecutionContext context = binding.context();
    boolean isListener = false;
    if (context instanceof ExecutionContext.Unknown) {
      Optional<MethodSymbol> descriptor = descriptor(tree);
      context = descriptor.map(methodContexts::of).orElse(context);
      isListener = descriptor.filter(this::completesParameters).isPresent();
    }
    report(tree, getCurrentPath(), context, binding, isListener);
    return within(context, () -> super.visitLambdaExpression(tree, null));
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
    if (context instanceof ExecutionContext.NonBlocking nonBlocking) {
      found.add(
          new NonBlockingCode(
              path,
              "this lambda",
              nonBlocking,
              bodies.operations(
                  lambda, isListener || !binding.complete().isEmpty(), binding.complete())));
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
        binding.context() instanceof ExecutionContext.Unknown && !binding.isInline()
            ? descriptor(tree).map(methodContexts::of).orElse(ExecutionContext.UNKNOWN)
            : binding.context();
    if (context instanceof ExecutionContext.NonBlocking nonBlocking
        && ASTHelpers.getSymbol(tree) != null) {
      boolean isComplete = !binding.complete().isEmpty();
      found.add(
          new NonBlockingCode(
              getCurrentPath(),
              "this method reference",
              nonBlocking,
              List.of(bodies.calls().of(tree, isComplete))));
    }
    return super.visitMemberReference(tree, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (method != null && !tree.getArguments().isEmpty()) {
      bindArguments(
          new Callbacks.Site(
              getCurrentPath(),
              method,
              ASTHelpers.getReceiverType(tree),
              Optional.ofNullable(ASTHelpers.getReceiver(tree)),
              tree.getArguments()));
    }
    return super.visitMethodInvocation(tree, null);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void unused) {
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    if (constructor != null && !tree.getArguments().isEmpty()) {
      bindArguments(
          new Callbacks.Site(
              getCurrentPath(),
              constructor,
              constructor.owner.type,
              Optional.empty(),
              tree.getArguments()));
    }
    return super.visitNewClass(tree, null);
  }

  private void bindArguments(Callbacks.Site site) {
    for (int i = 0; i < site.arguments().size(); i++) {
      bindArgument(site, i, strip(site.arguments().get(i)));
    }
  }

  private void bindArgument(Callbacks.Site site, int index, ExpressionTree argument) {
    if (argument instanceof ConditionalExpressionTree choice) {
      bindArgument(site, index, strip(choice.getTrueExpression()));
      bindArgument(site, index, strip(choice.getFalseExpression()));
    } else if (argument instanceof LambdaExpressionTree
        || argument instanceof MemberReferenceTree) {
      bindings.put(argument, callbacks.bind(site, index, current));
    } else if (argument instanceof NewClassTree created && created.getClassBody() != null) {
      bindings.put(created.getClassBody(), callbacks.bind(site, index, current));
    } else if (couldBeFunction(argument) && callbacks.isDescribed(site.method())) {
      bindStored(site, index, argument);
    }
  }

  private static ExpressionTree strip(ExpressionTree argument) {
    ExpressionTree result = argument;
    while (true) {
      if (result instanceof ParenthesizedTree parenthesized) {
        result = parenthesized.getExpression();
      } else if (result instanceof TypeCastTree cast) {
        result = cast.getExpression();
      } else {
        return result;
      }
    }
  }

  private static boolean couldBeFunction(ExpressionTree argument) {
    Type type = ASTHelpers.getType(argument);
    return type != null
        && type.tsym instanceof ClassSymbol symbol
        && !symbol.type.isPrimitive()
        && !symbol.flatName().contentEquals("java.lang.String");
  }

  /** A function that was stored in a variable, or an object of a named class. */
  private void bindStored(Callbacks.Site site, int index, ExpressionTree argument) {
    Binding binding = callbacks.bind(site, index, current);
    if (!(binding.context() instanceof ExecutionContext.NonBlocking nonBlocking)) {
      return;
    }
    Optional<ExpressionTree> stored =
        ASTHelpers.getSymbol(argument) instanceof VarSymbol variable
            ? sources.onlyValue(variable).map(ContextScanner::strip)
            : Optional.empty();
    if (stored.isPresent() && stored.get() instanceof LambdaExpressionTree lambda) {
      pathTo(lambda).ifPresent(path -> report(lambda, path, nonBlocking, binding, false));
    } else if (stored.isPresent() && stored.get() instanceof MemberReferenceTree reference) {
      found.add(
          new NonBlockingCode(
              new TreePath(getCurrentPath(), argument),
              "this method reference",
              nonBlocking,
              List.of(bodies.calls().of(reference, !binding.complete().isEmpty()))));
    } else if (stored.isPresent()
        && stored.get() instanceof NewClassTree created
        && created.getClassBody() != null) {
      reportHandlers(created.getClassBody(), nonBlocking);
    } else {
      bindObject(site, index, stored.orElse(argument), argument, nonBlocking);
    }
  }

  /** The methods of an anonymous class that was stored before somebody got it as a callback. */
  private void reportHandlers(ClassTree type, ExecutionContext.NonBlocking context) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method
          && isHandler(ASTHelpers.getSymbol(method))
          && methodContexts.of(ASTHelpers.getSymbol(method)) instanceof ExecutionContext.Unknown) {
        pathTo(method)
            .ifPresent(
                path ->
                    found.add(
                        new NonBlockingCode(
                            path,
                            "this method",
                            context,
                            bodies.operations(method, type, Set.of()))));
      }
    }
  }

  private Optional<TreePath> pathTo(Tree tree) {
    return Optional.ofNullable(TreePath.getPath(getCurrentPath().getCompilationUnit(), tree));
  }

  /** The methods of an object's class through which the receiver will call it back. */
  private void bindObject(
      Callbacks.Site site,
      int index,
      ExpressionTree value,
      ExpressionTree argument,
      ExecutionContext.NonBlocking context) {
    Type type = ASTHelpers.getType(value);
    if (type == null
        || !(type.tsym instanceof ClassSymbol symbol)
        || symbol.isInterface()
        || Bodies.isPlatform(symbol)
        || isAnonymous(symbol)) {
      return;
    }
    int parameter = Math.min(index, site.method().type.getParameterTypes().size() - 1);
    Type expected = types.erasure(site.method().type.getParameterTypes().get(parameter));
    for (MethodSymbol handler : handlers(expected, symbol)) {
      if (methodContexts.of(handler) instanceof ExecutionContext.Unknown) {
        Operation call = bodies.calls().of(argument, handler, type);
        found.add(
            new NonBlockingCode(
                new TreePath(getCurrentPath(), argument),
                handler.owner.name + "." + handler.name,
                context,
                List.of(call)));
      }
    }
  }

  private static boolean isAnonymous(ClassSymbol symbol) {
    return symbol.name.isEmpty();
  }

  private List<MethodSymbol> handlers(Type expected, ClassSymbol type) {
    List<MethodSymbol> result = new ArrayList<>();
    if (!(expected.tsym instanceof ClassSymbol declared) || !declared.isInterface()) {
      return result;
    }
    for (Symbol member : declared.members().getSymbols()) {
      if (member instanceof MethodSymbol method
          && method.getModifiers().contains(Modifier.ABSTRACT)) {
        MethodSymbol implementation = method.implementation(type, types, true);
        if (implementation != null && !implementation.getModifiers().contains(Modifier.ABSTRACT)) {
          result.add(implementation);
        }
      }
    }
    return result;
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
