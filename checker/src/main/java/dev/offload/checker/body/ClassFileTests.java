package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.body.Premise.Property;
import dev.offload.checker.model.Fact;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.SourceValue;

/** What the tests in the byte code of one method say about the instructions behind them. */
final class ClassFileTests {
  /** Beyond this many, what a method's callers know does not count. */
  private static final int MOST_PREMISES = 16;

  private final ClassFileBodies bodies;
  private final ClassSymbol owner;
  private final MethodCode code;
  private final CodePaths paths;
  private final ClassFileParts parts;

  /** Where a value is not known to be complete, by its identity. */
  private final Map<String, BitSet> pending = new HashMap<>();

  private Optional<Map<String, Optional<Part>>> tested = Optional.empty();

  ClassFileTests(ClassFileBodies bodies, ClassSymbol owner, MethodCode code) {
    this.bodies = bodies;
    this.owner = owner;
    this.code = code;
    this.paths = new CodePaths(code);
    this.parts = new ClassFileParts(bodies, owner, code);
  }

  /** The instructions that no guard keeps away from threads that must not block. */
  BitSet reachable() {
    return paths.reachable(new Guards());
  }

  /** What leads to code that threads which must not block never run. */
  private class Guards implements CodePaths.Barrier {
    @Override
    public boolean bars(AbstractInsnNode test, boolean truth) {
      return test instanceof MethodInsnNode call && bars(outcome(call, Optional.of(truth)), call);
    }

    @Override
    public boolean endsAt(MethodInsnNode call) {
      return bars(outcome(call, Optional.empty()), call)
          || Preconditions.condition(call, code)
              .filter(condition -> isBarred(condition, true, new Tests(this)))
              .isPresent();
    }

    boolean bars(Outcome outcome, MethodInsnNode call) {
      return outcome.mayBlock();
    }
  }

  /** What another barrier makes of tests, without the methods that throw. */
  private record Tests(CodePaths.Barrier whole) implements CodePaths.Barrier {
    @Override
    public boolean bars(AbstractInsnNode test, boolean truth) {
      return whole.bars(test, truth);
    }

    @Override
    public boolean endsAt(MethodInsnNode call) {
      return false;
    }
  }

  private Outcome outcome(MethodInsnNode call, Optional<Boolean> result) {
    return bodies.helpers().outcome(owner, call, result);
  }

  /** What is known when this method has returned, or has returned {@code result}. */
  Outcome outcome(Optional<Boolean> result) {
    if (!hasProofs()) {
      return Outcome.NONE;
    }
    if (isPassed(new Guards(), result)) {
      return new Outcome(true, Set.of());
    }
    Set<Part> complete = new HashSet<>();
    tested()
        .forEach(
            (identity, part) ->
                part.filter(known -> isPassed(new Complete(identity), result))
                    .ifPresent(complete::add));
    return new Outcome(false, complete);
  }

  /** Whether the method returns, or returns {@code result}, only on paths that do not count. */
  private boolean isPassed(CodePaths.Barrier barrier, Optional<Boolean> result) {
    BitSet reached = paths.reachable(barrier);
    for (AbstractInsnNode each : code.instructions()) {
      if (each.getOpcode() >= Opcodes.IRETURN
          && each.getOpcode() <= Opcodes.RETURN
          && reached.get(code.instructions().indexOf(each))
          && !result
              .flatMap(truth -> code.stack(each, 0).map(value -> isBarred(value, truth, barrier)))
              .orElse(false)) {
        return false;
      }
    }
    return true;
  }

  /** For each premise about a tested parameter, the instructions that run where it holds. */
  Map<Premise, BitSet> reachableIf() {
    Map<Premise, BitSet> result = new HashMap<>();
    for (AbstractInsnNode test : paths.parameterTests()) {
      for (Premise premise : premises(test)) {
        if (result.size() < MOST_PREMISES && !result.containsKey(premise)) {
          result.put(premise, paths.reachable(new Held(premise)));
        }
      }
    }
    return result;
  }

  private List<Premise> premises(AbstractInsnNode test) {
    int parameter = paths.testedParameter(test).orElseThrow();
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

  /** What leads elsewhere where a premise holds. */
  private final class Held extends Guards {
    private final Premise premise;

    Held(Premise premise) {
      this.premise = premise;
    }

    @Override
    public boolean bars(AbstractInsnNode test, boolean truth) {
      return contradicts(test, truth) || super.bars(test, truth);
    }

    /** Whether a test cannot come out as {@code truth}. */
    private boolean contradicts(AbstractInsnNode test, boolean truth) {
      if (test instanceof MethodInsnNode
          || paths.testedParameter(test).orElse(Fact.THIS) != premise.parameter()) {
        return false;
      }
      if (premise instanceof Premise.IsNo no) {
        return truth
            && test instanceof TypeInsnNode is
            && bodies.symbols().type(owner, is.desc).filter(no.type()::equals).isPresent();
      }
      return premise instanceof Premise.Is is
          && switch (is.property()) {
            case TRUE -> test.getOpcode() == Opcodes.ILOAD && !truth;
            case FALSE -> test.getOpcode() == Opcodes.ILOAD && truth;
            case NULL -> test.getOpcode() == Opcodes.ALOAD && !truth;
            case NOT_NULL -> test.getOpcode() == Opcodes.ALOAD && truth;
            default -> false;
          };
    }
  }

  /** Whether the paths to an instruction all come from a proof that a value is complete. */
  boolean isComplete(SourceValue value, AbstractInsnNode at) {
    return !tested().isEmpty()
        && code.identity(value)
            .filter(tested()::containsKey)
            .filter(identity -> isComplete(identity, at))
            .isPresent();
  }

  private boolean isComplete(String identity, AbstractInsnNode at) {
    BitSet paths = pending.get(identity);
    if (paths == null) {
      paths = this.paths.reachable(new Complete(identity));
      pending.put(identity, paths);
    }
    return !paths.get(code.instructions().indexOf(at));
  }

  /** The parts that are known to be complete at an instruction. */
  Set<Part> completeAt(AbstractInsnNode at) {
    Set<Part> result = new HashSet<>();
    tested()
        .forEach(
            (identity, part) ->
                part.filter(known -> isComplete(identity, at)).ifPresent(result::add));
    return result;
  }

  /** What proves that a value is complete. */
  private final class Complete extends Guards {
    private final String identity;

    Complete(String identity) {
      this.identity = identity;
    }

    @Override
    boolean bars(Outcome outcome, MethodInsnNode call) {
      return super.bars(outcome, call)
          || outcome.complete().stream()
              .anyMatch(part -> identity(part, call).filter(identity::equals).isPresent());
    }
  }

  /** What the caller calls a part of what it calls a method with. */
  private Optional<String> identity(Part part, MethodInsnNode call) {
    return given(part, call)
        .flatMap(code::identity)
        .map(
            start -> {
              StringBuilder name = new StringBuilder(start);
              part.rest().path().forEach(symbol -> name.append('.').append(symbol.name));
              return name.toString();
            });
  }

  private Optional<SourceValue> given(Part part, MethodInsnNode call) {
    int count = Type.getArgumentTypes(call.desc).length;
    boolean isMissing = part.parameter() == Fact.THIS && call.getOpcode() == Opcodes.INVOKESTATIC;
    return isMissing ? Optional.empty() : code.stack(call, count - 1 - part.parameter());
  }

  private boolean hasProofs() {
    for (AbstractInsnNode each : code.instructions()) {
      if (each instanceof MethodInsnNode call
          && outcomes(call).stream().anyMatch(outcome -> !outcome.equals(Outcome.NONE))) {
        return true;
      }
    }
    return false;
  }

  /** The values that this code tests for completion, by identity, and what callers call them. */
  private Map<String, Optional<Part>> tested() {
    if (tested.isEmpty()) {
      Map<String, Optional<Part>> result = new LinkedHashMap<>();
      for (AbstractInsnNode each : code.instructions()) {
        if (each instanceof MethodInsnNode call) {
          for (Outcome outcome : outcomes(call)) {
            outcome.complete().forEach(part -> addTested(part, call, result));
          }
        }
      }
      tested = Optional.of(result);
    }
    return tested.get();
  }

  private List<Outcome> outcomes(MethodInsnNode call) {
    return List.of(
        outcome(call, Optional.empty()),
        outcome(call, Optional.of(true)),
        outcome(call, Optional.of(false)));
  }

  private void addTested(Part part, MethodInsnNode call, Map<String, Optional<Part>> result) {
    Optional<Part> known =
        given(part, call).flatMap(parts::exactly).map(start -> start.then(part.rest()));
    identity(part, call).ifPresent(identity -> result.put(identity, known));
  }

  /** Whether a value is {@code truth} only on paths that a barrier keeps from counting. */
  private boolean isBarred(SourceValue value, boolean truth, CodePaths.Barrier barrier) {
    BitSet reached = paths.reachable(barrier);
    for (AbstractInsnNode made : code.origins(value)) {
      boolean isOther = made.getOpcode() == (truth ? Opcodes.ICONST_0 : Opcodes.ICONST_1);
      int index = code.instructions().indexOf(made);
      if (!isOther && (index < 0 || reached.get(index)) && !barrier.bars(made, truth)) {
        return false;
      }
    }
    return true;
  }
}
