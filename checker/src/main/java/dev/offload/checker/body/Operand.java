package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a call is made on or with, as far as the body around it tells. */
public interface Operand {
  /** Nothing is known about it. */
  Operand UNKNOWN = new Operand() {};

  /** Whether it is known to be complete, so that waiting for it does not wait. */
  default boolean isComplete() {
    return false;
  }

  /** Which parameter of the enclosing method it is, counted from 0. */
  default OptionalInt parameter() {
    return OptionalInt.empty();
  }

  /** Its constant value, if it is a number; durations count in nanoseconds. */
  default OptionalLong constant() {
    return OptionalLong.empty();
  }

  /** Its constant value, if it is a string. */
  default Optional<String> string() {
    return Optional.empty();
  }

  /** The call, constructor calls included, that made it. */
  default Optional<Operation.Call> producer() {
    return Optional.empty();
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
