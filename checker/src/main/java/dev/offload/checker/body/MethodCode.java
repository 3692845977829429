package dev.offload.checker.body;

import dev.offload.checker.model.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** The byte code of one method: which instructions run, and where their operands come from. */
final class MethodCode {
  /** Frames cost memory of instructions times locals; beyond this, operands stay unknown. */
  private static final int LARGEST_ANALYSED = 3_000;

  private final String owner;
  private final MethodNode node;
  private Optional<Frame<SourceValue>[]> frames;

  MethodCode(String owner, MethodNode node) {
    this.owner = owner;
    this.node = node;
  }

  InsnList instructions() {
    return node.instructions;
  }

  /**
   * The instructions that run when no exception is thrown.
   *
   * @param isBarred says for a test and what came of it whether the path taken then does not count.
   *     A test is a call, the load of a boolean or {@code instanceof}; the load of a reference
   *     tests for {@code null}
   */
  BitSet reachable(BiPredicate<AbstractInsnNode, Boolean> isBarred) {
    BitSet reached = new BitSet(node.instructions.size());
    Deque<AbstractInsnNode> work = new ArrayDeque<>();
    push(node.instructions.getFirst(), reached, work);
    while (!work.isEmpty()) {
      AbstractInsnNode instruction = work.pop();
      int opcode = instruction.getOpcode();
      if (instruction instanceof JumpInsnNode jump) {
        Optional<Test> test = testBefore(jump);
        boolean skipsAssertion = isAssertionSwitch(before(jump));
        if (!skipsAssertion
            && (test.isEmpty() || !isBarred.test(test.get().made(), test.get().jumpsWhen()))) {
          push(jump.label, reached, work);
        }
        if (opcode != Opcodes.GOTO
            && opcode != Opcodes.JSR
            && (test.isEmpty() || !isBarred.test(test.get().made(), !test.get().jumpsWhen()))) {
          push(instruction.getNext(), reached, work);
        }
      } else if (instruction instanceof LookupSwitchInsnNode choice) {
        pushAll(choice.dflt, choice.labels, reached, work);
      } else if (instruction instanceof TableSwitchInsnNode choice) {
        pushAll(choice.dflt, choice.labels, reached, work);
      } else if (opcode != Opcodes.ATHROW
          && opcode != Opcodes.RET
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
    AbstractInsnNode tested = before(jump);
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
    AbstractInsnNode skip = isTruth(last) ? before(last) : null;
    AbstractInsnNode first = skip != null && skip.getOpcode() == Opcodes.GOTO ? before(skip) : null;
    if (first == null || !isTruth(first) || !(before(first) instanceof JumpInsnNode jump)) {
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
    for (AbstractInsnNode each : node.instructions) {
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
    AbstractInsnNode loaded = test.getOpcode() == Opcodes.INSTANCEOF ? before(test) : test;
    if (!(loaded instanceof VarInsnNode load)
        || (load.getOpcode() != Opcodes.ILOAD && load.getOpcode() != Opcodes.ALOAD)
        || isStored(load.var)) {
      return OptionalInt.empty();
    }
    OptionalInt parameter = parameterInSlot(load.var);
    if (parameter.orElse(Fact.THIS) == Fact.THIS) {
      return OptionalInt.empty();
    }
    Type type = Type.getArgumentTypes(node.desc)[parameter.getAsInt()];
    boolean isNumber = load.getOpcode() == Opcodes.ILOAD && type.getSort() != Type.BOOLEAN;
    return isNumber ? OptionalInt.empty() : parameter;
  }

  private boolean isStored(int local) {
    for (AbstractInsnNode each : node.instructions) {
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

  /** The call whose result the method returns on every path. */
  Optional<MethodInsnNode> returnedCall() {
    MethodInsnNode result = null;
    for (AbstractInsnNode each : node.instructions) {
      if (each.getOpcode() == Opcodes.IRETURN || each.getOpcode() == Opcodes.ARETURN) {
        if (result != null || !(before(each) instanceof MethodInsnNode call)) {
          return Optional.empty();
        }
        result = call;
      }
    }
    return Optional.ofNullable(result);
  }

  private static AbstractInsnNode before(AbstractInsnNode instruction) {
    AbstractInsnNode previous = instruction.getPrevious();
    while (previous != null && previous.getOpcode() < 0) {
      previous = previous.getPrevious();
    }
    return previous;
  }

  private Optional<AbstractInsnNode> onlyStore(int local) {
    AbstractInsnNode store = null;
    for (AbstractInsnNode each : node.instructions) {
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
      int index = node.instructions.indexOf(instruction);
      if (!reached.get(index)) {
        reached.set(index);
        work.push(instruction);
      }
    }
  }

  /** The value {@code depth} below the top of the stack before {@code instruction}. */
  Optional<SourceValue> stack(AbstractInsnNode instruction, int depth) {
    return frame(instruction)
        .filter(frame -> frame.getStackSize() > depth)
        .map(frame -> frame.getStack(frame.getStackSize() - 1 - depth));
  }

  /** The instruction that made a value, seen through copies, locals and casts. */
  Optional<AbstractInsnNode> origin(SourceValue value) {
    SourceValue current = value;
    for (int hops = 0; hops < 20; hops++) {
      if (current.insns.size() != 1) {
        return Optional.empty();
      }
      AbstractInsnNode instruction = current.insns.iterator().next();
      Optional<SourceValue> before;
      switch (instruction.getOpcode()) {
        case Opcodes.ALOAD, Opcodes.ILOAD, Opcodes.LLOAD -> {
          int local = ((VarInsnNode) instruction).var;
          before =
              frame(instruction)
                  .map(frame -> frame.getLocal(local))
                  .filter(stored -> !stored.insns.isEmpty());
        }
        case Opcodes.ASTORE, Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.DUP, Opcodes.CHECKCAST ->
            before = stack(instruction, 0);
        default -> before = Optional.empty();
      }
      if (before.isEmpty()) {
        return Optional.of(instruction);
      }
      current = before.get();
    }
    return Optional.empty();
  }

  /** A name for a value that two reads of the same local or field share. */
  Optional<String> identity(SourceValue value) {
    return origin(value)
        .map(
            origin ->
                origin instanceof FieldInsnNode field
                    ? identity(field)
                    : origin instanceof VarInsnNode load
                        ? "local " + load.var
                        : "value " + node.instructions.indexOf(origin));
  }

  /** A field that the method sets has one value before and another one behind that. */
  private String identity(FieldInsnNode field) {
    boolean isSet = false;
    for (AbstractInsnNode each : node.instructions) {
      isSet |=
          each instanceof FieldInsnNode access
              && (access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC)
              && access.name.equals(field.name);
    }
    String object =
        field.getOpcode() == Opcodes.GETFIELD
            ? stack(field, 0).flatMap(this::identity).orElse("?")
            : field.owner;
    String unique = isSet || object.contains("?") ? "?" + node.instructions.indexOf(field) : "";
    return object + "." + field.name + unique;
  }

  /** Which parameter a value is, or is an element of, counted from 0; {@code -1} for this. */
  OptionalInt parameter(SourceValue value) {
    Optional<AbstractInsnNode> origin = origin(value);
    if (origin.isPresent() && origin.get().getOpcode() == Opcodes.AALOAD) {
      return stack(origin.get(), 1).map(this::parameter).orElse(OptionalInt.empty());
    }
    if (origin.isPresent()
        && origin.get() instanceof MethodInsnNode call
        && Elements.keeps(call.owner, call.name)
        && call.getOpcode() != Opcodes.INVOKESTATIC) {
      return stack(call, Type.getArgumentTypes(call.desc).length)
          .map(this::parameter)
          .orElse(OptionalInt.empty());
    }
    if (origin.isEmpty() || !(origin.get() instanceof VarInsnNode load)) {
      return OptionalInt.empty();
    }
    return parameterInSlot(load.var);
  }

  private OptionalInt parameterInSlot(int local) {
    boolean isStatic = (node.access & Opcodes.ACC_STATIC) != 0;
    int slot = isStatic ? 0 : 1;
    if (!isStatic && local == 0) {
      return OptionalInt.of(Fact.THIS);
    }
    Type[] parameters = Type.getArgumentTypes(node.desc);
    for (int i = 0; i < parameters.length; i++) {
      if (slot == local) {
        return OptionalInt.of(i);
      }
      slot += parameters[i].getSize();
    }
    return OptionalInt.empty();
  }

  private Optional<Frame<SourceValue>> frame(AbstractInsnNode instruction) {
    return frames().map(all -> all[node.instructions.indexOf(instruction)]);
  }

  private Optional<Frame<SourceValue>[]> frames() {
    if (frames == null) {
      frames = node.instructions.size() > LARGEST_ANALYSED ? Optional.empty() : analyse();
    }
    return frames;
  }

  private Optional<Frame<SourceValue>[]> analyse() {
    try {
      return Optional.of(new Analyzer<>(new SourceInterpreter()).analyze(owner, node));
    } catch (AnalyzerException | RuntimeException inconsistent) {
      // Code that no verifier would accept: its operands are not known, its calls still are.
      return Optional.empty();
    }
  }
}
