package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

/**
 * The operations of methods in class files.
 *
 * <p>Left out are monitors, code that only exception handlers reach, lambdas that are not inline,
 * calls into the JDK that no model mentions, and whatever a guard keeps away from threads that must
 * not block.
 */
public final class ClassFileBodies {
  /** How many helpers a guard may be wrapped into. */
  private static final int MOST_HOPS = 5;

  /** Beyond this many, what a method's callers know does not count. */
  private static final int MOST_PREMISES = 16;

  private final ClassFiles files = new ClassFiles();
  private final ClassFileSymbols symbols;
  private final ModelIndex models;
  private final Types types;
  private final InlineParameters inlineParameters;

  public ClassFileBodies(
      Symtab symtab,
      Names names,
      Types types,
      Hierarchy hierarchy,
      ModelIndex models,
      InlineParameters inlineParameters) {
    this.symbols = new ClassFileSymbols(symtab, names, types, hierarchy);
    this.models = models;
    this.types = types;
    this.inlineParameters = inlineParameters;
  }

  Optional<Body> body(MethodSymbol method) {
    return code(method).map(code -> new Body(false, operations((ClassSymbol) method.owner, code)));
  }

  /** The byte code of a method that is not the JDK's. */
  Optional<MethodCode> code(MethodSymbol method) {
    ClassSymbol owner = (ClassSymbol) method.owner;
    if (Bodies.isPlatform(owner)) {
      return Optional.empty();
    }
    return code(owner, method.name.toString(), symbols.descriptor(method));
  }

  private Optional<MethodCode> code(ClassSymbol owner, String name, String descriptor) {
    return files
        .method(owner, name, descriptor)
        .map(node -> new MethodCode(internalName(owner), node));
  }

  ClassFileSymbols symbols() {
    return symbols;
  }

  private List<Operation> operations(ClassSymbol owner, MethodCode code) {
    Reader reader = new Reader(owner, code);
    BitSet reachable = code.reachable(reader::isGuardOpen);
    Map<Premise, BitSet> reachableIf = reader.reachableIf();
    List<Operation> result = new ArrayList<>();
    for (int i = reachable.nextSetBit(0); i >= 0; i = reachable.nextSetBit(i + 1)) {
      if (code.instructions().get(i) instanceof MethodInsnNode call) {
        Set<Premise> unless = new HashSet<>();
        int index = i;
        reachableIf.forEach(
            (premise, reached) -> {
              if (!reached.get(index)) {
                unless.add(premise);
              }
            });
        reader.read(call).forEach(operation -> result.add(operation.unless(unless)));
      }
    }
    return result;
  }

  /** The guard that a call is; or that a helper of the same class is, which returns its value. */
  private Optional<Fact.Guard> guard(ClassSymbol owner, MethodInsnNode test, int hops) {
    Optional<Fact.Guard> own = facts(owner, test).get(Fact.Guard.class);
    boolean isHelper = test.desc.endsWith(")Z") && test.owner.equals(internalName(owner));
    return own.isPresent() || !isHelper || hops > MOST_HOPS
        ? own
        : code(owner, test.name, test.desc)
            .flatMap(MethodCode::returnedCall)
            .flatMap(returned -> guard(owner, returned, hops + 1));
  }

  private Facts facts(ClassSymbol owner, MethodInsnNode call) {
    if (!models.mentions(memberName(call))) {
      return Facts.NONE;
    }
    return symbols
        .type(owner, call.owner)
        .flatMap(
            type ->
                symbols
                    .method(type, call.name, call.desc)
                    .map(method -> models.facts(method, type.type)))
        .orElse(Facts.NONE);
  }

  private static String memberName(MethodInsnNode call) {
    return call.name.equals("<init>") ? Subject.CONSTRUCTOR : call.name;
  }

  private static String internalName(ClassSymbol type) {
    return type.flatName().toString().replace('.', '/');
  }

  /** Reads the calls of one method. */
  private final class Reader {
    private final ClassSymbol owner;
    private final MethodCode code;
    private Boolean hasTests;

    Reader(ClassSymbol owner, MethodCode code) {
      this.owner = owner;
      this.code = code;
    }

    boolean isGuardOpen(AbstractInsnNode test, boolean truth) {
      return test instanceof MethodInsnNode call
          && guard(owner, call, 0).filter(guard -> guard.mayBlock() == truth).isPresent();
    }

    /** For each premise about a tested parameter, the instructions that run where it holds. */
    Map<Premise, BitSet> reachableIf() {
      Map<Premise, BitSet> result = new HashMap<>();
      for (AbstractInsnNode test : code.parameterTests()) {
        for (Premise premise : premises(test)) {
          if (result.size() < MOST_PREMISES && !result.containsKey(premise)) {
            result.put(
                premise,
                code.reachable(
                    (each, truth) ->
                        isGuardOpen(each, truth) || contradicts(premise, each, truth)));
          }
        }
      }
      return result;
    }

    private List<Premise> premises(AbstractInsnNode test) {
      int parameter = code.testedParameter(test).orElseThrow();
      return switch (test.getOpcode()) {
        case Opcodes.ILOAD ->
            List.of(
                new Premise.Is(parameter, Property.TRUE),
                new Premise.Is(parameter, Property.FALSE));
        case Opcodes.ALOAD ->
            List.of(
                new Premise.Is(parameter, Property.NULL),
                new Premise.Is(parameter, Property.NOT_NULL));
        default ->
            symbols
                .type(owner, ((TypeInsnNode) test).desc)
                .map(type -> List.<Premise>of(new Premise.IsNo(parameter, type)))
                .orElse(List.of());
      };
    }

    /** Whether a test cannot come out as {@code truth} where {@code premise} holds. */
    private boolean contradicts(Premise premise, AbstractInsnNode test, boolean truth) {
      if (test instanceof MethodInsnNode
          || code.testedParameter(test).orElse(Fact.THIS) != premise.parameter()) {
        return false;
      }
      if (premise instanceof Premise.IsNo no) {
        return truth
            && test instanceof TypeInsnNode is
            && symbols.type(owner, is.desc).filter(no.type()::equals).isPresent();
      }
      return switch (((Premise.Is) premise).property()) {
        case TRUE -> test.getOpcode() == Opcodes.ILOAD && !truth;
        case FALSE -> test.getOpcode() == Opcodes.ILOAD && truth;
        case NULL -> test.getOpcode() == Opcodes.ALOAD && !truth;
        case NOT_NULL -> test.getOpcode() == Opcodes.ALOAD && truth;
        default -> false;
      };
    }

    /** Whether the paths to {@code join} all come from a test that what it waits for is done. */
    private boolean isProvenDone(MethodInsnNode join) {
      Optional<String> awaited = hasTests() ? receiver(join) : Optional.empty();
      return awaited.isPresent()
          && !code.reachable(
                  (test, truth) ->
                      isGuardOpen(test, truth)
                          || (truth
                              && test instanceof MethodInsnNode call
                              && facts(call).get(Fact.Done.class).isPresent()
                              && receiver(call).equals(awaited)))
              .get(code.instructions().indexOf(join));
    }

    private boolean hasTests() {
      if (hasTests == null) {
        hasTests = false;
        for (AbstractInsnNode each : code.instructions()) {
          hasTests |=
              each instanceof MethodInsnNode call
                  && call.desc.endsWith(")Z")
                  && facts(call).get(Fact.Done.class).isPresent();
        }
      }
      return hasTests;
    }

    private Optional<String> receiver(MethodInsnNode call) {
      return call.getOpcode() == Opcodes.INVOKESTATIC
          ? Optional.empty()
          : code.stack(call, Type.getArgumentTypes(call.desc).length).flatMap(code::identity);
    }

    private Facts facts(MethodInsnNode call) {
      return ClassFileBodies.this.facts(owner, call);
    }

    List<Operation> read(MethodInsnNode instruction) {
      boolean isPlatform =
          instruction.owner.startsWith("java/")
              || instruction.owner.startsWith("jdk/")
              || instruction.owner.startsWith("[");
      if (isPlatform && !models.mentions(memberName(instruction))) {
        return List.of();
      }
      if (instruction.name.startsWith("access$")) {
        // Accessors of nested classes, which older compilers made, are no symbols of the compiler.
        return symbols
            .type(owner, instruction.owner)
            .flatMap(
                type ->
                    code(type, instruction.name, instruction.desc)
                        .map(accessor -> operations(type, accessor)))
            .orElse(List.of());
      }
      Optional<Operation.Call> found = call(instruction);
      if (found.isEmpty()) {
        return List.of();
      }
      Operation.Call call = found.get();
      List<Operation> result = new ArrayList<>();
      addInline(instruction, call, result);
      if (!isProvenDone(instruction)) {
        result.add(call);
      }
      return result;
    }

    /** Adds what the lambdas and method references do that the called method runs inline. */
    private void addInline(
        MethodInsnNode instruction, Operation.Call call, List<Operation> result) {
      int count = Type.getArgumentTypes(instruction.desc).length;
      for (int i = 0; i < count; i++) {
        Optional<Operation.Call> body =
            code.stack(instruction, count - 1 - i)
                .flatMap(code::origin)
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .flatMap(made -> implementation((InvokeDynamicInsnNode) made));
        if (body.isPresent() && inlineParameters.isInline(call.method(), call.receiverType(), i)) {
          result.add(body.get());
        }
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

    private Optional<Operation.Call> call(MethodInsnNode instruction) {
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

      private Optional<AbstractInsnNode> origin() {
        return code.stack(instruction, depth).flatMap(code::origin);
      }

      @Override
      public boolean isComplete() {
        return producer()
            .flatMap(
                made -> models.facts(made.method(), made.receiverType()).get(Fact.Complete.class))
            .isPresent();
      }

      @Override
      public OptionalInt parameter() {
        OptionalInt parameter =
            code.stack(instruction, depth).map(code::parameter).orElse(OptionalInt.empty());
        return parameter.isPresent() && parameter.getAsInt() >= 0 ? parameter : OptionalInt.empty();
      }

      @Override
      public OptionalLong constant() {
        return origin().map(ByteCode::constant).orElse(OptionalLong.empty());
      }

      @Override
      public Optional<Boolean> truth() {
        OptionalLong constant = constant();
        boolean isBoolean = constant.isPresent() && (constant.getAsLong() & ~1L) == 0;
        return isBoolean ? Optional.of(constant.getAsLong() == 1) : Optional.empty();
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
          return ByteCode.constructorCall(code, origin.get()).flatMap(Reader.this::call);
        }
        return origin.get() instanceof MethodInsnNode made ? call(made) : Optional.empty();
      }

      @Override
      public Optional<VarSymbol> field() {
        return origin()
            .filter(FieldInsnNode.class::isInstance)
            .map(FieldInsnNode.class::cast)
            .flatMap(
                read ->
                    symbols
                        .type(owner, read.owner)
                        .flatMap(type -> symbols.field(type, read.name)));
      }
    }
  }
}
