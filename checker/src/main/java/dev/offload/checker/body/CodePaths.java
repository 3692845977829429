package dev.offload.checker.body;

import dev.offload.checker.model.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The paths through the byte code of one method, and the tests that choose between them. */
final class CodePaths {
  /** What keeps a path from counting. */
  interface Barrier {
    /**
     * Whether the path that is taken when {@code test} comes out as {@code truth} does not count.
     */
    boolean bars(AbstractInsnNode test, boolean truth);

    /** Whether what follows {@code call} does not count. */
    boolean endsAt(MethodInsnNode call);
  }

  private final MethodCode code;

  CodePaths(MethodCode code) {
    this.code = code;
  }

  /**
   * The instructions that run when no exception is thrown.
   *
   * <p>A test is a call, the load of a boolean or {@code instanceof}; the load of a reference tests
   * for {@code null}.
   */
  BitSet reachable(Barrier barrier) {
    BitSet reached = new BitSet(code.instructions().size());
    Deque<AbstractInsnNode> work = new ArrayDeque<>();
    push(code.instructions().getFirst(), reached, work);
    while (!work.isEmpty()) {
      AbstractInsnNode instruction = work.pop();
      int opcode = instruction.getOpcode();
      if (instruction instanceof JumpInsnNode jump) {
        Optional<Test> test = testBefore(jump);
        boolean skipsAssertion = isAssertionSwitch(MethodCode.before(jump));
        if (!skipsAssertion
            && (test.isEmpty() || !barrier.bars(test.get().made(), test.get().jumpsWhen()))) {
          push(jump.label, reached, work);
        }
        if (opcode != Opcodes.GOTO
            && opcode != Opcodes.JSR
            && (test.isEmpty() || !barrier.bars(test.get().made(), !test.get().jumpsWhen()))) {
          push(instruction.getNext(), reached, work);
        }
      } else if (instruction instanceof LookupSwitchInsnNode choice) {
        pushAll(choice.dflt, choice.labels, reached, work);
      } else if (instruction instanceof TableSwitchInsnNode choice) {
        pushAll(choice.dflt, choice.labels, reached, work);
      } else if (opcode != Opcodes.ATHROW
          && opcode != Opcodes.RET
          && !(instruction instanceof MethodInsnNode call && barrier.endsAt(call))
          && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN)) {
        push(instruction.getNext(), reached, work);
      }
    }
    return reached;
  }

  /** What a class asks before it checks an assertion; an assertion that is written holds. */
  private static boolean isAssertionSwitch(AbstractInsnNode instruction) {
    return instruction instanceof FieldInsnNode field && field.name.equals("$assertionsDisabled");
  }

  /**
   * What a jump depends on.
   *
   * @param made the instruction that made the tested value
   * @param jumpsWhen the value that makes it jump
   */
  private record Test(AbstractInsnNode made, boolean jumpsWhen) {}

  /** The test that a jump makes, also when a local kept its value for a while. */
  private Optional<Test> testBefore(JumpInsnNode jump) {
    AbstractInsnNode tested = MethodCode.before(jump);
    switch (jump.getOpcode()) {
      case Opcodes.IFNULL, Opcodes.IFNONNULL -> {
        return Optional.ofNullable(tested)
            .filter(load -> load.getOpcode() == Opcodes.ALOAD)
            .map(load -> new Test(load, jump.getOpcode() == Opcodes.IFNULL));
      }
      case Opcodes.IFEQ, Opcodes.IFNE -> {
        return tested == null ? Optional.empty() : test(tested, jump.getOpcode() == Opcodes.IFNE);
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private Optional<Test> test(AbstractInsnNode tested, boolean jumpsWhen) {
    if (tested instanceof MethodInsnNode || tested.getOpcode() == Opcodes.INSTANCEOF) {
      return Optional.of(new Test(tested, jumpsWhen));
    }
    if (!(tested instanceof VarInsnNode load) || load.getOpcode() != Opcodes.ILOAD) {
      return Optional.empty();
    }
    Optional<AbstractInsnNode> stored = onlyStore(load.var).map(MethodCode::before);
    if (stored.isEmpty()) {
      return Optional.of(new Test(load, jumpsWhen));
    }
    Optional<Test> comparison = comparison(stored.get());
    return comparison.isPresent()
        ? comparison.map(each -> new Test(each.made(), each.jumpsWhen() == jumpsWhen))
        : test(stored.get(), jumpsWhen);
  }

  /**
   * The test behind a boolean that a comparison made, such as {@code event == null}: a jump over
   * one constant to the other. {@link Test#jumpsWhen} is what makes the boolean true.
   */
  private Optional<Test> comparison(AbstractInsnNode last) {
    AbstractInsnNode skip = isTruth(last) ? MethodCode.before(last) : null;
    AbstractInsnNode first =
        skip != null && skip.getOpcode() == Opcodes.GOTO ? MethodCode.before(skip) : null;
    if (first == null
        || !isTruth(first)
        || !(MethodCode.before(first) instanceof JumpInsnNode jump)) {
      return Optional.empty();
    }
    // Jumping leads to the last constant, else it is the first one.
    boolean jumpMeansTrue = last.getOpcode() == Opcodes.ICONST_1;
    return testBefore(jump).map(test -> new Test(test.made(), test.jumpsWhen() == jumpMeansTrue));
  }

  private static boolean isTruth(AbstractInsnNode instruction) {
    return instruction != null
        && (instruction.getOpcode() == Opcodes.ICONST_0
            || instruction.getOpcode() == Opcodes.ICONST_1);
  }

  /** The tests of parameters that this code makes: loads, or {@code instanceof} of a load. */
  List<AbstractInsnNode> parameterTests() {
    List<AbstractInsnNode> result = new ArrayList<>();
    for (AbstractInsnNode each : code.instructions()) {
      if (each instanceof JumpInsnNode jump) {
        testBefore(jump)
            .map(Test::made)
            .filter(test -> testedParameter(test).isPresent())
            .ifPresent(result::add);
      }
    }
    return result;
  }

  /** The parameter that a test is about, if it never gets another value. */
  OptionalInt testedParameter(AbstractInsnNode test) {
    AbstractInsnNode loaded =
        test.getOpcode() == Opcodes.INSTANCEOF ? MethodCode.before(test) : test;
    if (!(loaded instanceof VarInsnNode load)
        || (load.getOpcode() != Opcodes.ILOAD && load.getOpcode() != Opcodes.ALOAD)
        || isStored(load.var)) {
      return OptionalInt.empty();
    }
    OptionalInt parameter = code.parameterInSlot(load.var);
    if (parameter.orElse(Fact.THIS) == Fact.THIS) {
      return OptionalInt.empty();
    }
    Type type = Type.getArgumentTypes(code.descriptor())[parameter.getAsInt()];
    boolean isNumber = load.getOpcode() == Opcodes.ILOAD && type.getSort() != Type.BOOLEAN;
    return isNumber ? OptionalInt.empty() : parameter;
  }

  private boolean isStored(int local) {
    for (AbstractInsnNode each : code.instructions()) {
      if (each instanceof VarInsnNode access
          && access.var == local
          && access.getOpcode() >= Opcodes.ISTORE
          && access.getOpcode() <= Opcodes.ASTORE) {
        return true;
      }
      if (each instanceof IincInsnNode increment && increment.var == local) {
        return true;
      }
    }
    return false;
  }

  private Optional<AbstractInsnNode> onlyStore(int local) {
    AbstractInsnNode store = null;
    for (AbstractInsnNode each : code.instructions()) {
      if (each instanceof VarInsnNode access
          && access.var == local
          && access.getOpcode() == Opcodes.ISTORE) {
        if (store != null) {
          return Optional.empty();
        }
        store = each;
      }
    }
    return Optional.ofNullable(store);
  }

  private void pushAll(
      LabelNode first, List<LabelNode> rest, BitSet reached, Deque<AbstractInsnNode> work) {
    push(first, reached, work);
    rest.forEach(label -> push(label, reached, work));
  }

  private void push(AbstractInsnNode instruction, BitSet reached, Deque<AbstractInsnNode> work) {
    if (instruction != null) {
      int index = code.instructions().indexOf(instruction);
      if (!reached.get(index)) {
        reached.set(index);
        work.push(instruction);
      }
    }
  }
}
