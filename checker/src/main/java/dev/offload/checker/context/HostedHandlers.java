package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.CallSite;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.Origins;
import dev.offload.checker.body.Sources;
import dev.offload.checker.body.Values;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The handlers that this compilation hands over to threads of their own: a handler added to a
 * pipeline with an executor group, a verticle deployed as a worker, an actor on a dispatcher. One
 * place is enough, as nobody can tell which of the objects a method runs on.
 */
public final class HostedHandlers {
  private final ModelIndex models;
  private final Contracts contracts;
  private final Sources sources;
  private final Executors executors;
  private final Hierarchy hierarchy;
  private final Map<ClassSymbol, Boolean> marked = new HashMap<>();
  private final Map<String, ExecutionContext> hosted = new HashMap<>();
  private final IdentityHashMap<Tree, ExecutionContext> written = new IdentityHashMap<>();
  private boolean isCollected;

  public HostedHandlers(
      ModelIndex models,
      Contracts contracts,
      Sources sources,
      Executors executors,
      Hierarchy hierarchy) {
    this.models = models;
    this.contracts = contracts;
    this.sources = sources;
    this.executors = executors;
    this.hierarchy = hierarchy;
  }

  /** Where the methods of {@code type} run; empty if no object of it is known to be hosted. */
  Optional<ExecutionContext> context(ClassSymbol type) {
    collect();
    return Optional.ofNullable(hosted.get(type.flatName().toString()));
  }

  /** Where the handler runs that the code at {@code path} is part of, and all that it registers. */
  Optional<ExecutionContext> around(TreePath path) {
    collect();
    for (Tree tree : path) {
      Optional<ExecutionContext> context =
          tree instanceof ClassTree type
              ? ofHandler(ASTHelpers.getSymbol(type))
              : Optional.ofNullable(written.get(tree));
      if (context.isPresent()) {
        return context;
      }
    }
    return Optional.empty();
  }

  private Optional<ExecutionContext> ofHandler(ClassSymbol type) {
    Optional<ExecutionContext> known = context(type);
    return known.isEmpty() && marked.computeIfAbsent(type, this::isMarked)
        ? Optional.of(ExecutionContext.BLOCKING_OK)
        : known;
  }

  private void collect() {
    Set<String> members = isCollected ? Set.of() : models.membersWith(Fact.Hosts.class);
    isCollected = true;
    if (!members.isEmpty()) {
      sources.units().forEach(unit -> new Collector(unit, members).scan(unit, null));
    }
  }

  /** Whoever marks a handler as blocking has it run where that is allowed. */
  private boolean isMarked(ClassSymbol type) {
    return hierarchy.supertypes(type).values().stream()
        .flatMap(each -> handlers(each))
        .anyMatch(
            handler ->
                handler.owner == type
                    ? mayBlock(contracts.of(handler))
                    : mayBlock(contracts.ofClass(type)));
  }

  private Stream<MethodSymbol> handlers(ClassSymbol type) {
    List<MethodSymbol> result = new ArrayList<>();
    for (Symbol member : type.members().getSymbols()) {
      if (member instanceof MethodSymbol method
          && models.mentions(method.name)
          && models.facts(method).get(Fact.Context.class).isPresent()) {
        result.add(method);
      }
    }
    return result.stream();
  }

  private static boolean mayBlock(Optional<Contract> contract) {
    return contract
        .filter(known -> MethodContexts.of(known) instanceof ExecutionContext.BlockingOk)
        .isPresent();
  }

  /** Finds the calls of one compilation unit that hand an object over. */
  private final class Collector extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Set<String> members;
    private final Origins origins = new Origins(sources);

    Collector(CompilationUnitTree unit, Set<String> members) {
      this.unit = unit;
      this.members = members;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
      MethodSymbol method = ASTHelpers.getSymbol(tree);
      if (method != null && members.contains(method.name.toString())) {
        collect(CallSite.of(tree));
      }
      return super.visitMethodInvocation(tree, null);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void unused) {
      if (ASTHelpers.getSymbol(tree) != null && members.contains(Subject.CONSTRUCTOR)) {
        collect(CallSite.of(tree));
      }
      return super.visitNewClass(tree, null);
    }

    private void collect(CallSite site) {
      models
          .facts(site.method(), site.receiverType())
          .get(Fact.Hosts.class)
          .ifPresent(hosts -> collect(site, hosts));
    }

    private void collect(CallSite site, Fact.Hosts hosts) {
      site.operand(hosts.executor())
          .flatMap(executor -> context(executor))
          .ifPresent(
              context ->
                  site.given(hosts.handler())
                      .flatMap(handler -> origins.of(handler).stream())
                      .forEach(origin -> add(origin, context)));
    }

    private void add(ExpressionTree origin, ExecutionContext context) {
      written.put(origin, context);
      type(origin).ifPresent(type -> add(type, context));
    }

    /** Empty where the host is the usual one. */
    private Optional<ExecutionContext> context(ExpressionTree host) {
      if (host.getKind() == Tree.Kind.NULL_LITERAL) {
        return Optional.empty();
      }
      Optional<Executors.Threads> threads = configured(host).or(() -> executors.of(host));
      return threads
          .map(
              known ->
                  known.place() == Fact.Place.WORKER
                      ? Optional.of(ExecutionContext.BLOCKING_OK)
                      : Optional.<ExecutionContext>empty())
          .orElse(Optional.of(ExecutionContext.UNKNOWN));
    }

    /** What a statement sets on options that a variable holds. */
    private Optional<Executors.Threads> configured(ExpressionTree host) {
      if (!(ASTHelpers.getSymbol(Values.strip(host)) instanceof VarSymbol variable)) {
        return Optional.empty();
      }
      MethodInvocationTree[] setter = new MethodInvocationTree[1];
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
          ExpressionTree receiver = ASTHelpers.getReceiver(tree);
          if (receiver != null
              && variable.equals(ASTHelpers.getSymbol(receiver))
              && facts(tree).get(Fact.Executor.class).filter(Collector::isOwn).isPresent()) {
            setter[0] = tree;
          }
          return super.visitMethodInvocation(tree, null);
        }
      }.scan(unit, null);
      return Optional.ofNullable(setter[0]).flatMap(executors::of);
    }

    private Facts facts(MethodInvocationTree tree) {
      MethodSymbol method = ASTHelpers.getSymbol(tree);
      return method != null && models.mentions(method.name)
          ? models.facts(method, ASTHelpers.getReceiverType(tree))
          : Facts.NONE;
    }

    private static boolean isOwn(Fact.Executor executor) {
      return !executor.equals(new Fact.ExecutorWrapper(Fact.THIS));
    }

    private void add(ClassSymbol type, ExecutionContext context) {
      // What the class inherits runs there, too.
      for (ClassSymbol each : hierarchy.supertypes(type).values()) {
        if (sources.contains(each)) {
          hosted.put(each.flatName().toString(), context);
        }
      }
    }
  }

  /** The class of the object that an expression is, makes or names. */
  private Optional<ClassSymbol> type(ExpressionTree value) {
    if (value instanceof LambdaExpressionTree) {
      return Optional.empty();
    }
    if (value instanceof MemberReferenceTree reference) {
      MethodSymbol method = ASTHelpers.getSymbol(reference);
      return method != null && method.isConstructor()
          ? Optional.of((ClassSymbol) method.owner)
          : Optional.empty();
    }
    if (value instanceof MemberSelectTree literal && Origins.isClass(literal)) {
      return classOf(ASTHelpers.getType(literal.getExpression()));
    }
    if (value instanceof LiteralTree name && name.getValue() instanceof String text) {
      return sources.type(text);
    }
    return value instanceof NewClassTree created && created.getClassBody() != null
        ? Optional.of(ASTHelpers.getSymbol(created.getClassBody()))
        : classOf(ASTHelpers.getType(value));
  }

  private static Optional<ClassSymbol> classOf(Type type) {
    return type != null && type.tsym instanceof ClassSymbol symbol
        ? Optional.of(symbol)
        : Optional.empty();
  }
}
