package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Derives what is known from conditions and values: which paths may block, and which waits cannot
 * wait because what they wait for is complete.
 */
final class Proofs {
  private final ModelIndex models;
  private final Sources sources;
  private final Types types;
  private final TestHelpers helpers;

  Proofs(ModelIndex models, Sources sources, Types types) {
    this.models = models;
    this.sources = sources;
    this.types = types;
    this.helpers = new TestHelpers(this, sources);
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
      case EQUAL_TO -> assumeNull(now, (BinaryTree) test, truth);
      case NOT_EQUAL_TO -> assumeNull(now, (BinaryTree) test, !truth);
      case INSTANCE_OF -> assumeInstance(now, (InstanceOfTree) test, truth);
      default -> now;
    };
  }

  private Assumptions assumeNull(Assumptions now, BinaryTree comparison, boolean isNull) {
    ExpressionTree left = Values.strip(comparison.getLeftOperand());
    ExpressionTree right = Values.strip(comparison.getRightOperand());
    if (left.getKind() != Tree.Kind.NULL_LITERAL && right.getKind() != Tree.Kind.NULL_LITERAL) {
      return now;
    }
    ExpressionTree compared = left.getKind() == Tree.Kind.NULL_LITERAL ? right : left;
    return assumeProperty(now, compared, isNull ? Property.NOT_NULL : Property.NULL);
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
        ? TreeOperand.parameter(Optional.of(variable), sources)
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
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (!models.mentions(method.name)) {
      return helpers.assume(now, call, truth);
    }
    Facts facts = models.facts(method, ASTHelpers.getReceiverType(call));
    Optional<Fact.Guard> guard = facts.get(Fact.Guard.class);
    if (guard.isPresent() && guard.get().mayBlock() == truth) {
      return now.withMayBlock();
    }
    if (truth && facts.get(Fact.Done.class).isPresent()) {
      ExpressionTree receiver = ASTHelpers.getReceiver(call);
      return receiver == null ? now : now.withComplete(completeWith(receiver));
    }
    return helpers.assume(now, call, truth);
  }

  /** Everything that is complete when {@code value} is. */
  Set<Reference> completeWith(ExpressionTree value) {
    Set<Reference> result = new HashSet<>();
    addCompleteWith(Values.strip(value), result);
    return result;
  }

  /** A call names a value only if it yields the same one again. */
  private Optional<Reference> reference(ExpressionTree expression) {
    return Reference.of(expression)
        .filter(
            reference ->
                reference.path().stream()
                    .allMatch(
                        part -> !(part instanceof MethodSymbol method) || isAccessor(method)));
  }

  /** Of other people's methods without arguments, all are taken for accessors. */
  private boolean isAccessor(MethodSymbol method) {
    Optional<UnitIndex.Method> found = sources.method(method);
    return found.isEmpty()
        || found.get().tree().getBody() == null
        || TestHelpers.returned(found.get())
            .filter(value -> ASTHelpers.getSymbol(value) instanceof VarSymbol)
            .isPresent();
  }

  private void addCompleteWith(ExpressionTree value, Set<Reference> result) {
    Optional<Reference> reference = reference(value);
    if (reference.isPresent() && !result.add(reference.get())) {
      return;
    }
    if (value instanceof MethodInvocationTree call) {
      addCompleteWithCall(call, result);
    } else if (ASTHelpers.getSymbol(value) instanceof VarSymbol variable) {
      sources
          .onlyValue(variable)
          .map(Values::strip)
          .filter(MethodInvocationTree.class::isInstance)
          .ifPresent(known -> addCompleteWith(known, result));
    }
  }

  private void addCompleteWithCall(MethodInvocationTree call, Set<Reference> result) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    Facts facts = models.facts(method, ASTHelpers.getReceiverType(call));
    int last = method.type.getParameterTypes().size() - 1;
    CallSite site = CallSite.of(call);
    for (int operand : facts.completeAfter()) {
      if (operand == Fact.THIS) {
        site.receiver().ifPresent(receiver -> addCompleteWith(Values.strip(receiver), result));
      } else {
        site.given(operand).forEach(argument -> addMembers(argument, result));
      }
    }
    // A stage that runs a function after another one is complete only after both.
    for (int parameter = 0; parameter <= last; parameter++) {
      for (int operand : facts.runs(parameter).map(Fact.Runs::after).orElse(Set.of())) {
        site.operand(operand).ifPresent(earlier -> addCompleteWith(Values.strip(earlier), result));
      }
    }
  }

  /** The futures that an argument of {@code allOf} names, or the collections that hold them. */
  private static void addMembers(ExpressionTree argument, Set<Reference> result) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        return add(tree);
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
        add(tree);
        return super.visitMemberSelect(tree, null);
      }

      private Void add(ExpressionTree tree) {
        if (ASTHelpers.getSymbol(tree) instanceof VarSymbol) {
          Reference.of(tree).ifPresent(result::add);
        }
        return null;
      }
    }.scan(argument, null);
  }

  /** Whether waiting for {@code value} cannot wait. */
  boolean isComplete(Assumptions now, ExpressionTree value) {
    ExpressionTree expression = Values.strip(value);
    if (reference(expression).filter(now::isComplete).isPresent()) {
      return true;
    }
    if (expression instanceof ArrayAccessTree access) {
      return isComplete(now, access.getExpression());
    }
    if (expression instanceof MethodInvocationTree call) {
      return isCompleteCall(now, call);
    }
    if (!(ASTHelpers.getSymbol(expression) instanceof VarSymbol variable)) {
      return false;
    }
    return now.collection(variable).map(Reference::of).filter(now::isComplete).isPresent()
        || sources
            .onlyValue(variable)
            .map(Values::strip)
            .filter(MethodInvocationTree.class::isInstance)
            .filter(known -> isCompleteCall(now, (MethodInvocationTree) known))
            .isPresent();
  }

  private boolean isCompleteCall(Assumptions now, MethodInvocationTree call) {
    Facts facts = models.facts(ASTHelpers.getSymbol(call), ASTHelpers.getReceiverType(call));
    if (facts.get(Fact.Complete.class).isPresent()
        || keepsOnlyComplete(call)
        || hasOnlyComplete(now, call, facts.completeAfter())) {
      return true;
    }
    return Elements.of(call).filter(collection -> isComplete(now, collection)).isPresent();
  }

  /** What is complete once its operands are: {@code allOf}, {@code toCompletableFuture}. */
  private boolean hasOnlyComplete(
      Assumptions now, MethodInvocationTree call, Set<Integer> operands) {
    CallSite site = CallSite.of(call);
    return !operands.isEmpty()
        && operands.stream()
            .allMatch(
                operand ->
                    site.given(operand).findAny().isPresent()
                        && site.given(operand).allMatch(each -> isComplete(now, each)));
  }

  /** {@code stream.filter(CompletableFuture::isDone)}. */
  private boolean keepsOnlyComplete(MethodInvocationTree call) {
    return call.getArguments().size() == 1
        && call.getArguments().get(0) instanceof MemberReferenceTree test
        && ASTHelpers.getSymbol(call).name.contentEquals("filter")
        && models.facts(ASTHelpers.getSymbol(test)).get(Fact.Done.class).isPresent();
  }

  /** The variable that {@code value} is, or that holds the collection which it is an element of. */
  Optional<VarSymbol> root(Assumptions now, ExpressionTree value) {
    ExpressionTree expression = Values.strip(value);
    if (expression instanceof ArrayAccessTree access) {
      return root(now, access.getExpression());
    }
    if (expression instanceof MethodInvocationTree call) {
      return Elements.of(call).flatMap(collection -> root(now, collection));
    }
    if (!(ASTHelpers.getSymbol(expression) instanceof VarSymbol variable)) {
      return Optional.empty();
    }
    Optional<VarSymbol> collection = now.collection(variable);
    if (collection.isPresent()) {
      return collection;
    }
    return sources
        .onlyValue(variable)
        .map(Values::strip)
        .filter(MethodInvocationTree.class::isInstance)
        .flatMap(known -> Elements.of((MethodInvocationTree) known))
        .flatMap(known -> root(now, known))
        .or(() -> Optional.of(variable));
  }

  /**
   * Whether a listener's parameter of type {@code parameter} is one of the values it listens to.
   */
  boolean isOneOf(Type parameter, List<ExpressionTree> values) {
    for (ExpressionTree value : values) {
      Type type = ASTHelpers.getType(value);
      if (type != null
          && parameter != null
          && (types.isSubtype(type, parameter) || types.isSubtype(parameter, type))
          && !parameter.tsym.getQualifiedName().contentEquals("java.lang.Object")) {
        return true;
      }
    }
    return false;
  }
}
