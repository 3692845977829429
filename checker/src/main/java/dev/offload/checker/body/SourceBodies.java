package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.AsynchronousTypes;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/** The operations of methods, lambdas and initialisers of this compilation. */
public final class SourceBodies {
  private final Sources sources;
  private final ModelIndex models;
  private final Completion completion;
  private final Proofs proofs;
  private final Calls calls;
  private final Types types;
  private final InlineParameters inlineParameters;
  private final Functions functions;
  private final Hierarchy hierarchy;
  private final OneTimeInitialization oneTimeInitialization;
  private final Map<MethodSymbol, Set<VarSymbol>> assignedFields = new HashMap<>();

  public SourceBodies(
      Sources sources,
      ModelIndex models,
      Hierarchy hierarchy,
      Types types,
      Names names,
      InlineParameters inlineParameters,
      ClassFileBodies classFiles) {
    this.sources = sources;
    this.models = models;
    this.completion = new Completion(models, sources, types, hierarchy, classFiles);
    this.proofs = new Proofs(models, sources, completion, classFiles, this::exits);
    this.types = types;
    this.hierarchy = hierarchy;
    this.oneTimeInitialization = new OneTimeInitialization(sources);
    this.calls = new Calls(sources, completion, proofs, types, names, hierarchy);
    this.inlineParameters = inlineParameters;
    this.functions = new Functions(models, sources, types);
  }

  /** Makes calls out of trees. */
  public Calls calls() {
    return calls;
  }

  Proofs proofs() {
    return proofs;
  }

  Completion completion() {
    return completion;
  }

  ModelIndex models() {
    return models;
  }

  Sources sources() {
    return sources;
  }

  OneTimeInitialization oneTimeInitialization() {
    return oneTimeInitialization;
  }

  /** Whether waiting for a value of this type makes it complete. */
  boolean isFuture(Type type) {
    return AsynchronousTypes.isFuture(type, hierarchy);
  }

  /** The fields that a method of this compilation gives another value. */
  Set<VarSymbol> assignedFields(MethodSymbol method) {
    return assignedFields.computeIfAbsent(
        method,
        key -> {
          Set<VarSymbol> result = new HashSet<>();
          sources
              .method(method)
              .ifPresent(found -> result.addAll(ControlFlow.assigned(found.tree())));
          result.removeIf(variable -> variable.getKind() != ElementKind.FIELD);
          return result;
        });
  }

  /** Finds the code behind arguments. */
  public Functions functions() {
    return functions;
  }

  /** The code behind an argument that the call runs before it returns. */
  List<Functions.Function> inlineFunctions(CallSite site, int index) {
    List<Functions.Function> candidates = functions.of(site, index);
    // Of an interface with several methods, the called method need not call them all.
    return !candidates.isEmpty()
            && types.isFunctionalInterface(functions.expected(site, index))
            && inlineParameters.isInline(site, site.parameter(index))
        ? candidates
        : List.of();
  }

  Optional<Body> body(MethodSymbol method) {
    return sources
        .method(method)
        .filter(found -> found.tree().getBody() != null)
        .map(
            found ->
                new Body(
                    true,
                    operations(
                        found.tree(), found.owner(), Set.of(), List.of(), Assumptions.NONE)));
  }

  /**
   * What a method does, and for a constructor, what creating the object does.
   *
   * @param parameters the parameters that are complete when it is called
   * @param complete what else is complete then
   * @param outer what is known around it
   */
  public List<Operation> operations(
      MethodTree method,
      ClassTree owner,
      Set<Integer> parameters,
      List<ExpressionTree> complete,
      Assumptions outer) {
    if (method.getBody() == null) {
      return List.of();
    }
    List<Operation> result = new ArrayList<>();
    if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
      Operand self = ASTHelpers.getSymbol(method).isStatic() ? Operand.UNKNOWN : Operand.SELF;
      result.add(new Operation.Monitor(Optional.of(method), self, method.getBody(), Set.of()));
    }
    OperationScanner scanner =
        new OperationScanner(this, start(method, parameters, complete, outer));
    if (ASTHelpers.getSymbol(method).isConstructor() && !callsThis(method)) {
      scanner.scanInitializers(owner);
    }
    scanner.scan(method.getBody(), null);
    result.addAll(scanner.operations());
    return result;
  }

  /** Where a method returns. */
  private List<Exit> exits(MethodTree method) {
    OperationScanner scanner = new OperationScanner(this, Assumptions.NONE);
    scanner.scan(method.getBody(), null);
    List<Exit> result = new ArrayList<>(scanner.exits());
    if (ControlFlow.completesNormally(method.getBody())) {
      result.add(new Exit(scanner.now, Optional.empty()));
    }
    return result;
  }

  /**
   * What a lambda does when it is run.
   *
   * @param isListener whether its parameters are complete then
   * @param complete what else is complete then
   * @param outer what is known around it
   */
  public List<Operation> operations(
      LambdaExpressionTree lambda,
      boolean isListener,
      List<ExpressionTree> complete,
      Assumptions outer) {
    OperationScanner scanner =
        new OperationScanner(this, start(lambda, isListener, complete, outer));
    scanner.scan(lambda.getBody(), null);
    return scanner.operations();
  }

  /**
   * What is known where {@code function}, a lambda or method, creates {@code nested}, a lambda or
   * class.
   *
   * @param complete what is complete when {@code function} runs
   * @param outer what is known around it
   */
  public Assumptions around(
      Tree function, Tree nested, List<ExpressionTree> complete, Assumptions outer) {
    OperationScanner scanner = null;
    if (function instanceof LambdaExpressionTree lambda) {
      scanner = new OperationScanner(this, start(lambda, false, complete, outer));
      scanner.scan(lambda.getBody(), null);
    } else if (function instanceof MethodTree method) {
      scanner = new OperationScanner(this, start(method, Set.of(), complete, outer));
      scanner.scan(method.getBody(), null);
    }
    return scanner == null
        ? Assumptions.NONE
        : scanner.created().getOrDefault(nested, Assumptions.NONE);
  }

  private Assumptions start(
      MethodTree method,
      Set<Integer> parameters,
      List<ExpressionTree> complete,
      Assumptions outer) {
    Set<Reference> known = completeWith(complete);
    if (parameters.contains(Fact.THIS)) {
      known.add(Reference.SELF);
    }
    for (int i = 0; i < method.getParameters().size(); i++) {
      VarSymbol symbol = ASTHelpers.getSymbol(method.getParameters().get(i));
      if (parameters.contains(i) || completion.isOneOf(symbol.type, complete)) {
        known.add(Reference.of(symbol));
      }
    }
    return outer.withComplete(known);
  }

  private Assumptions start(
      LambdaExpressionTree lambda,
      boolean isListener,
      List<ExpressionTree> complete,
      Assumptions outer) {
    Set<Reference> known = completeWith(complete);
    for (VariableTree parameter : lambda.getParameters()) {
      VarSymbol symbol = ASTHelpers.getSymbol(parameter);
      if (isListener || completion.isOneOf(symbol.type, complete)) {
        known.add(Reference.of(symbol));
      }
    }
    return outer.withComplete(known);
  }

  /** The call that a method reference makes once {@code complete} is complete. */
  public Operation.Call operation(
      MemberReferenceTree reference, List<ExpressionTree> complete, Assumptions outer) {
    ExpressionTree qualifier = reference.getQualifierExpression();
    boolean isListener =
        ASTHelpers.getSymbol(qualifier) instanceof ClassSymbol
            && firstParameter(reference)
                .filter(type -> completion.isOneOf(type, complete))
                .isPresent();
    Assumptions then = outer.withComplete(completeWith(complete));
    return calls.of(reference, then, isListener, Optional.empty());
  }

  /**
   * What the function that a reference implements gets first: the receiver of {@code Type::method}.
   */
  private Optional<Type> firstParameter(MemberReferenceTree reference) {
    Type type = ASTHelpers.getType(reference);
    if (type == null || !types.isFunctionalInterface(type)) {
      return Optional.empty();
    }
    List<Type> parameters = types.findDescriptorType(type).getParameterTypes();
    return parameters.isEmpty() ? Optional.empty() : Optional.of(parameters.get(0));
  }

  private Set<Reference> completeWith(List<ExpressionTree> values) {
    Set<Reference> known = new HashSet<>();
    values.forEach(value -> known.addAll(completion.completeWith(value)));
    return known;
  }

  private static boolean callsThis(MethodTree constructor) {
    for (StatementTree statement : constructor.getBody().getStatements()) {
      if (statement instanceof ExpressionStatementTree expression
          && expression.getExpression() instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof IdentifierTree name
          && name.getName().contentEquals("this")) {
        return true;
      }
    }
    return false;
  }
}
