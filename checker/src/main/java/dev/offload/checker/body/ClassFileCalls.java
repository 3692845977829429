package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Makes {@link Operation.Call}s out of the instructions of one method. */
final class ClassFileCalls {
  private final ClassFileBodies bodies;
  private final ClassSymbol owner;
  private final MethodCode code;
  private final ClassFileTests tests;
  private final ClassFileParts parts;
  private final ClassFileSymbols symbols;
  private final Types types;
  private final ClassFileFunctions functions;

  ClassFileCalls(
      ClassFileBodies bodies,
      ClassSymbol owner,
      MethodCode code,
      ClassFileTests tests,
      Types types) {
    this.bodies = bodies;
    this.owner = owner;
    this.code = code;
    this.tests = tests;
    this.parts = new ClassFileParts(bodies, owner, code);
    this.symbols = bodies.symbols();
    this.types = types;
    this.functions = new ClassFileFunctions(owner, code, symbols, this);
  }

  /** The call that a lambda or method reference makes when it is run, given as an argument. */
  Optional<Operation.Call> function(MethodInsnNode call, int argument) {
    return functions.of(call, argument);
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
      arguments.add(operand(instruction, count - 1 - i));
    }
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
        receiver(instruction),
        arguments,
        Set.of());
  }

  /** What a call is made on; for a static method, its class. */
  Operand receiver(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        ? statics(call)
        : operand(call, Type.getArgumentTypes(call.desc).length);
  }

  /** The value below the top of the stack before an instruction. */
  Operand operand(AbstractInsnNode instruction, int depth) {
    return code.stack(instruction, depth)
        .<Operand>map(value -> new StackOperand(instruction, value))
        .orElse(Operand.UNKNOWN);
  }

  static boolean isExact(MethodSymbol method, boolean isSpecial) {
    return isSpecial
        || method.isStatic()
        || method.getModifiers().contains(Modifier.PRIVATE)
        || method.getModifiers().contains(Modifier.FINAL);
  }

  /** The class of a static method that is called here. */
  Operand statics(AbstractInsnNode instruction) {
    return new StaticOperand(instruction);
  }

  /** The class that a static method is called on: all that counts is its static fields. */
  private final class StaticOperand implements Operand {
    private final AbstractInsnNode instruction;

    StaticOperand(AbstractInsnNode instruction) {
      this.instruction = instruction;
    }

    @Override
    public Set<Reference> completeParts() {
      Set<Reference> result = new HashSet<>();
      for (Part part : tests.completeAt(instruction)) {
        if (part.rest().isStatic()) {
          result.add(part.rest());
        }
      }
      return result;
    }

    @Override
    public Optional<Part> part() {
      return Optional.of(Part.THIS);
    }
  }

  /** A value on the operand stack. */
  private final class StackOperand implements Operand {
    private final AbstractInsnNode instruction;
    private final SourceValue value;

    StackOperand(AbstractInsnNode instruction, SourceValue value) {
      this.instruction = instruction;
      this.value = value;
    }

    /** What is known about the call that made it. */
    private Facts facts() {
      return origin()
          .filter(MethodInsnNode.class::isInstance)
          .map(made -> bodies.facts(owner, (MethodInsnNode) made))
          .orElse(Facts.NONE);
    }

    private Optional<AbstractInsnNode> origin() {
      return code.origin(value);
    }

    @Override
    public boolean isComplete() {
      List<Operand> choices = choices();
      return choices.isEmpty()
          ? isNull().orElse(false)
              || facts().get(Fact.Complete.class).isPresent()
              || tests.isComplete(value, instruction)
          : choices.stream().allMatch(Operand::isComplete);
    }

    @Override
    public Set<Reference> completeParts() {
      Set<Reference> result = new HashSet<>();
      Optional<Part> own = parts.exactly(value);
      if (own.isPresent()) {
        for (Part part : tests.completeAt(instruction)) {
          if (part.parameter() == own.get().parameter()) {
            part.rest().behind(own.get().rest()).filter(Reference::isMember).ifPresent(result::add);
          }
        }
      }
      return result;
    }

    @Override
    public Optional<Part> part() {
      return parts.of(value);
    }

    @Override
    public List<Operand> choices() {
      Set<AbstractInsnNode> origins = code.origins(value);
      return origins.size() < 2
          ? List.of()
          : origins.stream()
              .<Operand>map(
                  each -> new StackOperand(instruction, new SourceValue(value.size, each)))
              .toList();
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
