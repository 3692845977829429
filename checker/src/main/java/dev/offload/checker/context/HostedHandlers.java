package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.CallSite;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.Sources;
import dev.offload.checker.body.Values;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes whose objects this compilation hands over to threads of their own: a handler added to
 * a pipeline with an executor group, a verticle deployed as a worker. One place is enough, as
 * nobody can tell which of the objects a method runs on.
 */
public final class HostedHandlers {
  private final ModelIndex models;
  private final Sources sources;
  private final Executors executors;
  private final Hierarchy hierarchy;
  private Map<String, ExecutionContext> hosted;

  public HostedHandlers(
      ModelIndex models, Sources sources, Executors executors, Hierarchy hierarchy) {
    this.models = models;
    this.sources = sources;
    this.executors = executors;
    this.hierarchy = hierarchy;
  }

  /** Where the methods of {@code type} run; empty if no object of it is known to be hosted. */
  Optional<ExecutionContext> context(ClassSymbol type) {
    if (hosted == null) {
      hosted = new HashMap<>();
      Set<String> members = models.membersWith(Fact.Hosts.class);
      if (!members.isEmpty()) {
        sources.units().forEach(unit -> new Collector(unit, members).scan(unit, null));
      }
    }
    return Optional.ofNullable(hosted.get(type.flatName().toString()));
  }

  /** Finds the calls of one compilation unit that hand an object over. */
  private final class Collector extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Set<String> members;

    Collector(CompilationUnitTree unit, Set<String> members) {
      this.unit = unit;
      this.members = members;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
      MethodSymbol method = ASTHelpers.getSymbol(tree);
      if (method != null && members.contains(method.name.toString())) {
        CallSite site = CallSite.of(tree);
        models
            .facts(method, site.receiverType())
            .get(Fact.Hosts.class)
            .ifPresent(hosts -> collect(site, hosts));
      }
      return super.visitMethodInvocation(tree, null);
    }

    private void collect(CallSite site, Fact.Hosts hosts) {
      Optional<ExecutionContext> context =
          site.operand(hosts.executor()).flatMap(operand -> context(operand));
      for (int i = hosts.parameter(); context.isPresent() && i < site.arguments().size(); i++) {
        if (site.parameter(i) == hosts.parameter()) {
          type(site.arguments().get(i)).ifPresent(type -> add(type, context.get()));
        }
      }
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

  /** The class of the object that an argument is, makes or names. */
  private Optional<ClassSymbol> type(ExpressionTree argument) {
    ExpressionTree value = Values.strip(argument);
    if (ASTHelpers.getSymbol(value) instanceof VarSymbol variable && !isClassLiteral(value)) {
      value = sources.onlyValue(variable).map(Values::strip).orElse(value);
    }
    if (value instanceof LambdaExpressionTree lambda
        && lambda.getBody() instanceof ExpressionTree made) {
      return classOf(ASTHelpers.getType(made));
    }
    if (value instanceof MemberReferenceTree reference) {
      MethodSymbol method = ASTHelpers.getSymbol(reference);
      return method != null && method.isConstructor()
          ? Optional.of((ClassSymbol) method.owner)
          : Optional.empty();
    }
    if (value instanceof MethodInvocationTree call
        && isClassLiteral(ASTHelpers.getReceiver(call))) {
      // Type.class.getName()
      return type(ASTHelpers.getReceiver(call));
    }
    if (value instanceof MemberSelectTree literal && isClassLiteral(literal)) {
      return classOf(ASTHelpers.getType(literal.getExpression()));
    }
    if (value instanceof LiteralTree name && name.getValue() instanceof String text) {
      return sources.type(text);
    }
    return value instanceof NewClassTree created && created.getClassBody() != null
        ? Optional.of(ASTHelpers.getSymbol(created.getClassBody()))
        : classOf(ASTHelpers.getType(value));
  }

  private static boolean isClassLiteral(ExpressionTree expression) {
    return expression instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("class");
  }

  private static Optional<ClassSymbol> classOf(Type type) {
    return type != null && type.tsym instanceof ClassSymbol symbol
        ? Optional.of(symbol)
        : Optional.empty();
  }
}
