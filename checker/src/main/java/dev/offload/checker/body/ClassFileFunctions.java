package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The code behind lambdas and method references in the byte code of one method. */
final class ClassFileFunctions {
  private final ClassSymbol owner;
  private final MethodCode code;
  private final ClassFileSymbols symbols;
  private final ClassFileCalls calls;

  ClassFileFunctions(
      ClassSymbol owner, MethodCode code, ClassFileSymbols symbols, ClassFileCalls calls) {
    this.owner = owner;
    this.code = code;
    this.symbols = symbols;
    this.calls = calls;
  }

  /** The call that a lambda or method reference makes when it is run, given as an argument. */
  Optional<Operation.Call> of(MethodInsnNode instruction, int argument) {
    int count = Type.getArgumentTypes(instruction.desc).length;
    return code.stack(instruction, count - 1 - argument)
        .flatMap(code::origin)
        .filter(InvokeDynamicInsnNode.class::isInstance)
        .flatMap(made -> function((InvokeDynamicInsnNode) made, elementOf(instruction, argument)));
  }

  /** What a function is given: elements of what the call that runs it is made on. */
  private Operand elementOf(MethodInsnNode instruction, int argument) {
    Optional<MethodInsnNode> source =
        instruction.getOpcode() == Opcodes.INVOKESTATIC
            ? new ClassFileCollectors(code).collection(instruction, argument)
            : Optional.of(instruction);
    return source
        .<Operand>map(call -> new ElementOperand(calls.receiver(call)))
        .orElse(Operand.UNKNOWN);
  }

  /** An element of a collection: what is known of all elements is known of it. */
  private record ElementOperand(Operand collection) implements Operand {
    @Override
    public boolean isComplete() {
      return collection.isComplete();
    }

    @Override
    public Optional<Part> part() {
      return collection.part();
    }
  }

  private Optional<Operation.Call> function(InvokeDynamicInsnNode made, Operand element) {
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
                    .map(method -> function(made, handle, type, method, element)));
  }

  /** A function is given what it has captured, and then elements. */
  private Operation.Call function(
      InvokeDynamicInsnNode made,
      Handle handle,
      ClassSymbol type,
      MethodSymbol method,
      Operand element) {
    boolean hasReceiver = !method.isStatic() && !method.isConstructor();
    int captured = Type.getArgumentTypes(made.desc).length;
    int count = Type.getArgumentTypes(handle.getDesc()).length + (hasReceiver ? 1 : 0);
    List<Operand> given = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      given.add(i < captured ? calls.operand(made, captured - 1 - i) : element);
    }
    return new Operation.Call(
        Optional.empty(),
        method,
        type.type,
        ClassFileCalls.isExact(method, handle.getTag() == Opcodes.H_INVOKESPECIAL),
        hasReceiver ? given.get(0) : calls.statics(made),
        hasReceiver ? given.subList(1, count) : given,
        Set.of());
  }
}
