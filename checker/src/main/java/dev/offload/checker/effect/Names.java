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
      int last = method.type.getParameterTypes().size() - 1;
      int index = 0;
      for (Type parameter : method.type.getParameterTypes()) {
        String name = simpleName(parameter);
        boolean isVariable = method.isVarArgs() && index++ == last && name.endsWith("[]");
        parameters.add(isVariable ? name.substring(0, name.length() - 2) + "..." : name);
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
