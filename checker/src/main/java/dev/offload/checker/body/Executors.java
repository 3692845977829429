package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Contract.Promise;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.List;
import java.util.Optional;

/** What kind of threads an executor or scheduler has that an expression yields. */
public final class Executors {
  /** The threads, and whose they are. */
  public record Threads(Fact.Place place, String framework) {}

  private static final int MOST_HOPS = 10;

  private final ModelIndex models;
  private final Contracts contracts;
  private final Sources sources;

  public Executors(ModelIndex models, Contracts contracts, Sources sources) {
    this.models = models;
    this.contracts = contracts;
    this.sources = sources;
  }

  /** Empty if nothing is known. */
  public Optional<Threads> of(ExpressionTree expression) {
    return of(expression, 0);
  }

  /** The threads of an executor in a variable; empty if nothing is known. */
  public Optional<Threads> of(VarSymbol variable) {
    Optional<Threads> promised = promised(variable);
    Optional<Threads> known = promised.isPresent() ? promised : ofModel(variable);
    if (known.isPresent()) {
      return known;
    }
    Optional<Threads> ofValue = sources.onlyValue(variable).flatMap(this::of);
    return ofValue.isPresent() ? ofValue : ofType(variable.type);
  }

  private Optional<Threads> ofModel(VarSymbol variable) {
    Facts facts = models.facts(variable);
    return facts.get(Fact.Executor.class).flatMap(executor -> known(facts, executor));
  }

  private Optional<Threads> promised(Symbol symbol) {
    return contracts
        .ofExecutor(symbol)
        .map(
            promise ->
                new Threads(
                    promise == Promise.BLOCKING ? Fact.Place.WORKER : Fact.Place.EVENT_LOOP, ""));
  }

  private Optional<Threads> of(ExpressionTree operand, int hops) {
    ExpressionTree expression = Values.strip(operand);
    if (hops > MOST_HOPS) {
      return Optional.empty();
    }
    if (runsOnCaller(expression)) {
      return Optional.of(new Threads(Fact.Place.CALLER, ""));
    }
    if (expression instanceof MemberReferenceTree reference) {
      return ofRunner(reference, hops);
    }
    Symbol symbol = ASTHelpers.getSymbol(expression);
    Optional<Threads> promised = symbol == null ? Optional.empty() : promised(symbol);
    if (promised.isPresent()) {
      return promised;
    }
    if (symbol instanceof VarSymbol variable) {
      Optional<Threads> known = ofFacts(models.facts(variable), expression, hops);
      if (known.isPresent()) {
        return known;
      }
      Optional<ExpressionTree> value = sources.onlyValue(variable);
      Optional<Threads> ofValue = value.flatMap(each -> of(each, hops + 1));
      return ofValue.isPresent() ? ofValue : ofType(ASTHelpers.getType(expression));
    }
    if (symbol instanceof MethodSymbol method) {
      Type receiverType =
          expression instanceof MethodInvocationTree call
              ? ASTHelpers.getReceiverType(call)
              : method.owner.type;
      Facts facts = models.facts(method, receiverType);
      return facts.get(Fact.Executor.class).isPresent()
          ? ofFacts(facts, expression, hops)
          : ofType(ASTHelpers.getType(expression));
    }
    return ofType(ASTHelpers.getType(expression));
  }

  /** {@code SwingUtilities::invokeLater}, {@code pool::execute}. */
  private Optional<Threads> ofRunner(MemberReferenceTree reference, int hops) {
    Facts facts = models.facts(ASTHelpers.getSymbol(reference));
    Optional<Fact.Runs> runs = facts.runs(0);
    if (runs.isPresent() && runs.get() instanceof Fact.RunsAt at) {
      return Optional.of(new Threads(at.place(), facts.framework(at)));
    }
    return runs.isPresent() && runs.get() instanceof Fact.RunsOn on && on.executor() == Fact.THIS
        ? of(reference.getQualifierExpression(), hops + 1)
        : Optional.empty();
  }

  private Optional<Threads> ofFacts(Facts facts, ExpressionTree expression, int hops) {
    Optional<Fact.Executor> executor = facts.get(Fact.Executor.class);
    if (executor.isEmpty()) {
      return Optional.empty();
    }
    if (executor.get() instanceof Fact.ExecutorWrapper wrapper) {
      return operand(expression, wrapper.operand()).flatMap(operand -> of(operand, hops + 1));
    }
    return known(facts, executor.get());
  }

  private static Optional<Threads> known(Facts facts, Fact.Executor executor) {
    return executor instanceof Fact.ExecutorOf known
        ? Optional.of(new Threads(known.place(), facts.framework(known)))
        : Optional.empty();
  }

  private static Optional<ExpressionTree> operand(ExpressionTree expression, int index) {
    if (index == Fact.THIS) {
      return expression instanceof MethodInvocationTree call
          ? Optional.ofNullable(ASTHelpers.getReceiver(call))
          : Optional.empty();
    }
    List<? extends ExpressionTree> arguments =
        expression instanceof MethodInvocationTree call
            ? call.getArguments()
            : expression instanceof NewClassTree created ? created.getArguments() : List.of();
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /** What the static type of an executor tells. */
  public Optional<Threads> ofType(Type type) {
    return type != null && type.tsym instanceof ClassSymbol symbol
        ? models
            .facts(symbol)
            .get(Fact.Executor.class)
            .flatMap(executor -> known(models.facts(symbol), executor))
        : Optional.empty();
  }

  /** {@code Runnable::run} and {@code task -> task.run()}. */
  private static boolean runsOnCaller(ExpressionTree expression) {
    if (expression instanceof MemberReferenceTree reference) {
      return reference.getName().contentEquals("run")
          && ASTHelpers.getSymbol(reference)
              .owner
              .getQualifiedName()
              .contentEquals("java.lang.Runnable");
    }
    return expression instanceof LambdaExpressionTree lambda
        && lambda.getParameters().size() == 1
        && onlyCall(lambda.getBody()) instanceof MethodInvocationTree call
        && ASTHelpers.getReceiver(call) != null
        && ASTHelpers.getSymbol(lambda.getParameters().get(0))
            .equals(ASTHelpers.getSymbol(ASTHelpers.getReceiver(call)));
  }

  private static Tree onlyCall(Tree body) {
    return body instanceof BlockTree block
            && block.getStatements().size() == 1
            && block.getStatements().get(0) instanceof ExpressionStatementTree only
        ? only.getExpression()
        : body;
  }
}
