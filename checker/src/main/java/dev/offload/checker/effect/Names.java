package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import java.util.StringJoiner;

/** How messages name methods. */
public final class Names {
  private Names() {}

  /** {@code Templates.read(String)}, {@code new FileInputStream(File)}. */
  public static String of(MethodSymbol method) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    if (method.type != null) {
      for (Type parameter : method.type.getParameterTypes()) {
        parameters.add(simpleName(parameter));
      }
    }
    return method.isConstructor()
        ? "new " + typeName(method) + parameters
        : typeName(method) + "." + method.name + parameters;
  }

  private static String typeName(MethodSymbol method) {
    String name = method.owner.name.toString();
    return name.isEmpty() ? "(anonymous class)" : name;
  }

  private static String simpleName(Type type) {
    String name = type.toString().replaceAll("<.*>", "").replaceAll("@[\\w.]+ ?", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
