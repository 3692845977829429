package dev.offload.checker.context;

import com.sun.tools.javac.code.Attribute;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
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
    this.isAnyModelled = models.hasTypesWith(Fact.Context.class);
  }

  /** Empty if no annotation says anything. */
  Optional<ExecutionContext> context(MethodSymbol method) {
    if (!isAnyModelled || method.isConstructor() || method.isStatic()) {
      return Optional.empty();
    }
    Optional<ExecutionContext> first = Optional.empty();
    for (Attribute.Compound annotation : annotations(method)) {
      Optional<ExecutionContext> context = context(annotation, method);
      if (context.filter(ExecutionContext.BlockingOk.class::isInstance).isPresent()) {
        return context;
      }
      first = first.isPresent() ? first : context;
    }
    return first;
  }

  private List<Attribute.Compound> annotations(MethodSymbol method) {
    List<Attribute.Compound> result = new ArrayList<>();
    List<MethodSymbol> family = contracts.withOverridden(method);
    family.forEach(each -> result.addAll(each.getAnnotationMirrors()));
    if (!method.getModifiers().contains(Modifier.PRIVATE)) {
      // A framework calls no private methods on account of the class.
      family.forEach(each -> result.addAll(each.owner.getAnnotationMirrors()));
    }
    return result;
  }

  private Optional<ExecutionContext> context(Attribute.Compound annotation, MethodSymbol method) {
    ClassSymbol type = (ClassSymbol) annotation.type.tsym;
    Facts facts = models.facts(type);
    return facts
        .get(Fact.Context.class)
        .filter(fact -> fact.returning().isEmpty() || returnsAny(method, fact.returning()))
        .map(
            fact ->
                Places.context(
                    fact.place(), facts.framework(fact), "marked @" + type.name, "completes it"));
  }

  private boolean returnsAny(MethodSymbol method, List<String> types) {
    Type result = method.getReturnType();
    return result.tsym instanceof ClassSymbol symbol
        && !Collections.disjoint(hierarchy.supertypes(symbol).keySet(), types);
  }
}
