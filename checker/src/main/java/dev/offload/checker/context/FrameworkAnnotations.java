package dev.offload.checker.context;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Annotations;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * Where a method runs that an annotation hands to a framework: {@code @Get}, {@code @Incoming}. The
 * annotation may be on the method, on one that it overrides, or on their classes; one that allows
 * blocking wins.
 */
public final class FrameworkAnnotations {
  private final ModelIndex models;
  private final Contracts contracts;
  private final Hierarchy hierarchy;
  private final boolean isAnyModelled;

  public FrameworkAnnotations(ModelIndex models, Contracts contracts, Hierarchy hierarchy) {
    this.models = models;
    this.contracts = contracts;
    this.hierarchy = hierarchy;
    this.isAnyModelled =
        models.hasTypesWith(Fact.Context.class) || models.hasTypesWith(Fact.ContextWhen.class);
  }

  /** Empty if no annotation says anything. */
  Optional<ExecutionContext> context(MethodSymbol method) {
    if (!isAnyModelled || method.isConstructor() || method.isStatic()) {
      return Optional.empty();
    }
    Optional<ExecutionContext> first = Optional.empty();
    for (Annotations.Carried annotation : annotations(method)) {
      for (ExecutionContext context : contexts(annotation, method)) {
        if (context instanceof ExecutionContext.BlockingOk) {
          return Optional.of(context);
        }
        first = first.or(() -> Optional.of(context));
      }
    }
    return first;
  }

  private List<Annotations.Carried> annotations(MethodSymbol method) {
    List<Annotations.Carried> result = new ArrayList<>();
    List<MethodSymbol> family = contracts.withOverridden(method);
    family.forEach(each -> result.addAll(Annotations.of(each)));
    if (!method.getModifiers().contains(Modifier.PRIVATE)) {
      // A framework calls no private methods on account of the class.
      family.forEach(each -> result.addAll(Annotations.of(each.owner)));
    }
    return result;
  }

  private List<ExecutionContext> contexts(Annotations.Carried annotation, MethodSymbol method) {
    Facts facts = models.facts(annotation.type());
    List<ExecutionContext> result = new ArrayList<>();
    for (Fact.ContextWhen fact : facts.all(Fact.ContextWhen.class)) {
      if (isWritten(annotation, fact) && isAbout(method, fact.context())) {
        result.add(context(fact.context(), facts.framework(fact), annotation));
      }
    }
    for (Fact.Context fact : facts.all(Fact.Context.class)) {
      if (isAbout(method, fact)) {
        result.add(context(fact, facts.framework(fact), annotation));
      }
    }
    return result;
  }

  private static boolean isWritten(Annotations.Carried annotation, Fact.ContextWhen fact) {
    return Annotations.value(annotation.annotation(), fact.attribute())
        .filter(value -> fact.value().equals(String.valueOf(value.getValue())))
        .isPresent();
  }

  private static ExecutionContext context(
      Fact.Context fact, String framework, Annotations.Carried annotation) {
    return Places.context(fact.place(), framework, "marked @" + annotation.name(), "completes it");
  }

  private boolean isAbout(MethodSymbol method, Fact.Context fact) {
    return fact.returning().isEmpty() || returnsAny(method, fact.returning());
  }

  private boolean returnsAny(MethodSymbol method, List<String> types) {
    Type result = method.getReturnType();
    return result.tsym instanceof ClassSymbol symbol
        && !Collections.disjoint(hierarchy.supertypes(symbol).keySet(), types);
  }
}
