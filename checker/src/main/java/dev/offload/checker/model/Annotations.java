package dev.offload.checker.model;

import com.sun.tools.javac.code.Attribute;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaFileObject;

/** Reads what annotates a symbol, as frameworks do. */
public final class Annotations {
  private Annotations() {}

  /**
   * An annotation that counts for a symbol.
   *
   * @param name for messages: {@code Get}, or {@code List (@Get)} if another one carries it
   */
  public record Carried(Attribute.Compound annotation, String name) {
    /** The type of the annotation. */
    public ClassSymbol type() {
      return (ClassSymbol) annotation.type.tsym;
    }
  }

  /**
   * The annotations that a symbol carries, repeated ones one by one, and then those that they carry
   * themselves.
   */
  public static List<Carried> of(Symbol symbol) {
    List<Carried> result = new ArrayList<>();
    for (Attribute.Compound annotation : symbol.getAnnotationMirrors()) {
      add(annotation, result);
    }
    if (!result.isEmpty() && isInSource(symbol)) {
      for (Carried own : List.copyOf(result)) {
        for (Attribute.Compound annotation : annotations(own.type())) {
          result.add(new Carried(annotation, own.name() + " (@" + name(annotation) + ")"));
        }
      }
    }
    return result;
  }

  private static void add(Attribute.Compound annotation, List<Carried> result) {
    result.add(new Carried(annotation, name(annotation)));
    if (value(annotation, "value").orElse(null) instanceof Attribute.Array repeated) {
      for (Attribute each : repeated.values) {
        if (each instanceof Attribute.Compound one) {
          result.add(new Carried(one, name(one)));
        }
      }
    }
  }

  /** What is written for an attribute of an annotation; empty where its default counts. */
  public static Optional<Attribute> value(Attribute.Compound annotation, String attribute) {
    return annotation.values.stream()
        .filter(pair -> pair.fst.name.contentEquals(attribute))
        .map(pair -> pair.snd)
        .findFirst();
  }

  private static String name(Attribute.Compound annotation) {
    return annotation.type.tsym.name.toString();
  }

  /**
   * Whether the compiler has read the types of the annotations of {@code symbol} for itself. Those
   * in class files it reads late or never, and with warnings about what is missing around them.
   */
  private static boolean isInSource(Symbol symbol) {
    ClassSymbol type = symbol instanceof ClassSymbol itself ? itself : symbol.enclClass();
    return type != null
        && (type.classfile == null || type.classfile.getKind() != JavaFileObject.Kind.CLASS);
  }

  private static List<Attribute.Compound> annotations(ClassSymbol type) {
    try {
      return type.getAnnotationMirrors();
    } catch (CompletionFailure missing) {
      // An annotation that is not on the class path carries nothing.
      return List.of();
    }
  }
}
