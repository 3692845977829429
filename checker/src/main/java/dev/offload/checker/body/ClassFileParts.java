package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.model.Fact;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.SourceValue;

/** What the callers of a method in a class file know its values as. */
final class ClassFileParts {
  private final ClassFileBodies bodies;
  private final ClassSymbol owner;
  private final MethodCode code;

  ClassFileParts(ClassFileBodies bodies, ClassSymbol owner, MethodCode code) {
    this.bodies = bodies;
    this.owner = owner;
    this.code = code;
  }

  /** The part that a value is, or is an element or a view of. */
  Optional<Part> of(SourceValue value) {
    Optional<AbstractInsnNode> origin = code.origin(value);
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    if (origin.get() instanceof MethodInsnNode call && isView(call)) {
      return code.stack(call, Type.getArgumentTypes(call.desc).length).flatMap(this::of);
    }
    return origin.get().getOpcode() == Opcodes.AALOAD
        ? code.stack(origin.get(), 1).flatMap(this::of)
        : exactly(origin.get());
  }

  /** The part that a value is. */
  Optional<Part> exactly(SourceValue value) {
    return code.origin(value).flatMap(this::exactly);
  }

  private Optional<Part> exactly(AbstractInsnNode origin) {
    if (origin instanceof FieldInsnNode field) {
      return of(field);
    }
    return origin instanceof VarInsnNode load
        ? code.parameterInSlot(load.var).stream().mapToObj(Part::of).findFirst()
        : Optional.empty();
  }

  /** {@code toCompletableFuture()} is as complete as what it is called on. */
  private boolean isView(MethodInsnNode call) {
    return call.getOpcode() != Opcodes.INVOKESTATIC
        && (Elements.keeps(call.owner, call.name)
            || bodies.facts(owner, call).completeAfter().contains(Fact.THIS));
  }

  private Optional<Part> of(FieldInsnNode field) {
    if (code.sets(field)) {
      return Optional.empty();
    }
    Optional<Part> object =
        field.getOpcode() == Opcodes.GETSTATIC
            ? Optional.of(Part.THIS)
            : code.stack(field, 0).flatMap(this::exactly);
    return object.flatMap(
        part ->
            bodies
                .symbols()
                .type(owner, field.owner)
                .flatMap(type -> bodies.symbols().field(type, field.name))
                .map(symbol -> part.then(new Reference(List.of(symbol)))));
  }
}
