package dev.offload.checker.body;

import dev.offload.checker.model.Fact;
import java.util.OptionalInt;

/**
 * Something that the caller of a method can name, too: an argument, the object whose method it is,
 * or what is read from one of these.
 *
 * @param parameter counted from 0; {@link Fact#THIS} for the object
 * @param rest how to get from there to the part
 */
public record Part(int parameter, Reference rest) {
  /** The object whose method it is; for a static method, the static fields. */
  static final Part THIS = of(Fact.THIS);

  static Part of(int parameter) {
    return new Part(parameter, Reference.SELF);
  }

  /** What {@code more} leads to from here. */
  Part then(Reference more) {
    return new Part(parameter, rest.then(more));
  }

  /** Which argument it is as a whole. */
  OptionalInt argument() {
    return parameter != Fact.THIS && rest.equals(Reference.SELF)
        ? OptionalInt.of(parameter)
        : OptionalInt.empty();
  }
}
