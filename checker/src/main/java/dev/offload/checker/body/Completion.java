package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.model.AsynchronousTypes;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells which values are complete, so that waiting for them does not wait, and what follows. */
final class Completion {
  /** How many variables and helpers a value is followed through. */
  private static final int MOST_HOPS = 20;

  /** How many choices may depend on each other. */
  private static final int MOST_CHOICES = 6;

  private final ModelIndex models;
  private final Sources sources;
  private final Types types;
  private final Hierarchy hierarchy;
  private final ClassFileBodies classFiles;
  private final ValueNames names;
  private final ElementTests elementTests;
  private final Choices choices;

  /** Variables and expressions with several values that are being judged. */
  private final Set<Object> deciding = new HashSet<>();

  private int hops;

  Completion(
      ModelIndex models,
      Sources sources,
      Types types,
      Hierarchy hierarchy,
      ClassFileBodies classFiles) {
    this.models = models;
    this.sources = sources;
    this.types = types;
    this.hierarchy = hierarchy;
    this.classFiles = classFiles;
    this.names = new ValueNames(models, sources);
    this.elementTests = new ElementTests(models);
    this.choices = new Choices(sources);
  }

  ValueNames names() {
    return names;
  }

  /** Everything that is complete when {@code value} is; {@code null} stands for {@code this}. */
  Set<Reference> completeWith(ExpressionTree value) {
    Set<Reference> result = new HashSet<>(only(value));
    if (value != null) {
      addImplied(Values.strip(value), result);
    }
    return result;
  }

  /** The value itself, if it has a name. */
  Set<Reference> only(ExpressionTree value) {
    return value == null
        ? Set.of(Reference.SELF)
        : names.reference(Values.strip(value)).map(Set::of).orElse(Set.of());
  }

  private void addCompleteWith(ExpressionTree value, Set<Reference> result) {
    Optional<Reference> reference = names.reference(value);
    if (reference.isEmpty() || result.add(reference.get())) {
      addImplied(value, result);
    }
  }

  private void addImplied(ExpressionTree value, Set<Reference> result) {
    if (value instanceof MethodInvocationTree call) {
      addCompleteWithCall(call, result);
    } else if (ASTHelpers.getSymbol(value) instanceof VarSymbol variable
        && !isCompletedByHand(variable)) {
      names
          .onlyValue(variable)
          .filter(known -> known instanceof MethodInvocationTree || known instanceof IdentifierTree)
          .ifPresent(known -> addCompleteWith(known, result));
    }
  }

  /** Who completes {@code allOf(..)} with a value has not completed its members. */
  private boolean isCompletedByHand(VarSymbol variable) {
    return sources.calledOn(variable).stream()
        .filter(method -> models.facts(method).get(Fact.Completes.class).isPresent())
        .flatMap(method -> method.type.getParameterTypes().stream())
        .anyMatch(
            value ->
                types.erasure(value).tsym.getQualifiedName().contentEquals("java.lang.Object"));
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
    if (!sources.contains(method)) {
      returned(method)
          .ifPresent(
              made ->
                  made.members()
                      .forEach(
                          member -> site.given(member).forEach(each -> addMembers(each, result))));
    } else if (hops < MOST_HOPS) {
      hops++;
      try {
        result.addAll(TestHelpers.translated(call, sources, this::completeWith));
      } finally {
        hops--;
      }
    }
  }

  /** The call whose future a method of a class file returns. */
  private Optional<ClassFileBodies.Returned> returned(MethodSymbol method) {
    return AsynchronousTypes.isFuture(method.getReturnType(), hierarchy)
        ? classFiles.returned(method)
        : Optional.empty();
  }

  /** The futures that an argument of {@code allOf} names, or the collections that hold them. */
  private void addMembers(ExpressionTree argument, Set<Reference> result) {
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
        if (ASTHelpers.getSymbol(tree) instanceof VarSymbol variable
            && Reference.of(tree).filter(result::add).isPresent()) {
          // An array or a list names those that it was made of.
          names.onlyValue(variable).ifPresent(value -> scan(value, null));
        }
        return null;
      }
    }.scan(argument, null);
  }

  /** What is complete where a test of all elements of a stream has returned {@code truth}. */
  Optional<Set<Reference>> tested(MethodInvocationTree call, boolean truth) {
    return elementTests.provesAll(call, truth)
        ? names.root(Assumptions.NONE, ASTHelpers.getReceiver(call)).map(Set::of)
        : Optional.empty();
  }

  /** Whether waiting for {@code value} cannot wait; {@code null} stands for {@code this}. */
  boolean isComplete(Assumptions now, ExpressionTree value) {
    if (value == null) {
      return now.isComplete(Reference.SELF);
    }
    if (hops > MOST_HOPS) {
      return false;
    }
    hops++;
    try {
      return isCompleteValue(now, Values.strip(value));
    } finally {
      hops--;
    }
  }

  private boolean isCompleteValue(Assumptions now, ExpressionTree expression) {
    if (names.reference(expression).filter(now::isComplete).isPresent()) {
      return true;
    }
    if (expression.getKind() == Tree.Kind.NULL_LITERAL) {
      // Whoever waits for nothing fails at once.
      return true;
    }
    if (expression instanceof ArrayAccessTree access) {
      return isComplete(now, access.getExpression());
    }
    if (expression instanceof MethodInvocationTree call) {
      return isCompleteCall(now, call);
    }
    if (ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
        && (now.collection(variable).filter(now::isComplete).isPresent()
            || names.onlyValue(variable).filter(known -> isComplete(now, known)).isPresent())) {
      return true;
    }
    return areComplete(now, expression);
  }

  /** What an expression may be; empty if there is one value only, or if not all are seen. */
  List<ExpressionTree> choices(ExpressionTree expression) {
    return choices.of(expression);
  }

  /** Whether all values that an expression may have are complete. */
  private boolean areComplete(Assumptions now, ExpressionTree expression) {
    boolean isVariable = ASTHelpers.getSymbol(expression) instanceof VarSymbol;
    Object choice = isVariable ? ASTHelpers.getSymbol(expression) : expression;
    if (deciding.contains(choice)) {
      // A value that is made from an earlier one is as complete as that.
      return true;
    }
    List<ExpressionTree> values = choices.of(expression);
    if (values.isEmpty() || deciding.size() >= MOST_CHOICES) {
      return false;
    }
    deciding.add(choice);
    try {
      return values.stream()
          .map(Values::strip)
          .allMatch(value -> (!isVariable || names.keepsItsValue(value)) && isComplete(now, value));
    } finally {
      deciding.remove(choice);
    }
  }

  private boolean isCompleteCall(Assumptions now, MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    Facts facts = models.facts(method, ASTHelpers.getReceiverType(call));
    if (facts.get(Fact.Complete.class).isPresent()
        || elementTests.keepsOnlyComplete(call)
        || hasOnlyComplete(now, call, facts.completeAfter())
        || runsAtOnce(call, facts)) {
      return true;
    }
    if (Elements.isCollection(method)) {
      return call.getArguments().stream().allMatch(argument -> isComplete(now, argument));
    }
    Optional<ExpressionTree> helper = sources.method(method).flatMap(TestHelpers::returned);
    if (helper.isPresent()) {
      return isComplete(Assumptions.NONE, helper.get());
    }
    return Elements.of(call).filter(collection -> isComplete(now, collection)).isPresent()
        || (!sources.contains(method)
            && returned(method).flatMap(made -> made.facts().get(Fact.Complete.class)).isPresent());
  }

  /** What is complete once its operands are: {@code allOf}, {@code toCompletableFuture}. */
  private boolean hasOnlyComplete(
      Assumptions now, MethodInvocationTree call, Set<Integer> operands) {
    CallSite site = CallSite.of(call);
    return !operands.isEmpty()
        && operands.stream()
            .allMatch(operand -> site.given(operand).allMatch(each -> isComplete(now, each)));
  }

  /** A stage of stages that were made complete runs its function at once, and is complete, too. */
  private boolean runsAtOnce(MethodInvocationTree call, Facts facts) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (call.getArguments().isEmpty() || method.name.toString().contains("ompose")) {
      return false;
    }
    CallSite site = CallSite.of(call);
    Optional<Fact.Runs> runs = facts.runs(site.parameter(call.getArguments().size() - 1));
    return runs.filter(fact -> fact instanceof Fact.RunsAt at && at.place() == Fact.Place.CALLBACK)
        .filter(fact -> fact.after().contains(Fact.THIS))
        .filter(
            fact ->
                fact.after().stream()
                    .allMatch(
                        operand ->
                            site.operand(operand)
                                .filter(earlier -> isComplete(Assumptions.NONE, earlier))
                                .isPresent()))
        .isPresent();
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
