package dev.offload.checker.model;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Tells which of the methods of one name a model line is about. */
final class Overloads {
  private final Types javacTypes;
  private final Hierarchy hierarchy;

  Overloads(Types javacTypes, Hierarchy hierarchy) {
    this.javacTypes = javacTypes;
    this.hierarchy = hierarchy;
  }

  /**
   * Whether {@code line} is about {@code method}.
   *
   * @param type the type that the line names
   */
  boolean areMeant(MethodSymbol method, ClassSymbol type, ModelLine line) {
    return matches(method, type, line.subject()) && isMeant(method, type, line);
  }

  /**
   * Whether {@code method} is the subject's, or overrides it; an overload of its own is neither.
   */
  private boolean matches(MethodSymbol method, ClassSymbol type, Subject subject) {
    Map<String, ClassSymbol> supertypes = hierarchy.supertypes(type);
    ClassSymbol owner = (ClassSymbol) method.owner;
    if (supertypes.containsKey(owner.flatName().toString()) && hasParameters(method, subject)) {
      return true;
    }
    // An override may have other erased parameters than the generic method that the model names.
    for (ClassSymbol supertype : supertypes.values()) {
      for (Symbol candidate : supertype.members().getSymbolsByName(method.name)) {
        if (candidate instanceof MethodSymbol overridden
            && overridden != method
            && hasParameters(overridden, subject)
            && method.overrides(overridden, owner, javacTypes, false)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A line without parameters is about the overloads that users see; and where some of those wait,
   * one with an asynchronous result is the other way to ask.
   */
  private boolean isMeant(MethodSymbol method, ClassSymbol type, ModelLine line) {
    if (line.subject().parameters().isPresent()) {
      return true;
    }
    boolean isWaiting = !AsynchronousTypes.isAny(method.getReturnType(), hierarchy);
    return !method.getModifiers().contains(Modifier.PRIVATE)
        && (isWaiting
            || !(line.fact() instanceof Fact.Blocks)
            || !hasWaitingOverload(method, type));
  }

  private boolean hasWaitingOverload(MethodSymbol method, ClassSymbol type) {
    for (Symbol overload : type.members().getSymbolsByName(method.name)) {
      if (overload instanceof MethodSymbol other
          && !other.getModifiers().contains(Modifier.PRIVATE)
          && !AsynchronousTypes.isAny(other.getReturnType(), hierarchy)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a method has the parameters that a subject names, if it names any. */
  boolean hasParameters(MethodSymbol method, Subject subject) {
    if (subject.parameters().isEmpty()) {
      return true;
    }
    List<String> expected = subject.parameters().get();
    if (method.type == null || method.type.getParameterTypes().size() != expected.size()) {
      return false;
    }
    int index = 0;
    for (Type parameter : method.type.getParameterTypes()) {
      if (!simpleName(javacTypes.erasure(parameter)).equals(expected.get(index++))) {
        return false;
      }
    }
    return true;
  }

  private String simpleName(Type erased) {
    return erased.hasTag(TypeTag.ARRAY)
        ? simpleName(javacTypes.elemtype(erased)) + "[]"
        : erased.tsym.name.toString();
  }
}
