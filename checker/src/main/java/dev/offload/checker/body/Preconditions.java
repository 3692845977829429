package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Methods that throw unless their first argument is true. */
final class Preconditions {
  private static final Set<String> NAMES =
      Set.of("checkState", "checkArgument", "verify", "isTrue", "validState");

  private Preconditions() {}

  /** What is true once {@code call} has returned. */
  static Optional<ExpressionTree> condition(MethodInvocationTree call) {
    return NAMES.contains(ASTHelpers.getSymbol(call).name.toString())
        ? call.getArguments().stream().<ExpressionTree>map(each -> each).findFirst()
        : Optional.empty();
  }

  /** What is true once {@code call} has returned. */
  static Optional<SourceValue> condition(MethodInsnNode call, MethodCode code) {
    return NAMES.contains(call.name) && call.desc.startsWith("(Z")
        ? code.stack(call, Type.getArgumentTypes(call.desc).length - 1)
        : Optional.empty();
  }
}
