package dev.offload.checker.fix;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.Optional;

/** Finds the first thing in code that stands in the way of a fix. */
abstract class ObstacleScanner extends TreeScanner<Optional<String>, Void> {
  /** What stands in the way, and what to do about it. */
  final Optional<String> in(Tree code) {
    return found(scan(code, null));
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
