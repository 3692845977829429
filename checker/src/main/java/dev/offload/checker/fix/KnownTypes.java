package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.model.JavacElements;
import java.util.Optional;

/** What the compiler knows about types. */
final class KnownTypes {
  private final VisitorState state;

  KnownTypes(VisitorState state) {
    this.state = state;
  }

  /** A class that the program need not mention, which Error Prone's look-up does not load. */
  Optional<Type> find(String qualifiedName) {
    return Optional.ofNullable(JavacElements.instance(state.context).getTypeElement(qualifiedName))
        .map(symbol -> symbol.type);
  }

  boolean isA(Type type, String qualifiedName) {
    return type != null
        && find(qualifiedName)
            .filter(expected -> ASTHelpers.isSubtype(type, expected, state))
            .isPresent();
  }

  /** Whether two types are the same, type arguments included. */
  boolean isSame(Type first, Type second) {
    return first != null && second != null && state.getTypes().isSameType(first, second);
  }

  /** The object's type for a primitive, {@code Void} for {@code void}, else the type itself. */
  Type boxed(Type type) {
    return type.isPrimitiveOrVoid() ? state.getTypes().boxedClass(type).type : type;
  }

  /**
   * The method of a class that takes what {@code method} does, and yields a stage of its result.
   */
  Optional<MethodSymbol> counterpart(String qualifiedName, MethodSymbol method) {
    return find(qualifiedName).stream()
        .flatMap(
            owner -> ASTHelpers.matchingMethods(method.name, each -> true, owner, state.getTypes()))
        .filter(
            each ->
                state
                    .getTypes()
                    .isSameTypes(each.type.getParameterTypes(), method.type.getParameterTypes()))
        .filter(each -> isStageOf(each.getReturnType(), method.getReturnType()))
        .findFirst();
  }

  private boolean isStageOf(Type stage, Type result) {
    return isA(stage, StageCall.STAGE)
        && stage.getTypeArguments().size() == 1
        && isSame(stage.getTypeArguments().get(0), boxed(result));
  }

  /** Whether a class has, or inherits, a method with a number of parameters. */
  boolean hasMethod(Type type, String name, int parameters) {
    Iterable<Symbol> members =
        state.getTypes().membersClosure(type, false).getSymbolsByName(state.getName(name));
    for (Symbol member : members) {
      if (member instanceof MethodSymbol method && method.params().size() == parameters) {
        return true;
      }
    }
    return false;
  }
}
