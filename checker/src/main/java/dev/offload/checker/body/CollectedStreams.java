package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.IdentityHashMap;
import java.util.Optional;

/** Remembers which streams the collectors collect that are written in place. */
final class CollectedStreams {
  private final IdentityHashMap<Tree, ExpressionTree> streams = new IdentityHashMap<>();

  /** Looks at a call before its arguments are read. */
  void enter(MethodInvocationTree call) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    ExpressionTree stream = ASTHelpers.getReceiver(call);
    if (stream != null
        && StreamCollectors.isCollection(
            owner(method), method.name.toString(), call.getArguments().size())) {
      add(call.getArguments().get(0), stream);
    }
  }

  private void add(ExpressionTree argument, ExpressionTree stream) {
    if (Values.strip(argument) instanceof MethodInvocationTree collector
        && ASTHelpers.getSymbol(collector) != null
        && StreamCollectors.isCollector(owner(ASTHelpers.getSymbol(collector)))) {
      streams.put(collector, stream);
      if (StreamCollectors.passesElements(ASTHelpers.getSymbol(collector).name.toString())) {
        collector.getArguments().forEach(each -> add(each, stream));
      }
    }
  }

  /** The stream whose elements the function gets that is argument {@code index} of a collector. */
  Optional<ExpressionTree> stream(MethodInvocationTree collector, int index) {
    return Optional.ofNullable(streams.get(collector))
        .filter(
            stream ->
                StreamCollectors.givesElements(
                    ASTHelpers.getSymbol(collector).name.toString(),
                    index,
                    collector.getArguments().size(),
                    first(collector)));
  }

  private static Optional<String> first(MethodInvocationTree collector) {
    return Values.strip(collector.getArguments().get(0)) instanceof MethodInvocationTree call
        ? Optional.of(ASTHelpers.getSymbol(call).name.toString())
        : Optional.empty();
  }

  private static String owner(MethodSymbol method) {
    return method.owner.getQualifiedName().toString();
  }
}
