package dev.offload.checker.context;

import com.sun.source.tree.ExpressionTree;
import java.util.List;

/**
 * What a call does with a function that it is given.
 *
 * @param isInline whether the function runs before the call returns, in the caller's context
 * @param complete what is complete when the function runs; its own parameters are, too, if it is
 *     not empty
 */
public record Binding(ExecutionContext context, boolean isInline, List<ExpressionTree> complete) {
  static final Binding INLINE = new Binding(ExecutionContext.UNKNOWN, true, List.of());
  static final Binding UNKNOWN = of(ExecutionContext.UNKNOWN);

  static Binding of(ExecutionContext context) {
    return new Binding(context, false, List.of());
  }
}
