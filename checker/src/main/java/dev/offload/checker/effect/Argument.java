package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.body.Operand;
import dev.offload.checker.body.Premise;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Kind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller knows about one argument.
 *
 * @param created its very class, if its constructor call is seen
 * @param source what its data comes from
 */
record Argument(Set<Property> properties, Optional<ClassSymbol> created, Optional<Kind> source) {
  static final Argument UNKNOWN = new Argument(Set.of(), Optional.empty(), Optional.empty());

  /** What {@code operand} itself tells, without its data's source. */
  static Argument of(Operand operand) {
    Set<Property> properties = EnumSet.noneOf(Property.class);
    if (operand.isComplete()) {
      properties.add(Property.COMPLETE);
    }
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
        operand.created().map(type -> type.tsym).map(ClassSymbol.class::cast),
        Optional.empty());
  }

  /** Nobody looks up {@code "127.0.0.1"}. */
  private static boolean isAddress(String text) {
    return text.matches("[0-9.]+|\\[?[0-9a-fA-F.]*:[0-9a-fA-F:.]*]?");
  }

  Argument withSource(Optional<Kind> kind) {
    return new Argument(properties, created, kind);
  }

  /** What is known if it is also known as {@code other}. */
  Argument and(Argument other) {
    Set<Property> all = EnumSet.noneOf(Property.class);
    all.addAll(properties);
    all.addAll(other.properties);
    return new Argument(Set.copyOf(all), created.or(other::created), source.or(other::source));
  }

  /** What is known if it is either this or {@code other}. */
  Argument or(Argument other) {
    Set<Property> both = EnumSet.noneOf(Property.class);
    both.addAll(properties);
    both.retainAll(other.properties);
    return new Argument(
        Set.copyOf(both),
        created.filter(type -> other.created.filter(type::equals).isPresent()),
        source.filter(kind -> other.source.filter(kind::equals).isPresent()));
  }

  boolean satisfies(Premise premise, Types types) {
    if (premise instanceof Premise.Is is) {
      return properties.contains(is.property());
    }
    ClassSymbol type = ((Premise.IsNo) premise).type();
    return created
        .filter(made -> !types.isSubtype(erased(made, types), erased(type, types)))
        .isPresent();
  }

  private static Type erased(ClassSymbol symbol, Types types) {
    return types.erasure(symbol.type);
  }
}
