package dev.offload.checker.model;

import com.sun.tools.javac.code.Attribute;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.model.Contract.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.NestingKind;

/** Reads the annotations that state where code runs and what it does to its thread. */
public final class Contracts {
  private static final Set<String> FAMILIES =
      Set.of(
          "dev.offload.annotations",
          "org.jetbrains.annotations",
          "io.smallrye.common.annotation",
          "io.micronaut.core.annotation");

  private static final Map<String, Promise> BY_SIMPLE_NAME =
      Map.of(
          "RunOnVirtualThread", Promise.RUNS_ON_WORKER,
          "ExecuteOn", Promise.RUNS_ON_WORKER,
          "UiThread", Promise.NON_BLOCKING,
          "MainThread", Promise.NON_BLOCKING,
          "WorkerThread", Promise.BLOCKING);

  private final Map<String, Promise> byName = new HashMap<>();
  private final Types types;
  private final Hierarchy hierarchy;
  private final Map<MethodSymbol, Optional<Contract>> cache = new HashMap<>();

  /**
   * Knows the usual annotations and the given ones.
   *
   * @param moreNonBlocking qualified names of annotations that mean {@code @NonBlocking}
   * @param moreBlocking qualified names of annotations that mean {@code @Blocking}
   */
  public Contracts(
      Collection<String> moreNonBlocking,
      Collection<String> moreBlocking,
      Types types,
      Hierarchy hierarchy) {
    for (String family : FAMILIES) {
      byName.put(family + ".NonBlocking", Promise.NON_BLOCKING);
      byName.put(family + ".Blocking", Promise.BLOCKING);
    }
    // Infer's annotation tells its checker not to look: the opposite of a context to check.
    byName.put("com.facebook.infer.annotation.NonBlocking", Promise.TRUSTED);
    moreNonBlocking.forEach(name -> byName.put(name, Promise.NON_BLOCKING));
    moreBlocking.forEach(name -> byName.put(name, Promise.BLOCKING));
    this.types = types;
    this.hierarchy = hierarchy;
  }

  /** What is promised about a method or constructor; its own annotation beats all others. */
  public Optional<Contract> of(MethodSymbol method) {
    Optional<Contract> known = cache.get(method);
    if (known == null) {
      known = find(method);
      cache.put(method, known);
    }
    return known;
  }

  /** What is promised about where a function runs that is given for a parameter. */
  public Optional<Contract> ofParameter(MethodSymbol method, int parameter) {
    for (MethodSymbol each : withOverridden(method)) {
      if (each.params != null || each.params() != null) {
        List<VarSymbol> parameters = each.params();
        int index = Math.min(parameter, parameters.size() - 1);
        Optional<Contract> found =
            index < 0 || (parameter > index && !each.isVarArgs())
                ? Optional.empty()
                : on(parameters.get(index), name(parameters.get(index), each));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Class files often do without names: the compiler then calls parameters arg0, arg1 ... */
  private static String name(VarSymbol parameter, MethodSymbol method) {
    return parameter.name.toString().matches("arg\\d+")
        ? "a parameter of " + method.enclClass().name + "." + method.name
        : "parameter " + parameter.name;
  }

  /**
   * Whether JetBrains' annotations, on a variable, its type or its class, call an executor
   * blocking.
   */
  public Optional<Promise> ofExecutor(Symbol variable) {
    List<Attribute.Compound> annotations = new ArrayList<>(variable.getAnnotationMirrors());
    for (Attribute.TypeCompound annotation : variable.getRawTypeAttributes()) {
      if (annotation.position == null || annotation.position.location.isEmpty()) {
        annotations.add(annotation);
      }
    }
    Type type = variable instanceof MethodSymbol method ? method.getReturnType() : variable.type;
    if (type != null) {
      annotations.addAll(type.tsym.getAnnotationMirrors());
    }
    for (Attribute.Compound annotation : annotations) {
      String name = annotation.type.tsym.getSimpleName().toString();
      if (name.equals("BlockingExecutor")) {
        return Optional.of(Promise.BLOCKING);
      }
      if (name.equals("NonBlockingExecutor")) {
        return Optional.of(Promise.NON_BLOCKING);
      }
    }
    return Optional.empty();
  }

  /** What an annotation on a variable itself promises. */
  public Optional<Promise> ofVariable(Symbol variable) {
    return on(variable, "it").map(Contract::promise);
  }

  private Optional<Contract> find(MethodSymbol method) {
    List<MethodSymbol> family = withOverridden(method);
    for (MethodSymbol each : family) {
      Optional<Contract> own =
          on(
              each,
              each == method ? "it" : each.owner.name + "." + each.name + ", which it overrides,");
      if (own.isPresent()) {
        return own;
      }
    }
    for (MethodSymbol each : family) {
      Optional<Contract> fromClass = ofClass((ClassSymbol) each.owner);
      if (fromClass.isPresent() && !isOnlyForMethods(fromClass.get(), method)) {
        return fromClass;
      }
    }
    return isLocal((ClassSymbol) method.owner) ? Optional.empty() : onPackage(method);
  }

  /** A class marked {@code @Blocking} does not say that creating it blocks. */
  private static boolean isOnlyForMethods(Contract contract, MethodSymbol method) {
    return method.isConstructor() && contract.promise() == Promise.BLOCKING;
  }

  /** What is promised about the methods of a class, by it or by the classes around it. */
  public Optional<Contract> ofClass(ClassSymbol type) {
    Symbol current = type;
    while (current instanceof ClassSymbol enclosing) {
      Optional<Contract> found = on(enclosing, "class " + enclosing.name);
      if (found.isPresent()) {
        return found;
      }
      if (isLocal(enclosing)) {
        break;
      }
      current = enclosing.owner;
    }
    return Optional.empty();
  }

  /** Code in a local or anonymous class runs wherever the object is handed to. */
  private static boolean isLocal(ClassSymbol type) {
    Symbol current = type;
    while (current instanceof ClassSymbol enclosing) {
      if (enclosing.getNestingKind() == NestingKind.LOCAL
          || enclosing.getNestingKind() == NestingKind.ANONYMOUS) {
        return true;
      }
      current = enclosing.owner;
    }
    return false;
  }

  private Optional<Contract> onPackage(MethodSymbol method) {
    Symbol.PackageSymbol enclosing = method.packge();
    Optional<Contract> onPackage = on(enclosing, "package " + enclosing.fullname);
    Optional<Contract> found =
        onPackage.isPresent() || enclosing.modle == null || enclosing.modle.isUnnamed()
            ? onPackage
            : on(enclosing.modle, "module " + enclosing.modle.name);
    return found.filter(contract -> !isOnlyForMethods(contract, method));
  }

  private Optional<Contract> on(Symbol symbol, String where) {
    for (Annotations.Carried annotation : Annotations.of(symbol)) {
      ClassSymbol type = annotation.type();
      Promise promise =
          byName.getOrDefault(
              type.getQualifiedName().toString(),
              byName.getOrDefault(
                  type.flatName().toString(), BY_SIMPLE_NAME.get(type.name.toString())));
      if (promise != null) {
        return Optional.of(new Contract(promise, annotation.name(), where));
      }
    }
    return Optional.empty();
  }

  /** The method itself and every method that it overrides or implements, nearest first. */
  public List<MethodSymbol> withOverridden(MethodSymbol method) {
    List<MethodSymbol> result = new ArrayList<>();
    result.add(method);
    if (method.isStatic() || method.isConstructor()) {
      return result;
    }
    ClassSymbol owner = (ClassSymbol) method.owner;
    for (ClassSymbol supertype : hierarchy.supertypes(owner).values()) {
      for (Symbol member : supertype.members().getSymbolsByName(method.name)) {
        if (member instanceof MethodSymbol candidate
            && candidate != method
            && method.overrides(candidate, owner, types, false)) {
          result.add(candidate);
        }
      }
    }
    return result;
  }
}
