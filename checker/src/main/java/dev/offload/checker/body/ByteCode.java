package dev.offload.checker.body;

import java.util.Optional;
import java.util.OptionalLong;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Readings of single instructions. */
final class ByteCode {
  private ByteCode() {}

  /** The number that an instruction pushes. */
  static OptionalLong constant(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return OptionalLong.of(opcode - Opcodes.ICONST_0);
    }
    if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
      return OptionalLong.of(opcode - Opcodes.LCONST_0);
    }
    if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
      return OptionalLong.of(((IntInsnNode) instruction).operand);
    }
    return instruction instanceof LdcInsnNode load && load.cst instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** The constructor call that initialises the object which {@code created} allocates. */
  static Optional<MethodInsnNode> constructorCall(MethodCode code, AbstractInsnNode created) {
    for (AbstractInsnNode next = created.getNext(); next != null; next = next.getNext()) {
      if (next instanceof MethodInsnNode call
          && call.name.equals("<init>")
          && code.stack(call, Type.getArgumentTypes(call.desc).length)
              .flatMap(code::origin)
              .filter(created::equals)
              .isPresent()) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }
}
