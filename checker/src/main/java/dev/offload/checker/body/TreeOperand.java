package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Fact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
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
  public Set<Reference> completeParts() {
    return completion.names().reference(expression).map(now::completeIn).orElse(Set.of());
  }

  @Override
  public Optional<Part> part() {
    return completion.names().root(now, expression).flatMap(root -> part(root, now, sources));
  }

  /** What callers know a value as: if nothing on the way to it gets another value. */
  static Optional<Part> part(Reference value, Assumptions now, Sources sources) {
    if (now.isChanged(value)) {
      return Optional.empty();
    }
    if (value.equals(Reference.SELF) || value.isMember()) {
      return Optional.of(new Part(Fact.THIS, value));
    }
    if (!(value.path().get(0) instanceof VarSymbol variable)) {
      return Optional.empty();
    }
    OptionalInt parameter = parameter(variable, sources);
    return parameter.isEmpty()
        ? Optional.empty()
        : value.behind(Reference.of(variable)).map(rest -> new Part(parameter.getAsInt(), rest));
  }

  /** Which parameter of its method a variable is, if it never gets another value. */
  static OptionalInt parameter(VarSymbol variable, Sources sources) {
    if (variable.getKind() != ElementKind.PARAMETER
        || !(variable.owner instanceof MethodSymbol method)
        || method.params == null
        || sources.isReassigned(variable)) {
      return OptionalInt.empty();
    }
    int index = method.params.indexOf(variable);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }

  @Override
  public OptionalInt itself() {
    if (expression instanceof IdentifierTree name && name.getName().contentEquals("this")) {
      return SELF.itself();
    }
    return ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
        ? parameter(variable, sources)
        : OptionalInt.empty();
  }

  @Override
  public boolean isUnshared() {
    return expression instanceof NewClassTree
        || (ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
            && variable.getKind() == ElementKind.LOCAL_VARIABLE
            && sources.onlyValue(variable).filter(NewClassTree.class::isInstance).isPresent()
            && sources.isOwn(variable, expression));
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

  @Override
  public List<Operand> choices() {
    return completion.choices(value()).stream().map(each -> calls.operand(each, now)).toList();
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
