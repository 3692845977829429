package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What the tests in the byte code of one method say about the instructions behind them. */
final class ClassFileTests {
  /** Beyond this many, what a method's callers know does not count. */
  private static final int MOST_PREMISES = 16;

  private final ClassFileBodies bodies;
  private final ClassSymbol owner;
  private final MethodCode code;
  private Boolean hasTests;

  ClassFileTests(ClassFileBodies bodies, ClassSymbol owner, MethodCode code) {
    this.bodies = bodies;
    this.owner = owner;
    this.code = code;
  }

  /** The instructions that no guard keeps away from threads that must not block. */
  BitSet reachable() {
    return code.reachable(this::isGuardOpen);
  }

  private boolean isGuardOpen(AbstractInsnNode test, boolean truth) {
    return test instanceof MethodInsnNode call
        && bodies.guard(owner, call).filter(guard -> guard.mayBlock() == truth).isPresent();
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
                  (each, truth) -> isGuardOpen(each, truth) || contradicts(premise, each, truth)));
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
              new Premise.Is(parameter, Property.TRUE), new Premise.Is(parameter, Property.FALSE));
      case Opcodes.ALOAD ->
          List.of(
              new Premise.Is(parameter, Property.NULL),
              new Premise.Is(parameter, Property.NOT_NULL));
      default ->
          bodies
              .symbols()
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
          && bodies.symbols().type(owner, is.desc).filter(no.type()::equals).isPresent();
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
  boolean isProvenDone(MethodInsnNode join) {
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
    return bodies.facts(owner, call);
  }
}
