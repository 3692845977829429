package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of methods, each read once: from this compilation, else from its class file. */
public final class Bodies {
  private final Sources sources;
  private final SourceBodies sourceBodies;
  private final ClassFileBodies classFileBodies;
  private final Map<MethodSymbol, Optional<Body>> cache = new HashMap<>();

  public Bodies(Sources sources, SourceBodies sourceBodies, ClassFileBodies classFileBodies) {
    this.sources = sources;
    this.sourceBodies = sourceBodies;
    this.classFileBodies = classFileBodies;
  }

  /**
   * The body of a method.
   *
   * @return empty for the JDK, which is never inferred, and where there is no body: abstract and
   *     native methods, class files without code, unreadable ones
   */
  public Optional<Body> of(MethodSymbol method) {
    Optional<Body> known = cache.get(method);
    if (known == null) {
      known = read(method);
      cache.put(method, known);
    }
    return known;
  }

  private Optional<Body> read(MethodSymbol method) {
    try {
      return sources.contains(method) ? sourceBodies.body(method) : classFileBodies.body(method);
    } catch (CompletionFailure missing) {
      // The body needs a class that the compiler cannot load.
      return Optional.empty();
    }
  }

  /** Whether a class belongs to the JDK. */
  public static boolean isPlatform(ClassSymbol type) {
    String name = type.flatName().toString();
    return name.startsWith("java.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || (type.classfile != null && "jrt".equals(type.classfile.toUri().getScheme()));
  }
}
