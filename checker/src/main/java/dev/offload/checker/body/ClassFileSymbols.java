package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.Hierarchy;
import java.util.Optional;

/** Finds the compiler's symbols for the names in class files. */
final class ClassFileSymbols {
  private final Symtab symtab;
  private final Names names;
  private final Types types;
  private final Hierarchy hierarchy;

  ClassFileSymbols(Symtab symtab, Names names, Types types, Hierarchy hierarchy) {
    this.symtab = symtab;
    this.names = names;
    this.types = types;
    this.hierarchy = hierarchy;
  }

  /**
   * The class that {@code from} calls {@code internalName}.
   *
   * @return empty if it is missing or its class file cannot be read
   */
  Optional<ClassSymbol> type(ClassSymbol from, String internalName) {
    if (internalName.startsWith("[")) {
      return Optional.empty();
    }
    Name name = names.fromString(internalName.replace('/', '.'));
    try {
      ClassSymbol symbol = symtab.enterClass(from.packge().modle, name);
      symbol.complete();
      return symbol.kind.isResolutionError() || !symbol.exists()
          ? Optional.empty()
          : Optional.of(symbol);
    } catch (CompletionFailure missing) {
      return Optional.empty();
    }
  }

  /** The method that a call in a class file resolves to. */
  Optional<MethodSymbol> method(ClassSymbol owner, String name, String descriptor) {
    Name memberName = names.fromString(name);
    for (ClassSymbol type : hierarchy.supertypes(owner).values()) {
      for (Symbol member : type.members().getSymbolsByName(memberName)) {
        if (member instanceof MethodSymbol method && descriptor(method).equals(descriptor)) {
          return Optional.of(method);
        }
      }
      if (name.equals("<init>")) {
        break;
      }
    }
    return Optional.empty();
  }

  Optional<VarSymbol> field(ClassSymbol owner, String name) {
    Name memberName = names.fromString(name);
    for (ClassSymbol type : hierarchy.supertypes(owner).values()) {
      for (Symbol member : type.members().getSymbolsByName(memberName)) {
        if (member instanceof VarSymbol field) {
          return Optional.of(field);
        }
      }
    }
    return Optional.empty();
  }

  /** The descriptor of a method as class files write it. */
  String descriptor(MethodSymbol method) {
    StringBuilder result = new StringBuilder("(");
    Type external = method.externalType(types);
    for (Type parameter : external.getParameterTypes()) {
      append(types.erasure(parameter), result);
    }
    result.append(')');
    append(types.erasure(external.getReturnType()), result);
    return result.toString();
  }

  private void append(Type type, StringBuilder result) {
    if (type.hasTag(TypeTag.ARRAY)) {
      result.append('[');
      append(types.elemtype(type), result);
      return;
    }
    switch (type.getTag()) {
      case BOOLEAN -> result.append('Z');
      case BYTE -> result.append('B');
      case CHAR -> result.append('C');
      case SHORT -> result.append('S');
      case INT -> result.append('I');
      case LONG -> result.append('J');
      case FLOAT -> result.append('F');
      case DOUBLE -> result.append('D');
      case VOID -> result.append('V');
      default ->
          result.append('L').append(type.tsym.flatName().toString().replace('.', '/')).append(';');
    }
  }
}
