package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.Optional;
import java.util.Set;

/** Follows the elements of collections through the calls that hand them out. */
final class Elements {
  /**
   * Methods of {@code java.util} whose results are, or hold, the very elements of their receiver.
   */
  private static final Set<String> KEEPING_ELEMENTS =
      Set.of(
          "get",
          "getFirst",
          "getLast",
          "element",
          "peek",
          "poll",
          "remove",
          "stream",
          "parallelStream",
          "sequential",
          "parallel",
          "iterator",
          "listIterator",
          "spliterator",
          "next",
          "values",
          "filter",
          "sorted",
          "limit",
          "skip",
          "distinct",
          "toList",
          "toArray",
          "subList",
          "findFirst",
          "findAny",
          "orElse",
          "orElseThrow",
          "entrySet",
          "getValue",
          "reversed",
          "takeWhile",
          "dropWhile",
          "collect");

  private Elements() {}

  /** The collection whose elements a call yields. */
  static Optional<ExpressionTree> of(MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    String enclosing = method.owner.packge().fullname.toString();
    return KEEPING_ELEMENTS.contains(method.name.toString())
            && (enclosing.equals("java.util") || enclosing.equals("java.util.stream"))
        ? Optional.ofNullable(ASTHelpers.getReceiver(call))
        : Optional.empty();
  }
}
