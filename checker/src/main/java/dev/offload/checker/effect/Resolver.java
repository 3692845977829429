package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.CompletionFailure;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Bodies;
import dev.offload.checker.body.ClassFileImplementations;
import dev.offload.checker.body.Operand;
import dev.offload.checker.body.Operation;
import dev.offload.checker.body.Premise;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.body.Sources;
import dev.offload.checker.effect.Resolution.Passed;
import dev.offload.checker.model.Contract;
import dev.offload.checker.model.Contract.Promise;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Kind;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/**
 * Decides what one operation is: nothing, a root, or a call whose body has to be read. The sources,
 * in order: annotations, models, trusted packages, bodies.
 */
final class Resolver {
  private static final Resolution NOTHING = new Resolution.Nothing();

  private final ModelIndex models;
  private final Contracts contracts;
  private final Sources sources;
  private final ClassFileImplementations classFileImplementations;
  private final Provenance provenance;
  private final Types types;
  private final Symtab symtab;
  private final Set<Kind> kinds;
  private final Predicate<Facts> counts;

  Resolver(
      ModelIndex models,
      Contracts contracts,
      Sources sources,
      ClassFileImplementations classFileImplementations,
      Types types,
      Symtab symtab,
      Set<Kind> kinds,
      Predicate<Facts> counts) {
    this.models = models;
    this.contracts = contracts;
    this.sources = sources;
    this.classFileImplementations = classFileImplementations;
    this.provenance = new Provenance(models);
    this.types = types;
    this.symtab = symtab;
    this.kinds = kinds;
    this.counts = counts;
  }

  Resolution resolve(Operation operation) {
    if (operation instanceof Operation.Monitor monitor) {
      return monitor(monitor);
    }
    try {
      return operation instanceof Operation.Once once
          ? withoutLocks(resolve(once.call()))
          : resolve((Operation.Call) operation);
    } catch (CompletionFailure missing) {
      // A class that the compiler cannot load says nothing.
      return NOTHING;
    }
  }

  private static Resolution withoutLocks(Resolution resolution) {
    if (resolution instanceof Resolution.Follow follow) {
      return follow.withoutLocks();
    }
    boolean isLock = resolution instanceof Resolution.Root root && root.kind() == Kind.LOCK;
    return isLock ? NOTHING : resolution;
  }

  private Resolution monitor(Operation.Monitor monitor) {
    if (monitor.owner().isUnshared()) {
      return NOTHING;
    }
    Set<Premise> unless = new HashSet<>(monitor.unless());
    monitor.owner().itself().ifPresent(owner -> unless.add(new Premise.IsUnshared(owner)));
    return root(Kind.LOCK, "synchronized", Optional.empty(), Optional.empty(), Set.copyOf(unless));
  }

  private Resolution resolve(Operation.Call call) {
    MethodSymbol method = call.method();
    Optional<Contract> contract = contracts.of(method);
    if (contract.isPresent() && contract.get().promise() != Promise.RUNS_ON_WORKER) {
      return contract.get().promise() == Promise.BLOCKING
          ? declared(call, contract.get())
          : NOTHING;
    }
    Facts facts = models.facts(method, call.receiverType());
    Optional<Fact.Effect> effect = facts.get(Fact.Effect.class);
    if (effect.isPresent()) {
      return modelled(call, effect.get(), facts);
    }
    ClassSymbol owner = (ClassSymbol) method.owner;
    if (isCheckedOnItsOwn(method, facts)) {
      return NOTHING;
    }
    if (models.isTrustedPackage(owner) && !sources.contains(owner)) {
      return NOTHING;
    }
    return follow(call, owner);
  }

  /** A callback of this compilation that must not block is a context, and findings are in there. */
  private boolean isCheckedOnItsOwn(MethodSymbol method, Facts facts) {
    return sources.contains(method)
        && facts
            .get(Fact.Context.class)
            .filter(context -> context.place() != Fact.Place.WORKER)
            .isPresent();
  }

  /** A model may know of which kind it is that an annotation calls blocking. */
  private Resolution declared(Operation.Call call, Contract contract) {
    Facts facts = models.facts(call.method(), call.receiverType());
    Optional<Fact.Blocks> modelled =
        facts
            .get(Fact.Effect.class)
            .filter(Fact.Blocks.class::isInstance)
            .map(Fact.Blocks.class::cast);
    return modelled.isPresent()
        ? modelled(call, modelled.get(), facts)
        : root(
            Kind.DECLARED,
            Names.of(call.method()),
            Optional.of("@" + contract.annotation()),
            Optional.empty(),
            call.unless());
  }

  private Resolution modelled(Operation.Call call, Fact.Effect effect, Facts facts) {
    if (!counts.test(facts)) {
      return NOTHING;
    }
    Optional<String> twin = facts.get(Fact.Twin.class).map(Fact.Twin::text);
    if (effect instanceof Fact.Blocks blocks) {
      List<Condition> conditions = conditions(call, blocks.timeout());
      if (blocks.kind() == Kind.DNS) {
        call.arguments().forEach(host -> conditions.add(new Condition(host, Property.ADDRESS)));
      }
      Operand awaited = awaited(call);
      if (awaited.isComplete()
          || conditions.stream().anyMatch(Condition::isMet)
          || hasRoom(call, blocks)) {
        return NOTHING;
      }
      Set<Premise> unless = unless(call, conditions);
      awaited
          .part()
          .ifPresent(part -> unless.add(new Premise.IsComplete(part.parameter(), part.rest())));
      return root(
          blocks.kind(), Names.of(call.method()), how(call, blocks.timeout()), twin, unless);
    }
    return effect instanceof Fact.BlocksAsSource blocks ? reader(call, blocks, twin) : NOTHING;
  }

  private boolean hasRoom(Operation.Call call, Fact.Blocks blocks) {
    return blocks.isForRoom()
        && call.receiver()
            .producer()
            .flatMap(
                made -> models.facts(made.method(), made.receiverType()).get(Fact.Unbounded.class))
            .isPresent();
  }

  private Resolution reader(
      Operation.Call call, Fact.BlocksAsSource blocks, Optional<String> twin) {
    List<Condition> conditions = conditions(call, blocks.timeout());
    if (conditions.stream().anyMatch(Condition::isMet)) {
      return NOTHING;
    }
    Operand data = call.operand(blocks.operand());
    if (data.isComplete()) {
      // What a stream has buffered is there.
      return NOTHING;
    }
    String name = Names.of(call.method());
    Optional<String> how = how(call, blocks.timeout());
    Set<Premise> unless = unless(call, conditions);
    Optional<Kind> kind = provenance.of(data);
    if (kind.isPresent()) {
      return root(kind.get(), name, how, twin, unless);
    }
    ClassSymbol owner = (ClassSymbol) call.method().owner;
    if (!Bodies.isPlatform(owner)) {
      // A stream of one's own does what its body does.
      return follow(call, owner);
    }
    OptionalInt parameter = provenance.parameter(data);
    return parameter.isPresent()
        ? new Resolution.Reader(parameter.getAsInt(), name, how, twin, unless)
        : NOTHING;
  }

  /** What would keep a call from waiting, here or where the enclosing method is called. */
  private record Condition(Operand operand, Property property) {
    boolean isMet() {
      return Argument.of(operand).properties().contains(property);
    }
  }

  private static List<Condition> conditions(Operation.Call call, Optional<Integer> timeout) {
    List<Condition> result = new ArrayList<>();
    timeout.ifPresent(index -> result.add(new Condition(call.operand(index), Property.NO_TIME)));
    return result;
  }

  private static Set<Premise> unless(Operation.Call call, List<Condition> conditions) {
    Set<Premise> result = new HashSet<>(call.unless());
    for (Condition condition : conditions) {
      condition
          .operand()
          .parameter()
          .ifPresent(parameter -> result.add(new Premise.Is(parameter, condition.property())));
    }
    return result;
  }

  /** What a call waits for; once that is complete, it does not wait. */
  private static Operand awaited(Operation.Call call) {
    return call.method().isStatic() ? call.operand(0) : call.receiver();
  }

  /** The constant time-out, which is still a wait. */
  private Optional<String> how(Operation.Call call, Optional<Integer> timeout) {
    if (timeout.isEmpty()) {
      return Optional.empty();
    }
    int index = timeout.get();
    OptionalLong constant = call.operand(index).constant();
    if (constant.isEmpty() || index >= call.method().type.getParameterTypes().size()) {
      return Optional.empty();
    }
    Type type = call.method().type.getParameterTypes().get(index);
    if (type.tsym.flatName().contentEquals("java.time.Duration")) {
      return Optional.of(
          "up to " + java.time.Duration.ofNanos(constant.getAsLong()).toMillis() + " ms");
    }
    boolean isOfUnit =
        call.method().owner.getQualifiedName().contentEquals("java.util.concurrent.TimeUnit");
    Optional<String> unit = isOfUnit ? call.receiver().text() : call.operand(index + 1).text();
    boolean hasUnit = isOfUnit || index + 1 < call.method().type.getParameterTypes().size();
    return hasUnit && unit.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "up to " + constant.getAsLong() + " " + (hasUnit ? lastName(unit.get()) : "ms"));
  }

  private static String lastName(String expression) {
    return expression.substring(expression.lastIndexOf('.') + 1);
  }

  private Resolution follow(Operation.Call call, ClassSymbol owner) {
    MethodSymbol method = call.method();
    if (Bodies.isPlatform(owner) || owner == symtab.objectType.tsym) {
      return NOTHING;
    }
    List<MethodSymbol> targets =
        method.getModifiers().contains(Modifier.ABSTRACT)
            ? implementations(method, typeOf(call, owner))
            : List.of(method);
    Operand receiver = call.receiver();
    return targets.isEmpty()
        ? NOTHING
        : new Resolution.Follow(
            targets,
            new Passed(
                Argument.ofReceiver(receiver),
                receiver.part(),
                OptionalInt.empty(),
                receiver.itself()),
            call.arguments().stream().map(this::passed).toList(),
            true,
            call.unless());
  }

  private Passed passed(Operand operand) {
    return new Passed(
        Argument.of(operand).withSource(provenance.of(operand)),
        operand.part(),
        provenance.parameter(operand),
        operand.itself());
  }

  /** All known implementations of an abstract method; empty if there may be others. */
  private List<MethodSymbol> implementations(MethodSymbol method, ClassSymbol type) {
    if (isFunctional((ClassSymbol) method.owner) || sources.isImplementedByFunction(type)) {
      return List.of();
    }
    List<ClassSymbol> classes = new ArrayList<>(sources.implementations(type));
    if (!sources.contains(type)) {
      classes.addAll(classFileImplementations.of(type));
    }
    List<MethodSymbol> result = new ArrayList<>();
    for (ClassSymbol each : classes) {
      MethodSymbol implementation = method.implementation(each, types, true);
      if (implementation == null || implementation.getModifiers().contains(Modifier.ABSTRACT)) {
        return List.of();
      }
      if (!result.contains(implementation)) {
        result.add(implementation);
      }
    }
    return result;
  }

  private static ClassSymbol typeOf(Operation.Call call, ClassSymbol owner) {
    return call.receiverType().tsym instanceof ClassSymbol receiver ? receiver : owner;
  }

  /**
   * Interfaces that lambdas implement. Of those without the annotation, the ones of this
   * compilation are known not to be implemented so; others may be anywhere.
   */
  private boolean isFunctional(ClassSymbol type) {
    return type.getAnnotationMirrors().stream()
            .anyMatch(annotation -> annotation.type.tsym.name.contentEquals("FunctionalInterface"))
        || (!sources.contains(type) && types.isFunctionalInterface(type));
  }

  private Resolution root(
      Kind kind, String name, Optional<String> how, Optional<String> twin, Set<Premise> unless) {
    return kinds.contains(kind) ? new Resolution.Root(kind, name, how, twin, unless) : NOTHING;
  }
}
