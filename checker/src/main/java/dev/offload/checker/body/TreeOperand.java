package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.lang.model.element.ElementKind;

/** An operand in the source. Everything is computed when it is asked for. */
final class TreeOperand implements Operand {
  private final ExpressionTree expression;
  private final Assumptions now;
  private final Sources sources;
  private final Completion completion;
  private final Proofs proofs;
  private final Calls calls;

  TreeOperand(
      ExpressionTree expression,
      Assumptions now,
      Sources sources,
      Completion completion,
      Proofs proofs,
      Calls calls) {
    this.expression = expression;
    this.now = now;
    this.sources = sources;
    this.completion = completion;
    this.proofs = proofs;
    this.calls = calls;
  }

  @Override
  public boolean isComplete() {
    return completion.isComplete(now, expression);
  }

  @Override
  public OptionalInt parameter() {
    return parameter(completion.root(now, expression), sources);
  }

  /** Which parameter of its method a variable is, if it never gets another value. */
  static OptionalInt parameter(Optional<VarSymbol> variable, Sources sources) {
    if (variable.isEmpty()
        || variable.get().getKind() != ElementKind.PARAMETER
        || !(variable.get().owner instanceof MethodSymbol method)
        || method.params == null
        || sources.isReassigned(variable.get())) {
      return OptionalInt.empty();
    }
    int index = method.params.indexOf(variable.get());
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  @Override
  public OptionalLong constant() {
    return Constants.of(value());
  }

  @Override
  public Optional<String> string() {
    return Optional.ofNullable(ASTHelpers.constValue(value(), String.class));
  }

  @Override
  public Optional<Operation.Call> producer() {
    ExpressionTree value = value();
    if (value instanceof NewClassTree created && ASTHelpers.getSymbol(created) != null) {
      return Optional.of(calls.of(created, now));
    }
    if (value instanceof MethodInvocationTree call && ASTHelpers.getSymbol(call) != null) {
      return Optional.of(calls.of(call, now));
    }
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> truth() {
    return Optional.ofNullable(ASTHelpers.constValue(value(), Boolean.class))
        .or(() -> proofs.truthOfGuard(value()));
  }

  @Override
  public Optional<Boolean> isNull() {
    ExpressionTree value = value();
    if (value.getKind() == Tree.Kind.NULL_LITERAL) {
      return Optional.of(true);
    }
    boolean isMade =
        value instanceof NewClassTree
            || value instanceof LambdaExpressionTree
            || value instanceof MemberReferenceTree
            || value instanceof LiteralTree;
    return isMade ? Optional.of(false) : Optional.empty();
  }

  @Override
  public Optional<Type> created() {
    return value() instanceof NewClassTree created && ASTHelpers.getSymbol(created) != null
        ? Optional.of(ASTHelpers.getSymbol(created).owner.type)
        : Optional.empty();
  }

  @Override
  public boolean mayGetCall(String method) {
    return ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
        && sources.calls(variable, method);
  }

  @Override
  public Optional<VarSymbol> field() {
    return ASTHelpers.getSymbol(value()) instanceof VarSymbol variable
            && variable.getKind() == ElementKind.FIELD
        ? Optional.of(variable)
        : Optional.empty();
  }

  @Override
  public Optional<Type> type() {
    return Optional.ofNullable(ASTHelpers.getType(expression));
  }

  @Override
  public Optional<String> text() {
    return Optional.of(expression.toString());
  }

  /** The expression, followed through variables that have one value only. */
  private ExpressionTree value() {
    ExpressionTree value = expression;
    for (int hops = 0; hops < 5; hops++) {
      if (!(ASTHelpers.getSymbol(value) instanceof VarSymbol variable)) {
        return value;
      }
      Optional<ExpressionTree> only = sources.onlyValue(variable);
      if (only.isEmpty()) {
        return value;
      }
      value = Values.strip(only.get());
    }
    return value;
  }
}
