package dev.offload.checker.body;

import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds the streams that collectors collect in the byte code of one method. */
final class ClassFileCollectors {
  /** How many collectors may be nested. */
  private static final int MOST_HOPS = 5;

  private final MethodCode code;

  ClassFileCollectors(MethodCode code) {
    this.code = code;
  }

  /**
   * The call of {@code collect} on the stream whose elements the function gets that is argument
   * {@code index} of a collector.
   */
  Optional<MethodInsnNode> collection(MethodInsnNode collector, int index) {
    return isCollector(collector)
            && StreamCollectors.givesElements(
                collector.name, index, count(collector), first(collector))
        ? consumer(collector, MOST_HOPS)
        : Optional.empty();
  }

  private Optional<MethodInsnNode> consumer(AbstractInsnNode made, int hops) {
    for (AbstractInsnNode each = made.getNext(); each != null; each = each.getNext()) {
      if (each instanceof MethodInsnNode call && isGiven(call, made)) {
        if (StreamCollectors.isCollection(owner(call), call.name, count(call))) {
          return Optional.of(call);
        }
        return isCollector(call) && StreamCollectors.passesElements(call.name) && hops > 0
            ? consumer(call, hops - 1)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isGiven(MethodInsnNode call, AbstractInsnNode made) {
    for (int i = 0; i < count(call); i++) {
      if (code.stack(call, i).flatMap(code::origin).filter(made::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The method that made the first argument. */
  private Optional<String> first(MethodInsnNode call) {
    return code.stack(call, count(call) - 1)
        .flatMap(code::origin)
        .filter(MethodInsnNode.class::isInstance)
        .map(made -> ((MethodInsnNode) made).name);
  }

  private static boolean isCollector(MethodInsnNode call) {
    return StreamCollectors.isCollector(owner(call));
  }

  private static String owner(MethodInsnNode call) {
    return call.owner.replace('/', '.');
  }

  private static int count(MethodInsnNode call) {
    return Type.getArgumentTypes(call.desc).length;
  }
}
