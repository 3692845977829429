package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.ModelIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which functional parameters a method runs before it returns, on its caller's thread: models say
 * so, else the method's body. A parameter that is only invoked, or handed on to be run inline, is
 * inline; one that is stored, returned or handed elsewhere is not.
 */
public final class InlineParameters {
  /** How a body treats one of its parameters. */
  public interface Usage {
    /** Empty where there is no body to read. */
    Optional<Boolean> isOnlyRun(MethodSymbol method, int parameter);
  }

  private record Key(MethodSymbol method, int parameter) {}

  private final ModelIndex models;
  private final Map<Key, Boolean> cache = new HashMap<>();
  private Usage usage = (method, parameter) -> Optional.empty();

  public InlineParameters(ModelIndex models) {
    this.models = models;
  }

  /**
   * Reading bodies needs this very class: whoever runs a parameter may do so through another
   * method.
   */
  public void readBodiesWith(Usage reader) {
    usage = reader;
  }

  /** Whether {@code method} runs the function given for {@code parameter} before it returns. */
  public boolean isInline(MethodSymbol method, Type receiverType, int parameter) {
    if (models.mentions(memberName(method))) {
      Optional<Fact.Runs> modelled = models.facts(method, receiverType).runs(parameter);
      if (modelled.isPresent()) {
        return modelled.get() instanceof Fact.RunsAt at && at.place() == Fact.Place.INLINE;
      }
    }
    Key key = new Key(method, parameter);
    Boolean known = cache.get(key);
    if (known == null) {
      // Assumed while its own body is read: a recursive method runs its parameter if it runs it at
      // all.
      cache.put(key, false);
      known = usage.isOnlyRun(method, parameter).orElse(false);
      cache.put(key, known);
    }
    return known;
  }

  private static String memberName(MethodSymbol method) {
    return method.isConstructor()
        ? dev.offload.checker.model.Subject.CONSTRUCTOR
        : method.name.toString();
  }
}
