package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where an object comes from: the expressions that make or name it, also behind variables, behind
 * factories of this compilation, and among what a library's factory gets to make it of.
 */
public final class Origins {
  private final Sources sources;

  public Origins(Sources sources) {
    this.sources = sources;
  }

  /** The expression itself and all that it may have its object from. */
  public Set<ExpressionTree> of(ExpressionTree expression) {
    Set<ExpressionTree> found = Collections.newSetFromMap(new IdentityHashMap<>());
    add(expression, found);
    return found;
  }

  private void add(ExpressionTree expression, Set<ExpressionTree> found) {
    ExpressionTree value = Values.strip(expression);
    if (!found.add(value)) {
      return;
    }
    if (value instanceof ConditionalExpressionTree choice) {
      add(choice.getTrueExpression(), found);
      add(choice.getFalseExpression(), found);
    } else if (value instanceof LambdaExpressionTree lambda) {
      Returns.values(lambda.getBody()).forEach(result -> add(result, found));
    } else if (value instanceof MemberReferenceTree reference) {
      factory(ASTHelpers.getSymbol(reference)).forEach(result -> add(result, found));
    } else if (value instanceof MethodInvocationTree call) {
      made(call).forEach(each -> add(each, found));
    } else if (ASTHelpers.getSymbol(value) instanceof VarSymbol variable && !isClass(value)) {
      sources.onlyValue(variable).ifPresent(only -> add(only, found));
    }
  }

  /** What a call makes its result of. */
  private List<ExpressionTree> made(MethodInvocationTree call) {
    if (ASTHelpers.getSymbol(call) != null && sources.contains(ASTHelpers.getSymbol(call))) {
      return factory(ASTHelpers.getSymbol(call));
    }
    List<ExpressionTree> result = new ArrayList<>(call.getArguments());
    Optional.ofNullable(ASTHelpers.getReceiver(call)).ifPresent(result::add);
    // Whoever makes an object is none of what it is made of.
    result.removeIf(Origins::isThis);
    return result;
  }

  private List<ExpressionTree> factory(Symbol symbol) {
    return symbol instanceof MethodSymbol method && !method.isConstructor()
        ? sources
            .method(method)
            .map(known -> Returns.values(known.tree().getBody()))
            .orElse(List.of())
        : List.of();
  }

  /** Whether an expression is {@code Type.class}. */
  public static boolean isClass(ExpressionTree expression) {
    return expression instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals("class");
  }

  private static boolean isThis(ExpressionTree expression) {
    return expression instanceof IdentifierTree name
        && (name.getName().contentEquals("this") || name.getName().contentEquals("super"));
  }
}
