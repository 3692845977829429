package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Contracts contracts;
  private final Executors executors;
  private final Map<Key, Boolean> cache = new HashMap<>();
  private final Set<Key> beingRead = new HashSet<>();
  private Usage usage = (method, parameter) -> Optional.empty();

  public InlineParameters(ModelIndex models, Contracts contracts, Executors executors) {
    this.models = models;
    this.contracts = contracts;
    this.executors = executors;
  }

  /**
   * Reading bodies needs this very class: whoever runs a parameter may do so through another
   * method.
   */
  public void readBodiesWith(Usage reader) {
    usage = reader;
  }

  /** Whether a call runs the function given for {@code parameter} before it returns. */
  public boolean isInline(CallSite site, int parameter) {
    Optional<Fact.Runs> modelled = modelled(site.method(), site.receiverType(), parameter);
    if (modelled.isPresent() && modelled.get() instanceof Fact.RunsOn on) {
      return runsOnCaller(site, on);
    }
    return isInline(site.method(), site.receiverType(), parameter);
  }

  /**
   * Handing a task to an executor that runs it at once is calling it, unless it has to wait for a
   * stage.
   */
  private boolean runsOnCaller(CallSite site, Fact.RunsOn on) {
    boolean isImmediate = on.executor() == Fact.THIS || site.method().isStatic();
    return isImmediate
        && on.after().isEmpty()
        && site.operand(on.executor())
            .flatMap(executors::of)
            .or(
                () ->
                    on.executor() == Fact.THIS
                        ? executors.ofType(site.receiverType())
                        : Optional.empty())
            .filter(threads -> threads.place() == Fact.Place.CALLER)
            .isPresent();
  }

  /** The same, whatever the receiver and the other arguments are. */
  boolean isInline(MethodSymbol method, Type receiverType, int parameter) {
    if (contracts.ofParameter(method, parameter).isPresent()) {
      return false;
    }
    Optional<Fact.Runs> modelled = modelled(method, receiverType, parameter);
    if (modelled.isPresent()) {
      return modelled.get() instanceof Fact.RunsAt at && at.place() == Fact.Place.INLINE;
    }
    Key key = new Key(method, parameter);
    Boolean known = cache.get(key);
    if (known == null) {
      if (!beingRead.add(key)) {
        return true;
      }
      try {
        known = usage.isOnlyRun(method, parameter).orElse(false);
      } finally {
        beingRead.remove(key);
      }
      cache.put(key, known);
    }
    return known;
  }

  /**
   * Whether the body of a method is being read to find out what it does with its parameter: then
   * {@link #isInline} says that the parameter does not escape, but nobody has seen it run yet.
   */
  boolean isBeingRead(MethodSymbol method, int parameter) {
    return beingRead.contains(new Key(method, parameter));
  }

  private Optional<Fact.Runs> modelled(MethodSymbol method, Type receiverType, int parameter) {
    String name = method.isConstructor() ? Subject.CONSTRUCTOR : method.name.toString();
    return models.mentions(name)
        ? models.facts(method, receiverType).runs(parameter)
        : Optional.empty();
  }
}
