package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberReferenceTree.ReferenceMode;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.TypeVariableSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.Optional;
import java.util.stream.Collectors;

/** A method reference written as the call that it stands for. */
final class ReferenceCall {
  private ReferenceCall() {}

  /**
   * The call with one argument; empty if the reference evaluates something when it is made, which a
   * call would evaluate later.
   */
  static Optional<String> of(MemberReferenceTree reference, String argument, Site site) {
    ExpressionTree qualifier = reference.getQualifierExpression();
    MethodSymbol method = ASTHelpers.getSymbol(reference);
    if (reference.getMode() == ReferenceMode.NEW) {
      boolean isArray = qualifier instanceof ArrayTypeTree;
      return isArray ? Optional.empty() : created(reference, argument, site);
    }
    String name = typeArguments(reference, site) + reference.getName();
    if (isType(qualifier)) {
      return Optional.of(
          method.isStatic()
              ? site.source(qualifier) + "." + name + "(" + argument + ")"
              : argument + "." + name + "()");
    }
    boolean isThis = qualifier instanceof IdentifierTree id && id.getName().contentEquals("this");
    if (isThis && !name.startsWith("<")) {
      return Optional.of(name + "(" + argument + ")");
    }
    return isSettled(qualifier)
        ? Optional.of(site.source(qualifier) + "." + name + "(" + argument + ")")
        : Optional.empty();
  }

  private static Optional<String> created(
      MemberReferenceTree reference, String argument, Site site) {
    ExpressionTree type = reference.getQualifierExpression();
    Symbol symbol = ASTHelpers.getSymbol(type);
    boolean infers =
        !(type instanceof ParameterizedTypeTree)
            && symbol != null
            && !symbol.type.getTypeArguments().isEmpty();
    return Optional.of(
        "new "
            + typeArguments(reference, site)
            + site.source(type)
            + (infers ? "<>" : "")
            + "("
            + argument
            + ")");
  }

  private static String typeArguments(MemberReferenceTree reference, Site site) {
    return reference.getTypeArguments() == null || reference.getTypeArguments().isEmpty()
        ? ""
        : reference.getTypeArguments().stream()
            .map(site::source)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private static boolean isType(ExpressionTree qualifier) {
    Symbol symbol = ASTHelpers.getSymbol(qualifier);
    return symbol instanceof Symbol.ClassSymbol
        || symbol instanceof TypeVariableSymbol
        || qualifier instanceof ParameterizedTypeTree
        || qualifier instanceof ArrayTypeTree;
  }

  private static boolean isSettled(ExpressionTree qualifier) {
    if (qualifier instanceof ParenthesizedTree parenthesized) {
      return isSettled(parenthesized.getExpression());
    }
    return ASTHelpers.getSymbol(qualifier) instanceof VarSymbol variable
        && ASTHelpers.isConsideredFinal(variable)
        && qualifier instanceof IdentifierTree;
  }
}
