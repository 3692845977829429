package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.Optional;

/** The stable names of values: what two expressions share that mean the same value. */
final class ValueNames {
  /** How many variables a value is followed through. */
  private static final int MOST_HOPS = 20;

  private final ModelIndex models;
  private final Sources sources;
  private int hops;

  ValueNames(ModelIndex models, Sources sources) {
    this.models = models;
    this.sources = sources;
  }

  /** A call names a value only if it yields the same one again. */
  Optional<Reference> reference(ExpressionTree expression) {
    return Reference.of(expression)
        .filter(
            reference ->
                reference.path().stream()
                    .allMatch(
                        part -> !(part instanceof MethodSymbol method) || isAccessor(method)));
  }

  /** Of other people's methods without arguments, those are accessors that take nothing away. */
  private boolean isAccessor(MethodSymbol method) {
    Optional<UnitIndex.Method> found = sources.method(method);
    if (found.isEmpty() || found.get().tree().getBody() == null) {
      return !Elements.takesAway(method);
    }
    return TestHelpers.returned(found.get())
        .filter(value -> ASTHelpers.getSymbol(value) instanceof VarSymbol)
        .isPresent();
  }

  /** The only value of a variable; of another variable, only if that one keeps its value, too. */
  Optional<ExpressionTree> onlyValue(VarSymbol variable) {
    return sources.onlyValue(variable).map(Values::strip).filter(this::keepsItsValue);
  }

  /** Whether a value is not that of a variable which gets another one. */
  boolean keepsItsValue(ExpressionTree value) {
    return !(ASTHelpers.getSymbol(value) instanceof VarSymbol other)
        || !sources.isReassigned(other);
  }

  /** What {@code value} is, or the collection that it is an element of, by a stable name. */
  Optional<Reference> root(Assumptions now, ExpressionTree value) {
    if (value == null || hops > MOST_HOPS) {
      return Optional.empty();
    }
    hops++;
    try {
      return rootOf(now, Values.strip(value));
    } finally {
      hops--;
    }
  }

  private Optional<Reference> rootOf(Assumptions now, ExpressionTree expression) {
    if (expression instanceof ArrayAccessTree access) {
      return root(now, access.getExpression());
    }
    if (expression instanceof MethodInvocationTree call) {
      Facts facts = models.facts(ASTHelpers.getSymbol(call), ASTHelpers.getReceiverType(call));
      Optional<ExpressionTree> owner =
          facts.completeAfter().contains(Fact.THIS)
              ? Optional.ofNullable(ASTHelpers.getReceiver(call))
              : Elements.of(call);
      return owner.isPresent() ? root(now, owner.get()) : reference(call);
    }
    if (!(ASTHelpers.getSymbol(expression) instanceof VarSymbol variable)) {
      return Optional.empty();
    }
    return now.collection(variable)
        .or(() -> alias(variable).flatMap(known -> root(now, known)))
        .or(() -> reference(expression));
  }

  /** What a local is another name for, or an element of. */
  private Optional<ExpressionTree> alias(VarSymbol variable) {
    return variable.owner instanceof ClassSymbol
        ? Optional.empty()
        : onlyValue(variable)
            .filter(
                value ->
                    (value instanceof MethodInvocationTree call && Elements.of(call).isPresent())
                        || reference(value).isPresent());
  }
}
