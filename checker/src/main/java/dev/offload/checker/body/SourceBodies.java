package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The operations of methods, lambdas and initialisers of this compilation. */
public final class SourceBodies {
  private final Sources sources;
  private final ModelIndex models;
  private final Assumptions.Deriver deriver;
  private final Calls calls;
  private final InlineParameters inlineParameters;

  public SourceBodies(
      Sources sources,
      ModelIndex models,
      Hierarchy hierarchy,
      Types types,
      Names names,
      InlineParameters inlineParameters) {
    this.sources = sources;
    this.models = models;
    this.deriver = new Assumptions.Deriver(models, sources);
    this.calls = new Calls(sources, deriver, types, names, hierarchy);
    this.inlineParameters = inlineParameters;
  }

  /** Makes calls out of trees. */
  public Calls calls() {
    return calls;
  }

  Assumptions.Deriver deriver() {
    return deriver;
  }

  ModelIndex models() {
    return models;
  }

  boolean isInline(MethodSymbol method, Type receiverType, int parameter) {
    return inlineParameters.isInline(method, receiverType, parameter);
  }

  Optional<Body> body(MethodSymbol method) {
    return sources
        .method(method)
        .filter(found -> found.tree().getBody() != null)
        .map(found -> new Body(true, operations(found.tree(), found.owner(), Set.of())));
  }

  /**
   * What a method does, and for a constructor, what creating the object does.
   *
   * @param complete the parameters that are complete when it is called
   */
  public List<Operation> operations(MethodTree method, ClassTree owner, Set<Integer> complete) {
    Set<Reference> known = new HashSet<>();
    for (int i = 0; i < method.getParameters().size(); i++) {
      if (complete.contains(i)) {
        known.add(Reference.of(ASTHelpers.getSymbol(method.getParameters().get(i))));
      }
    }
    OperationScanner scanner = new OperationScanner(this, Assumptions.of(known));
    if (method.getBody() == null) {
      return List.of();
    }
    List<Operation> result = new ArrayList<>();
    if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
      result.add(new Operation.Monitor(Optional.of(method), method.getBody()));
    }
    if (ASTHelpers.getSymbol(method).isConstructor() && !callsThis(method)) {
      scanner.scanInitializers(owner);
    }
    scanner.scan(method.getBody(), null);
    result.addAll(scanner.operations());
    return result;
  }

  /**
   * What a lambda does when it is run, its parameters and {@code complete} being complete or not.
   */
  public List<Operation> operations(
      LambdaExpressionTree lambda, boolean parametersAreComplete, List<ExpressionTree> complete) {
    Set<Reference> known = new HashSet<>();
    complete.forEach(value -> known.addAll(deriver.completeWith(value)));
    if (parametersAreComplete) {
      known.addAll(OperationScanner.parameters(lambda));
    }
    OperationScanner scanner = new OperationScanner(this, Assumptions.of(known));
    scanner.scan(lambda.getBody(), null);
    return scanner.operations();
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
