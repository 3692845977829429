package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;

/**
 * Something about an argument, or about the object that a method is called on, that, where a caller
 * knows it, keeps an operation of the called method from running, or from waiting.
 */
public sealed interface Premise {
  /** The parameter of the called method, counted from 0; {@code -1} for the object. */
  int parameter();

  /** The argument has this property. */
  record Is(int parameter, Property property) implements Premise {}

  /** The argument, or something read from it, is complete. */
  record IsComplete(int parameter, Reference part) implements Premise {}

  /** The argument is no instance of a class. */
  record IsNo(int parameter, ClassSymbol type) implements Premise {}

  /** No other thread can have the argument yet: nobody waits for its monitor. */
  record IsUnshared(int parameter) implements Premise {}

  /** What may be known about an argument. */
  enum Property {
    TRUE,
    FALSE,
    NULL,
    NOT_NULL,
    /** It is a time-out of zero or less. */
    NO_TIME,
    /** It is a string that is an address, not a name. */
    ADDRESS
  }
}
