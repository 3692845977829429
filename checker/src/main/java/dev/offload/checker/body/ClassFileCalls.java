package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Makes {@link Operation.Call}s out of the instructions of one method. */
final class ClassFileCalls {
  private final ClassSymbol owner;
  private final MethodCode code;
  private final ClassFileSymbols symbols;
  private final ModelIndex models;
  private final Types types;

  ClassFileCalls(
      ClassSymbol owner,
      MethodCode code,
      ClassFileSymbols symbols,
      ModelIndex models,
      Types types) {
    this.owner = owner;
    this.code = code;
    this.symbols = symbols;
    this.models = models;
    this.types = types;
  }

  /** The call that an instruction makes; empty if the compiler does not know the method. */
  Optional<Operation.Call> of(MethodInsnNode instruction) {
    return symbols
        .type(owner, instruction.owner)
        .flatMap(
            type ->
                symbols
                    .method(type, instruction.name, instruction.desc)
                    .map(method -> call(instruction, type, method)));
  }

  private Operation.Call call(MethodInsnNode instruction, ClassSymbol type, MethodSymbol method) {
    int count = Type.getArgumentTypes(instruction.desc).length;
    List<Operand> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(new StackOperand(instruction, count - 1 - i));
    }
    boolean isStatic = instruction.getOpcode() == Opcodes.INVOKESTATIC;
    boolean isExact = isExact(method, instruction.getOpcode() == Opcodes.INVOKESPECIAL);
    MethodSymbol target =
        isExact || method.implementation(type, types, true) == null
            ? method
            : method.implementation(type, types, true);
    return new Operation.Call(
        Optional.empty(),
        target,
        type.type,
        isExact || type.getModifiers().contains(Modifier.FINAL),
        isStatic ? Operand.UNKNOWN : new StackOperand(instruction, count),
        arguments,
        Set.of());
  }

  /** The call that a lambda or method reference makes when it is run, given as an argument. */
  Optional<Operation.Call> function(MethodInsnNode instruction, int argument) {
    int count = Type.getArgumentTypes(instruction.desc).length;
    return code.stack(instruction, count - 1 - argument)
        .flatMap(code::origin)
        .filter(InvokeDynamicInsnNode.class::isInstance)
        .flatMap(made -> implementation((InvokeDynamicInsnNode) made))
        .map(
            function ->
                new Operation.Call(
                    function.tree(),
                    function.method(),
                    function.receiverType(),
                    function.isExact(),
                    elementOf(instruction, count),
                    function.arguments(),
                    function.unless()));
  }

  /** What {@code Type::method} is called on: an element of what the call is made on. */
  private Operand elementOf(MethodInsnNode instruction, int depth) {
    return instruction.getOpcode() == Opcodes.INVOKESTATIC
        ? Operand.UNKNOWN
        : new ElementOperand(new StackOperand(instruction, depth));
  }

  /** An element of a collection: all that is known is where that comes from. */
  private record ElementOperand(Operand collection) implements Operand {
    @Override
    public OptionalInt parameter() {
      return collection.parameter();
    }
  }

  private Optional<Operation.Call> implementation(InvokeDynamicInsnNode made) {
    if (!made.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        || !(made.bsmArgs[1] instanceof Handle handle)) {
      return Optional.empty();
    }
    return symbols
        .type(owner, handle.getOwner())
        .flatMap(
            type ->
                symbols
                    .method(type, handle.getName(), handle.getDesc())
                    .map(
                        method ->
                            new Operation.Call(
                                Optional.empty(),
                                method,
                                type.type,
                                isExact(method, handle.getTag() == Opcodes.H_INVOKESPECIAL),
                                Operand.UNKNOWN,
                                List.of(),
                                Set.of())));
  }

  private static boolean isExact(MethodSymbol method, boolean isSpecial) {
    return isSpecial
        || method.isStatic()
        || method.getModifiers().contains(Modifier.PRIVATE)
        || method.getModifiers().contains(Modifier.FINAL);
  }

  /** A value on the operand stack. */
  private final class StackOperand implements Operand {
    private final AbstractInsnNode instruction;
    private final int depth;

    StackOperand(AbstractInsnNode instruction, int depth) {
      this.instruction = instruction;
      this.depth = depth;
    }

    /** What is known about the call that made it. */
    private Facts facts() {
      return producer()
          .map(made -> models.facts(made.method(), made.receiverType()))
          .orElse(Facts.NONE);
    }

    private Optional<AbstractInsnNode> origin() {
      return code.stack(instruction, depth).flatMap(code::origin);
    }

    @Override
    public boolean isComplete() {
      return facts().get(Fact.Complete.class).isPresent();
    }

    @Override
    public OptionalInt parameter() {
      Optional<Operation.Call> view =
          producer()
              .filter(
                  made ->
                      models
                          .facts(made.method(), made.receiverType())
                          .completeAfter()
                          .contains(Fact.THIS));
      if (view.isPresent()) {
        // toCompletableFuture() is as complete as what it is called on.
        return view.get().receiver().parameter();
      }
      OptionalInt parameter =
          code.stack(instruction, depth).map(code::parameter).orElse(OptionalInt.empty());
      return parameter.isPresent() && parameter.getAsInt() >= 0 ? parameter : OptionalInt.empty();
    }

    @Override
    public Optional<String> text() {
      return origin()
          .filter(FieldInsnNode.class::isInstance)
          .map(FieldInsnNode.class::cast)
          .filter(read -> read.owner.equals("java/util/concurrent/TimeUnit"))
          .map(read -> read.name);
    }

    @Override
    public OptionalLong constant() {
      return origin().map(ByteCode::constant).orElse(OptionalLong.empty());
    }

    @Override
    public Optional<Boolean> truth() {
      OptionalLong constant = constant();
      boolean isBoolean = constant.isPresent() && (constant.getAsLong() & ~1L) == 0;
      // In a non-blocking context, a test of the thread has a value that is known.
      return isBoolean
          ? Optional.of(constant.getAsLong() == 1)
          : facts().get(Fact.Guard.class).map(guard -> !guard.mayBlock());
    }

    @Override
    public Optional<Boolean> isNull() {
      return origin()
          .map(AbstractInsnNode::getOpcode)
          .filter(opcode -> opcode == Opcodes.ACONST_NULL || opcode == Opcodes.NEW)
          .map(opcode -> opcode == Opcodes.ACONST_NULL);
    }

    @Override
    public Optional<com.sun.tools.javac.code.Type> created() {
      return origin()
          .filter(made -> made.getOpcode() == Opcodes.NEW)
          .flatMap(made -> symbols.type(owner, ((TypeInsnNode) made).desc))
          .map(type -> type.type);
    }

    @Override
    public Optional<String> string() {
      return origin()
          .filter(LdcInsnNode.class::isInstance)
          .map(load -> ((LdcInsnNode) load).cst)
          .filter(String.class::isInstance)
          .map(String.class::cast);
    }

    @Override
    public Optional<Operation.Call> producer() {
      Optional<AbstractInsnNode> origin = origin();
      if (origin.isEmpty()) {
        return Optional.empty();
      }
      if (origin.get().getOpcode() == Opcodes.NEW) {
        return ByteCode.constructorCall(code, origin.get()).flatMap(ClassFileCalls.this::of);
      }
      return origin.get() instanceof MethodInsnNode made ? of(made) : Optional.empty();
    }

    @Override
    public Optional<VarSymbol> field() {
      return origin()
          .filter(FieldInsnNode.class::isInstance)
          .map(FieldInsnNode.class::cast)
          .flatMap(
              read ->
                  symbols.type(owner, read.owner).flatMap(type -> symbols.field(type, read.name)));
    }
  }
}
