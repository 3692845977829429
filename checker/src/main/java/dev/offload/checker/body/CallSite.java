package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call in the source, and what it is given.
 *
 * @param receiverType the static type of the receiver
 */
public record CallSite(
    MethodSymbol method,
    Type receiverType,
    Optional<ExpressionTree> receiver,
    List<? extends ExpressionTree> arguments) {

  /** The call that {@code tree} makes; its method must be known. */
  public static CallSite of(MethodInvocationTree tree) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    Type receiverType = ASTHelpers.getReceiverType(tree);
    return new CallSite(
        method,
        receiverType == null ? method.owner.type : receiverType,
        Optional.ofNullable(ASTHelpers.getReceiver(tree)),
        tree.getArguments());
  }

  /** The constructor call that {@code tree} makes; its constructor must be known. */
  public static CallSite of(NewClassTree tree) {
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    return new CallSite(constructor, constructor.owner.type, Optional.empty(), tree.getArguments());
  }

  /** The call that {@code tree} is, if it is one and its method is known. */
  public static Optional<CallSite> at(Tree tree) {
    if (ASTHelpers.getSymbol(tree) instanceof MethodSymbol) {
      if (tree instanceof MethodInvocationTree call) {
        return Optional.of(of(call));
      }
      if (tree instanceof NewClassTree created) {
        return Optional.of(of(created));
      }
    }
    return Optional.empty();
  }

  /** The receiver for {@code -1}, else an argument; empty if there is none. */
  public Optional<ExpressionTree> operand(int index) {
    if (index < 0) {
      return receiver;
    }
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /** The receiver for {@code -1}, else all that is given for a parameter. */
  public Stream<? extends ExpressionTree> given(int parameter) {
    boolean isVariable =
        method.isVarArgs() && parameter == method.type.getParameterTypes().size() - 1;
    return isVariable ? arguments.stream().skip(parameter) : operand(parameter).stream();
  }

  /** The parameter that gets argument {@code index}: the last one gets all variable arguments. */
  public int parameter(int index) {
    return Math.min(index, method.type.getParameterTypes().size() - 1);
  }
}
