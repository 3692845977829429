package dev.offload.checker.body;

import dev.offload.checker.model.Fact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
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

  String descriptor() {
    return node.desc;
  }

  InsnList instructions() {
    return node.instructions;
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

  /** The instruction in front of another, labels and line numbers left out. */
  static AbstractInsnNode before(AbstractInsnNode instruction) {
    AbstractInsnNode previous = instruction.getPrevious();
    while (previous != null && previous.getOpcode() < 0) {
      previous = previous.getPrevious();
    }
    return previous;
  }

  /** The value {@code depth} below the top of the stack before {@code instruction}. */
  Optional<SourceValue> stack(AbstractInsnNode instruction, int depth) {
    return frame(instruction)
        .filter(frame -> frame.getStackSize() > depth)
        .map(frame -> frame.getStack(frame.getStackSize() - 1 - depth));
  }

  /** The instructions that may have made a value, seen through copies, locals and casts. */
  Set<AbstractInsnNode> origins(SourceValue value) {
    Set<AbstractInsnNode> seen = new HashSet<>();
    Set<AbstractInsnNode> result = new LinkedHashSet<>();
    Deque<AbstractInsnNode> work = new ArrayDeque<>(value.insns);
    while (!work.isEmpty()) {
      AbstractInsnNode instruction = work.pop();
      if (seen.add(instruction)) {
        Optional<SourceValue> copied = copied(instruction);
        copied.ifPresent(before -> work.addAll(before.insns));
        if (copied.isEmpty()) {
          result.add(instruction);
        }
      }
    }
    return result;
  }

  /** The instruction that made a value, if it can be one only. */
  Optional<AbstractInsnNode> origin(SourceValue value) {
    Set<AbstractInsnNode> origins = origins(value);
    return origins.size() == 1 ? origins.stream().findFirst() : Optional.empty();
  }

  /** The value that an instruction only copies. */
  private Optional<SourceValue> copied(AbstractInsnNode instruction) {
    return switch (instruction.getOpcode()) {
      case Opcodes.ALOAD, Opcodes.ILOAD, Opcodes.LLOAD ->
          frame(instruction).map(frame -> frame.getLocal(((VarInsnNode) instruction).var));
      case Opcodes.ASTORE, Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.DUP, Opcodes.CHECKCAST ->
          stack(instruction, 0);
      default -> Optional.empty();
    };
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

  /** Whether the method gives a field of this name another value. */
  boolean sets(FieldInsnNode field) {
    for (AbstractInsnNode each : node.instructions) {
      if (each instanceof FieldInsnNode access
          && (access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC)
          && access.name.equals(field.name)) {
        return true;
      }
    }
    return false;
  }

  /** A field that the method sets has one value before and another one behind that. */
  private String identity(FieldInsnNode field) {
    String object =
        field.getOpcode() == Opcodes.GETFIELD
            ? stack(field, 0).flatMap(this::identity).orElse("?")
            : field.owner;
    String unique =
        sets(field) || object.contains("?") ? "?" + node.instructions.indexOf(field) : "";
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

  /** The parameter that a local holds at first; {@code -1} for this. */
  OptionalInt parameterInSlot(int local) {
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
    int index = node.instructions.indexOf(instruction);
    return index < 0 ? Optional.empty() : frames().map(all -> all[index]);
  }

  private Optional<Frame<SourceValue>[]> frames() {
    if (frames == null) {
      frames = node.instructions.size() > LARGEST_ANALYSED ? Optional.empty() : analyse();
    }
    return frames;
  }

  private Optional<Frame<SourceValue>[]> analyse() {
    try {
      return Optional.of(new Analyzer<>(new Origins()).analyze(owner, node));
    } catch (AnalyzerException | RuntimeException inconsistent) {
      // Code that no verifier would accept: its operands are not known, its calls still are.
      return Optional.empty();
    }
  }

  /** A parameter's first value comes from an instruction, too: a load that is not in the code. */
  private static final class Origins extends SourceInterpreter {
    Origins() {
      super(Opcodes.ASM9);
    }

    @Override
    public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
      return new SourceValue(type.getSize(), new VarInsnNode(Opcodes.ALOAD, local));
    }
  }
}
