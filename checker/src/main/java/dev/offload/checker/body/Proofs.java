package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Derives what is known from conditions: which paths may block, and what is complete on them. */
final class Proofs {
  private final ModelIndex models;
  private final Sources sources;
  private final Completion completion;
  private final TestHelpers helpers;

  Proofs(
      ModelIndex models,
      Sources sources,
      Completion completion,
      ClassFileBodies classFiles,
      Function<MethodTree, List<Exit>> exits) {
    this.models = models;
    this.sources = sources;
    this.completion = completion;
    this.helpers = new TestHelpers(this, completion, sources, classFiles, exits);
  }

  /** What holds where {@code condition} has the value {@code truth}. */
  Assumptions assume(Assumptions now, ExpressionTree condition, boolean truth) {
    ExpressionTree test = Values.strip(condition);
    return switch (test.getKind()) {
      case LOGICAL_COMPLEMENT -> assume(now, ((UnaryTree) test).getExpression(), !truth);
      case CONDITIONAL_AND -> truth ? assumeBoth(now, (BinaryTree) test, true) : now;
      case CONDITIONAL_OR -> truth ? now : assumeBoth(now, (BinaryTree) test, false);
      case METHOD_INVOCATION -> assumeCall(now, (MethodInvocationTree) test, truth);
      case IDENTIFIER, MEMBER_SELECT -> assumeVariable(now, test, truth);
      case EQUAL_TO -> assumeEqual(now, (BinaryTree) test, truth);
      case NOT_EQUAL_TO -> assumeEqual(now, (BinaryTree) test, !truth);
      case GREATER_THAN -> truth ? assumeAvailable(now, (BinaryTree) test) : now;
      case INSTANCE_OF -> assumeInstance(now, (InstanceOfTree) test, truth);
      default -> now;
    };
  }

  private Assumptions assumeEqual(Assumptions now, BinaryTree comparison, boolean truth) {
    ExpressionTree left = Values.strip(comparison.getLeftOperand());
    ExpressionTree right = Values.strip(comparison.getRightOperand());
    boolean isReversed = left instanceof LiteralTree;
    ExpressionTree compared = isReversed ? right : left;
    ExpressionTree value = isReversed ? left : right;
    if (value.getKind() == Tree.Kind.NULL_LITERAL) {
      return assumeProperty(now, compared, truth ? Property.NOT_NULL : Property.NULL);
    }
    if (value instanceof LiteralTree literal && literal.getValue() instanceof Boolean constant) {
      return assume(now, compared, truth == constant);
    }
    return truth ? assumeState(now, compared, value) : now;
  }

  /** {@code future.state() == SUCCESS}. */
  private Assumptions assumeState(Assumptions now, ExpressionTree compared, ExpressionTree value) {
    Symbol constant = ASTHelpers.getSymbol(value);
    return constant != null
            && compared instanceof MethodInvocationTree call
            && facts(call)
                .get(Fact.DoneWhen.class)
                .filter(done -> done.constants().contains(constant.name.toString()))
                .isPresent()
        ? now.withComplete(completion.completeWith(receiver(call)))
        : now;
  }

  /** Reading what a stream has buffered does not wait. */
  private Assumptions assumeAvailable(Assumptions now, BinaryTree comparison) {
    boolean isAvailable =
        Values.strip(comparison.getLeftOperand()) instanceof MethodInvocationTree call
            && ASTHelpers.getSymbol(call).name.contentEquals("available")
            && ASTHelpers.getReceiver(call) != null
            && comparison.getRightOperand() instanceof LiteralTree;
    return isAvailable
        ? now.withComplete(
            completion.completeWith(
                ASTHelpers.getReceiver(Values.strip(comparison.getLeftOperand()))))
        : now;
  }

  private Assumptions assumeInstance(Assumptions now, InstanceOfTree test, boolean truth) {
    Type type = test.getType() == null ? null : ASTHelpers.getType(test.getType());
    if (test.getPattern() instanceof BindingPatternTree pattern) {
      type = ASTHelpers.getType(pattern.getVariable());
    }
    OptionalInt parameter = parameter(test.getExpression());
    return truth && type != null && type.tsym instanceof ClassSymbol symbol && parameter.isPresent()
        ? now.withUnless(new Premise.IsNo(parameter.getAsInt(), symbol))
        : now;
  }

  /** Where a test of a parameter succeeded, arguments with the opposite property never get. */
  private Assumptions assumeProperty(Assumptions now, ExpressionTree tested, Property opposite) {
    OptionalInt parameter = parameter(tested);
    return parameter.isPresent()
        ? now.withUnless(new Premise.Is(parameter.getAsInt(), opposite))
        : now;
  }

  private OptionalInt parameter(ExpressionTree expression) {
    return ASTHelpers.getSymbol(Values.strip(expression)) instanceof VarSymbol variable
        ? TreeOperand.parameter(variable, sources)
        : OptionalInt.empty();
  }

  private Assumptions assumeBoth(Assumptions now, BinaryTree test, boolean truth) {
    return assume(assume(now, test.getLeftOperand(), truth), test.getRightOperand(), truth);
  }

  /** A boolean that was set once holds what its test said. */
  private Assumptions assumeVariable(Assumptions now, ExpressionTree test, boolean truth) {
    return ASTHelpers.getSymbol(test) instanceof VarSymbol variable
        ? sources
            .onlyValue(variable)
            .filter(value -> !(Values.strip(value) instanceof IdentifierTree))
            .map(value -> assume(now, value, truth))
            .orElseGet(() -> assumeProperty(now, test, truth ? Property.FALSE : Property.TRUE))
        : now;
  }

  private Assumptions assumeCall(Assumptions now, MethodInvocationTree call, boolean truth) {
    Facts facts = facts(call);
    Optional<Fact.Guard> guard = facts.get(Fact.Guard.class);
    if (guard.isPresent() && guard.get().mayBlock() == truth) {
      return now.withMayBlock();
    }
    Optional<Fact.Done> done = facts.get(Fact.Done.class);
    if (truth && done.isPresent()) {
      Set<Reference> complete =
          done.get().isEarly()
              ? completion.only(receiver(call))
              : completion.completeWith(receiver(call));
      return now.withComplete(complete);
    }
    return completion
        .tested(call, truth)
        .map(now::withComplete)
        .orElseGet(() -> helpers.assume(now, call, Optional.of(truth)));
  }

  /** What holds after {@code call} has returned. */
  Assumptions assumeReturned(Assumptions now, MethodInvocationTree call) {
    Optional<ExpressionTree> condition = Preconditions.condition(call);
    if (condition.isPresent()) {
      return assume(now, condition.get(), true);
    }
    return facts(call).get(Fact.Completes.class).isPresent()
        ? now.withComplete(completion.only(receiver(call)))
        : helpers.assume(now, call, Optional.empty());
  }

  /** In a non-blocking context, a test of the thread has a value that is known. */
  Optional<Boolean> truthOfGuard(ExpressionTree expression) {
    ExpressionTree test = Values.strip(expression);
    if (test.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      return truthOfGuard(((UnaryTree) test).getExpression()).map(truth -> !truth);
    }
    if (ASTHelpers.getSymbol(test) instanceof VarSymbol variable) {
      return sources
          .onlyValue(variable)
          .filter(MethodInvocationTree.class::isInstance)
          .flatMap(this::truthOfGuard);
    }
    return test instanceof MethodInvocationTree call
        ? facts(call).get(Fact.Guard.class).map(guard -> !guard.mayBlock())
        : Optional.empty();
  }

  private Facts facts(MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    return method != null && models.mentions(method.name)
        ? models.facts(method, ASTHelpers.getReceiverType(call))
        : Facts.NONE;
  }

  /** Calls of one's own methods have no receiver; {@code null} stands for {@code this}. */
  private static ExpressionTree receiver(MethodInvocationTree call) {
    return ASTHelpers.getReceiver(call);
  }
}
