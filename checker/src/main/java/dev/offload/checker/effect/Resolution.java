package dev.offload.checker.effect;

import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.body.Part;
import dev.offload.checker.body.Premise;
import dev.offload.checker.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is known about one operation before any body is read. */
sealed interface Resolution {
  /** It does not count if the caller of the enclosing method knows one of these. */
  Set<Premise> unless();

  /** It does not block. */
  record Nothing() implements Resolution {
    @Override
    public Set<Premise> unless() {
      return Set.of();
    }
  }

  /** It is a root. */
  record Root(
      Kind kind, String name, Optional<String> how, Optional<String> twin, Set<Premise> unless)
      implements Resolution {}

  /**
   * It is a root if the data behind a parameter of the enclosing method comes from anywhere but
   * memory, of the kind that its source has.
   */
  record Reader(
      int parameter, String name, Optional<String> how, Optional<String> twin, Set<Premise> unless)
      implements Resolution {
    Root of(Kind kind) {
      return new Root(kind, name, how, twin, unless);
    }
  }

  /**
   * It does what these bodies do: one, or all implementations of an abstract method.
   *
   * @param locksCount whether that goes for the locks that they take
   */
  record Follow(
      List<MethodSymbol> targets,
      Passed receiver,
      List<Passed> arguments,
      boolean locksCount,
      Set<Premise> unless)
      implements Resolution {
    /** The receiver and the arguments. */
    List<Passed> all() {
      List<Passed> result = new ArrayList<>(arguments);
      result.add(receiver);
      return result;
    }

    Follow withoutLocks() {
      return new Follow(targets, receiver, arguments, false, unless);
    }
  }

  /**
   * An argument or the receiver of a call.
   *
   * @param known what is known about it where the call stands
   * @param part what the caller of the enclosing method knows it as, or as an element of
   * @param source the parameter of the enclosing method that its data comes from
   * @param itself the parameter of the enclosing method that it is itself
   */
  record Passed(Argument known, Optional<Part> part, OptionalInt source, OptionalInt itself) {}
}
