package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls in class files prove by returning: tests and guards that a model knows, and helpers
 * around those.
 */
final class ClassFileHelpers {
  /** Helpers are small: larger methods are not read to find out what they prove. */
  private static final int MOST_INSTRUCTIONS = 150;

  /** How many helpers may be wrapped into each other. */
  private static final int MOST_HOPS = 5;

  /** A method, and what it returned if that matters. */
  private record Key(ClassSymbol owner, String name, String descriptor, Optional<Boolean> result) {}

  private final ClassFileBodies bodies;
  private final Map<Key, Outcome> known = new HashMap<>();
  private final Set<Key> beingRead = new HashSet<>();

  ClassFileHelpers(ClassFileBodies bodies) {
    this.bodies = bodies;
  }

  /**
   * What is known when a method that somebody calls in the source has returned.
   *
   * @param result what it returned, if that matters
   */
  Outcome outcome(MethodSymbol method, Optional<Boolean> result) {
    ClassSymbol owner = (ClassSymbol) method.owner;
    return Bodies.isPlatform(owner)
        ? Outcome.NONE
        : outcome(
            new Key(owner, method.name.toString(), bodies.symbols().descriptor(method), result));
  }

  /** What is known when a call in a class file has returned {@code result}. */
  Outcome outcome(ClassSymbol caller, MethodInsnNode call, Optional<Boolean> result) {
    boolean isTest = call.desc.endsWith(")Z");
    if (result.isPresent() && !isTest) {
      return Outcome.NONE;
    }
    Facts facts = bodies.facts(caller, call);
    boolean isGuard = facts.get(Fact.Guard.class).isPresent();
    boolean isDone = facts.get(Fact.Done.class).isPresent();
    if (isGuard || isDone) {
      return result.map(truth -> modelled(facts, truth)).orElse(Outcome.NONE);
    }
    return isNear(caller, call)
        ? bodies
            .symbols()
            .type(caller, call.owner)
            .map(owner -> outcome(new Key(owner, call.name, call.desc, result)))
            .orElse(Outcome.NONE)
        : Outcome.NONE;
  }

  private static Outcome modelled(Facts facts, boolean truth) {
    boolean mayBlock =
        facts.get(Fact.Guard.class).filter(guard -> guard.mayBlock() == truth).isPresent();
    boolean isDone = truth && facts.get(Fact.Done.class).isPresent();
    return new Outcome(mayBlock, isDone ? Set.of(Part.THIS) : Set.of());
  }

  /** Whether it is a method of the same package; others are not read for what they prove. */
  private static boolean isNear(ClassSymbol caller, MethodInsnNode call) {
    int end = call.owner.lastIndexOf('/');
    return end >= 0
        && caller.packge().fullname.contentEquals(call.owner.substring(0, end).replace('/', '.'));
  }

  private Outcome outcome(Key key) {
    Outcome remembered = known.get(key);
    if (remembered != null) {
      return remembered;
    }
    if (beingRead.size() >= MOST_HOPS || !beingRead.add(key)) {
      return Outcome.NONE;
    }
    try {
      Outcome outcome =
          bodies
              .code(key.owner(), key.name(), key.descriptor())
              .filter(code -> code.instructions().size() <= MOST_INSTRUCTIONS)
              .map(code -> new ClassFileTests(bodies, key.owner(), code).outcome(key.result()))
              .orElse(Outcome.NONE);
      known.put(key, outcome);
      return outcome;
    } finally {
      beingRead.remove(key);
    }
  }
}
