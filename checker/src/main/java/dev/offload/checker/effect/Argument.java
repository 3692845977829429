package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Operand;
import dev.offload.checker.body.Premise;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.body.Reference;
import dev.offload.checker.model.Kind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller knows about one argument, or about the object that it calls a method on.
 *
 * @param complete what of it is complete: {@link Reference#SELF} stands for itself
 * @param created its very class, if its constructor call is seen
 * @param declared the class that its expression has
 * @param source what its data comes from
 * @param isUnshared whether no other thread can have it yet
 */
record Argument(
    Set<Property> properties,
    Set<Reference> complete,
    Optional<ClassSymbol> created,
    Optional<ClassSymbol> declared,
    Optional<Kind> source,
    boolean isUnshared) {
  static final Argument UNKNOWN =
      new Argument(Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  /** What {@code operand} itself tells, without its data's source. */
  static Argument of(Operand operand) {
    List<Operand> choices = operand.choices();
    Argument constant =
        choices.isEmpty()
            ? ofOne(operand)
            : choices.stream().map(Argument::ofOne).reduce(Argument::or).orElse(UNKNOWN);
    Argument result = constant.and(ofReceiver(operand));
    return operand.isUnshared() ? result.unshared() : result;
  }

  /** What makes a difference about the object whose method it is. */
  static Argument ofReceiver(Operand operand) {
    Set<Reference> complete = new HashSet<>(operand.completeParts());
    if (operand.isComplete()) {
      complete.add(Reference.SELF);
    }
    Argument result = UNKNOWN.withComplete(complete);
    return operand.isUnshared() ? result.unshared() : result;
  }

  private static Argument ofOne(Operand operand) {
    Set<Property> properties = EnumSet.noneOf(Property.class);
    if (operand.constant().orElse(1) <= 0) {
      properties.add(Property.NO_TIME);
    }
    if (operand.string().filter(Argument::isAddress).isPresent()) {
      properties.add(Property.ADDRESS);
    }
    operand.truth().ifPresent(truth -> properties.add(truth ? Property.TRUE : Property.FALSE));
    operand
        .isNull()
        .ifPresent(isNull -> properties.add(isNull ? Property.NULL : Property.NOT_NULL));
    return new Argument(
        Set.copyOf(properties),
        Set.of(),
        operand.created().map(type -> type.tsym).map(ClassSymbol.class::cast),
        operand
            .type()
            .map(type -> type.tsym)
            .filter(ClassSymbol.class::isInstance)
            .map(ClassSymbol.class::cast),
        Optional.empty(),
        false);
  }

  /** Nobody looks up {@code "127.0.0.1"}. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9.]+|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*]?");
  }

  Argument withSource(Optional<Kind> kind) {
    return new Argument(properties, complete, created, declared, kind, isUnshared);
  }

  /** What is known about that which {@code part} leads to. */
  Argument at(Reference part) {
    if (part.equals(Reference.SELF)) {
      return this;
    }
    Set<Reference> rest = new HashSet<>();
    complete.forEach(reference -> reference.behind(part).ifPresent(rest::add));
    return UNKNOWN.withComplete(rest);
  }

  private Argument withComplete(Set<Reference> references) {
    return new Argument(properties, Set.copyOf(references), created, declared, source, isUnshared);
  }

  /** The same where the declared class makes no difference. */
  Argument withoutDeclared() {
    return new Argument(properties, complete, created, Optional.empty(), source, isUnshared);
  }

  Argument unshared() {
    return new Argument(properties, complete, created, declared, source, true);
  }

  /** What is known if it is also known as {@code other}, or an element of that. */
  Argument and(Argument other) {
    return new Argument(
        both(properties, other.properties),
        both(complete, other.complete),
        created.or(other::created),
        declared,
        source.or(other::source),
        isUnshared);
  }

  private static <T> Set<T> both(Set<T> first, Set<T> second) {
    Set<T> all = new HashSet<>(first);
    all.addAll(second);
    return Set.copyOf(all);
  }

  /** What is known if it is either this or {@code other}. */
  Argument or(Argument other) {
    return new Argument(
        common(properties, other.properties),
        common(complete, other.complete),
        created.filter(type -> other.created.filter(type::equals).isPresent()),
        declared.filter(type -> other.declared.filter(type::equals).isPresent()),
        source.filter(kind -> other.source.filter(kind::equals).isPresent()),
        isUnshared && other.isUnshared);
  }

  private static <T> Set<T> common(Set<T> first, Set<T> second) {
    Set<T> rest = new HashSet<>(first);
    rest.retainAll(second);
    return Set.copyOf(rest);
  }

  boolean satisfies(Premise premise, Types types) {
    if (premise instanceof Premise.IsUnshared) {
      return isUnshared;
    }
    if (premise instanceof Premise.Is is) {
      return properties.contains(is.property());
    }
    if (premise instanceof Premise.IsComplete is) {
      return complete.contains(is.part());
    }
    Type type = erased(((Premise.IsNo) premise).type(), types);
    return created.isPresent()
        ? !types.isSubtype(erased(created.get(), types), type)
        : declared.filter(known -> !types.isCastable(erased(known, types), type)).isPresent();
  }

  private static Type erased(ClassSymbol symbol, Types types) {
    return types.erasure(symbol.type);
  }
}
