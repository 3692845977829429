package dev.offload.checker.context;

import com.sun.source.tree.ExpressionTree;
import java.util.List;

/**
 * What a call does with a function that it is given.
 *
 * @param isStated whether anything says where it runs, even if that place is not known
 * @param isInline whether the function runs before the call returns, in the caller's context
 * @param complete what is complete when the function runs; its own parameters are, too, if it is
 *     not empty
 */
public record Binding(
    ExecutionContext context, boolean isStated, boolean isInline, List<ExpressionTree> complete) {
  static final Binding INLINE = new Binding(ExecutionContext.UNKNOWN, false, true, List.of());
  static final Binding UNKNOWN = new Binding(ExecutionContext.UNKNOWN, false, false, List.of());

  static Binding stated(ExecutionContext context, List<ExpressionTree> complete) {
    return new Binding(context, true, false, complete);
  }
}
