package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the first thing in code that stands in the way of a fix. */
abstract class ObstacleScanner extends TreeScanner<Optional<String>, Void> {
  private final Set<MethodSymbol> followed = new HashSet<>();

  /** What stands in the way, and what to do about it. */
  final Optional<String> in(Tree code) {
    return found(scan(code, null));
  }

  /** The same in a method that the code calls, as far as there is source. */
  final Optional<String> follow(MethodSymbol method, Site site) {
    MethodTree source = ASTHelpers.findMethod(method, site.state());
    return source != null && source.getBody() != null && followed.add(method)
        ? in(source.getBody())
        : Optional.empty();
  }

  @Override
  public final Optional<String> reduce(Optional<String> first, Optional<String> second) {
    return found(first).or(() -> found(second));
  }

  /** A scanner yields null for what it has no method for. */
  private static Optional<String> found(Optional<String> result) {
    return result == null ? Optional.empty() : result;
  }
}
