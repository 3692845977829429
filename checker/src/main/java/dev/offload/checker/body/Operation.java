package dev.offload.checker.body;

import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that a body does on its own thread and that might block. */
public sealed interface Operation {
  /** Where the source says so; empty for class files. */
  Optional<Tree> tree();

  /** It does not run if the caller of the body knows one of these. */
  Set<Premise> unless();

  /** The same operation where it does not run if one of {@code premises} holds. */
  Operation unless(Set<Premise> premises);

  /**
   * A call that somebody wrote, or that the language adds: {@code close()} of try-with-resources,
   * the iterator of a for-each loop, {@code super()}.
   *
   * @param receiverType the static type of the receiver, or the class of a static method
   * @param isExact whether {@code method} is the very method that runs
   */
  record Call(
      Optional<Tree> tree,
      MethodSymbol method,
      Type receiverType,
      boolean isExact,
      Operand receiver,
      List<Operand> arguments,
      Set<Premise> unless)
      implements Operation {
    @Override
    public Call unless(Set<Premise> premises) {
      return new Call(tree, method, receiverType, isExact, receiver, arguments, premises);
    }

    /** The receiver for {@code -1}, else an argument; unknown if there is no such argument. */
    public Operand operand(int index) {
      if (index < 0) {
        return receiver;
      }
      return index < arguments.size() ? arguments.get(index) : Operand.UNKNOWN;
    }
  }

  /**
   * Entering a monitor.
   *
   * @param owner the object whose monitor it is
   * @param section the block or method that holds it
   */
  record Monitor(Optional<Tree> tree, Operand owner, Tree section, Set<Premise> unless)
      implements Operation {
    @Override
    public Monitor unless(Set<Premise> premises) {
      return new Monitor(tree, owner, section, premises);
    }
  }

  /**
   * A call that only happens while something is initialised for the first time: the locks that it
   * takes do not count.
   */
  record Once(Call call) implements Operation {
    @Override
    public Optional<Tree> tree() {
      return call.tree();
    }

    @Override
    public Set<Premise> unless() {
      return call.unless();
    }

    @Override
    public Once unless(Set<Premise> premises) {
      return new Once(call.unless(premises));
    }
  }
}
