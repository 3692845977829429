package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.lang.model.element.Modifier;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The operations of methods in class files.
 *
 * <p>Left out are monitors, code that only exception handlers reach, lambdas that are not inline,
 * calls into the JDK that no model mentions, and whatever a guard keeps away from threads that must
 * not block.
 */
public final class ClassFileBodies {
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
    List<Operation> result = new ArrayList<>();
    for (int i = reachable.nextSetBit(0); i >= 0; i = reachable.nextSetBit(i + 1)) {
      if (code.instructions().get(i) instanceof MethodInsnNode call) {
        reader.read(call, result);
      }
    }
    return result;
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

    boolean isGuardOpen(MethodInsnNode test, boolean truth) {
      return facts(test)
          .get(Fact.Guard.class)
          .filter(guard -> guard.mayBlock() == truth)
          .isPresent();
    }

    /** Whether the paths to {@code join} all come from a test that what it waits for is done. */
    private boolean isProvenDone(MethodInsnNode join) {
      Optional<String> awaited = hasTests() ? receiver(join) : Optional.empty();
      return awaited.isPresent()
          && !code.reachable(
                  (test, truth) ->
                      isGuardOpen(test, truth)
                          || (truth
                              && facts(test).get(Fact.Done.class).isPresent()
                              && receiver(test).equals(awaited)))
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
      if (!models.mentions(memberName(call))) {
        return Facts.NONE;
      }
      return call(call)
          .map(found -> models.facts(found.method(), found.receiverType()))
          .orElse(Facts.NONE);
    }

    void read(MethodInsnNode instruction, List<Operation> result) {
      boolean isPlatform =
          instruction.owner.startsWith("java/")
              || instruction.owner.startsWith("jdk/")
              || instruction.owner.startsWith("[");
      if (isPlatform && !models.mentions(memberName(instruction))) {
        return;
      }
      if (instruction.name.startsWith("access$")) {
        // Accessors of nested classes, which older compilers made, are no symbols of the compiler.
        symbols
            .type(owner, instruction.owner)
            .flatMap(
                type ->
                    code(type, instruction.name, instruction.desc)
                        .map(accessor -> operations(type, accessor)))
            .ifPresent(result::addAll);
        return;
      }
      Optional<Operation.Call> found = call(instruction);
      if (found.isEmpty()) {
        return;
      }
      Operation.Call call = found.get();
      addInline(instruction, call, result);
      if (!isProvenDone(instruction)) {
        result.add(call);
      }
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
                                  List.of())));
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
          arguments);
    }

    private static boolean isExact(MethodSymbol method, boolean isSpecial) {
      return isSpecial
          || method.isStatic()
          || method.getModifiers().contains(Modifier.PRIVATE)
          || method.getModifiers().contains(Modifier.FINAL);
    }

    private static String memberName(MethodInsnNode call) {
      return call.name.equals("<init>") ? Subject.CONSTRUCTOR : call.name;
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
