package dev.offload.checker.model;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The supertypes of classes, by binary name, without tripping over missing classes. */
public final class Hierarchy {
  private final Types types;
  private final Map<ClassSymbol, Map<String, ClassSymbol>> supertypes = new HashMap<>();

  public Hierarchy(Types types) {
    this.types = types;
  }

  /** The class itself and all its supertypes, nearest first, by binary name. */
  public Map<String, ClassSymbol> supertypes(ClassSymbol type) {
    Map<String, ClassSymbol> known = supertypes.get(type);
    if (known == null) {
      known = compute(type);
      supertypes.put(type, known);
    }
    return known;
  }

  private Map<String, ClassSymbol> compute(ClassSymbol type) {
    Map<String, ClassSymbol> result = new LinkedHashMap<>();
    Deque<ClassSymbol> queue = new ArrayDeque<>();
    queue.add(type);
    while (!queue.isEmpty()) {
      ClassSymbol next = queue.remove();
      if (result.putIfAbsent(next.flatName().toString(), next) != null) {
        continue;
      }
      try {
        enqueue(types.supertype(next.type), queue);
        types.interfaces(next.type).forEach(each -> enqueue(each, queue));
      } catch (CompletionFailure missing) {
        // A supertype that is not on the class path has no facts; the others still have.
      }
    }
    return result;
  }

  private static void enqueue(Type type, Deque<ClassSymbol> queue) {
    if (type != null && type.tsym instanceof ClassSymbol symbol) {
      queue.add(symbol);
    }
  }
}
