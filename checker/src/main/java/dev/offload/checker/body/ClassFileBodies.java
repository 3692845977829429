package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.Subject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.objectweb.asm.Type;
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
  private final ClassFileHelpers helpers = new ClassFileHelpers(this);

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

  Optional<MethodCode> code(ClassSymbol owner, String name, String descriptor) {
    return files
        .method(owner, name, descriptor)
        .map(node -> new MethodCode(internalName(owner), node));
  }

  ClassFileHelpers helpers() {
    return helpers;
  }

  ClassFileSymbols symbols() {
    return symbols;
  }

  private List<Operation> operations(ClassSymbol owner, MethodCode code) {
    ClassFileTests tests = new ClassFileTests(this, owner, code);
    ClassFileCalls calls = new ClassFileCalls(this, owner, code, tests, types);
    BitSet reachable = tests.reachable();
    Map<Premise, BitSet> reachableIf = tests.reachableIf();
    List<Operation> result = new ArrayList<>();
    for (int i = reachable.nextSetBit(0); i >= 0; i = reachable.nextSetBit(i + 1)) {
      if (code.instructions().get(i) instanceof MethodInsnNode call) {
        Set<Premise> unless = unless(i, reachableIf);
        for (Operation operation : read(call, owner, calls)) {
          result.add(operation.unless(unless));
        }
      }
    }
    return result;
  }

  /** The premises under which an instruction does not run. */
  private static Set<Premise> unless(int index, Map<Premise, BitSet> reachableIf) {
    Set<Premise> result = new HashSet<>();
    reachableIf.forEach(
        (premise, reached) -> {
          if (!reached.get(index)) {
            result.add(premise);
          }
        });
    return result;
  }

  private List<Operation> read(
      MethodInsnNode instruction, ClassSymbol owner, ClassFileCalls calls) {
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
    Optional<Operation.Call> found = calls.of(instruction);
    if (found.isEmpty()) {
      return List.of();
    }
    Operation.Call call = found.get();
    List<Operation> result = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      // What the called method runs before it returns happens here.
      Optional<Operation.Call> function = calls.function(instruction, i);
      if (function.isPresent()
          && inlineParameters.isInline(call.method(), call.receiverType(), i)) {
        result.add(function.get());
      }
    }
    result.add(call);
    return result;
  }

  /**
   * The call whose result a method returns.
   *
   * @param members the parameters without which the result is not complete
   */
  record Returned(Facts facts, List<Integer> members) {}

  /** The call whose result a method returns on every path. */
  Optional<Returned> returned(MethodSymbol method) {
    Optional<MethodCode> code = code(method);
    return code.flatMap(MethodCode::returnedCall)
        .map(call -> returned((ClassSymbol) method.owner, code.get(), call));
  }

  private Returned returned(ClassSymbol owner, MethodCode code, MethodInsnNode call) {
    Facts facts = facts(owner, call);
    int count = Type.getArgumentTypes(call.desc).length;
    List<Integer> members = new ArrayList<>();
    for (int operand : facts.completeAfter()) {
      code.stack(call, count - 1 - operand)
          .map(code::parameter)
          .orElse(OptionalInt.empty())
          .ifPresent(members::add);
    }
    return new Returned(facts, members);
  }

  Facts facts(ClassSymbol owner, MethodInsnNode call) {
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
}
