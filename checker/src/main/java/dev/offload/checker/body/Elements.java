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

  /** Factories of {@code java.util} for collections, arrays and streams of their arguments. */
  private static final Set<String> COLLECTIONS =
      Set.of("of", "ofNullable", "asList", "singletonList", "singleton", "copyOf", "stream");

  /** Methods that yield something else each time. */
  private static final Set<String> TAKING_AWAY =
      Set.of(
          "poll",
          "pollFirst",
          "pollLast",
          "next",
          "previous",
          "take",
          "remove",
          "pop",
          "removeFirst",
          "removeLast");

  private Elements() {}

  /** Whether a static method makes a collection of what it is given. */
  static boolean isCollection(MethodSymbol method) {
    return method.isStatic() && COLLECTIONS.contains(method.name.toString()) && isUtility(method);
  }

  /** Whether calling a method again yields another element. */
  static boolean takesAway(MethodSymbol method) {
    return TAKING_AWAY.contains(method.name.toString());
  }

  /** Whether a method yields, or keeps, the elements of its receiver. */
  static boolean keeps(String internalName, String method) {
    return KEEPING_ELEMENTS.contains(method)
        && (internalName.startsWith("java/util/stream/")
            || internalName.matches("java/util/[A-Z][\\w$]*"));
  }

  private static boolean isUtility(MethodSymbol method) {
    String enclosing = method.owner.packge().fullname.toString();
    return enclosing.equals("java.util") || enclosing.equals("java.util.stream");
  }

  /** The collection whose elements a call yields. */
  static Optional<ExpressionTree> of(MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    return KEEPING_ELEMENTS.contains(method.name.toString()) && isUtility(method)
        ? Optional.ofNullable(ASTHelpers.getReceiver(call))
        : Optional.empty();
  }
}
