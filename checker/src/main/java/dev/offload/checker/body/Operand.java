package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.model.Fact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What a call is made on or with, as far as the body around it tells. */
public interface Operand {
  /** Nothing is known about it. */
  Operand UNKNOWN = new Operand() {};

  /** The object whose method it is. */
  Operand SELF =
      new Operand() {
        @Override
        public OptionalInt itself() {
          return OptionalInt.of(Fact.THIS);
        }
      };

  /** What a constructor works on. */
  Operand MADE =
      new Operand() {
        @Override
        public boolean isUnshared() {
          return true;
        }
      };

  /** Whether it is known to be complete, so that waiting for it does not wait. */
  default boolean isComplete() {
    return false;
  }

  /** What of it is known to be complete, as its own methods call that. */
  default Set<Reference> completeParts() {
    return Set.of();
  }

  /** What the caller of the enclosing method knows it as. */
  default Optional<Part> part() {
    return Optional.empty();
  }

  /** Which parameter of the enclosing method it is, counted from 0. */
  default OptionalInt parameter() {
    return part().map(Part::argument).orElse(OptionalInt.empty());
  }

  /**
   * Which parameter of the enclosing method it is itself, and not only an element of; {@code -1}
   * for {@code this}.
   */
  default OptionalInt itself() {
    return OptionalInt.empty();
  }

  /** Whether it was made in the same method, and no other thread can have it yet. */
  default boolean isUnshared() {
    return false;
  }

  /** Its constant value, if it is a number; durations count in nanoseconds. */
  default OptionalLong constant() {
    return OptionalLong.empty();
  }

  /** Its value, if it is the constant {@code true} or {@code false}. */
  default Optional<Boolean> truth() {
    return Optional.empty();
  }

  /** Whether it is known to be {@code null}, or not to be. */
  default Optional<Boolean> isNull() {
    return Optional.empty();
  }

  /** The very class of the object, if its constructor call is seen. */
  default Optional<Type> created() {
    return Optional.empty();
  }

  /** Its constant value, if it is a string. */
  default Optional<String> string() {
    return Optional.empty();
  }

  /** The call, constructor calls included, that made it. */
  default Optional<Operation.Call> producer() {
    return Optional.empty();
  }

  /** Whether the code around it calls a method of this name, on it for all that is known. */
  default boolean mayGetCall(String method) {
    return true;
  }

  /** What it may be, where that is one of several things. */
  default List<Operand> choices() {
    return List.of();
  }

  /** The field that it was read from, when the field's own value is not known. */
  default Optional<VarSymbol> field() {
    return Optional.empty();
  }

  /** Its static type. */
  default Optional<Type> type() {
    return Optional.empty();
  }

  /** How the source spells it; empty for class files. */
  default Optional<String> text() {
    return Optional.empty();
  }
}
