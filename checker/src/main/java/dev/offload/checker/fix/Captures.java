package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The locals that code uses which is to become a lambda. */
final class Captures {
  private Captures() {}

  /**
   * Why they cannot be used there.
   *
   * @param moved the code, in its order
   * @param stays parts of it that remain where they are
   */
  static Optional<String> obstacle(List<? extends Tree> moved, Predicate<Tree> stays, Site site) {
    int start = site.start(moved.get(0));
    TreeScanner<Optional<String>, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Optional<String> scan(Tree tree, Void unused) {
            return stays.test(tree) ? Optional.empty() : super.scan(tree, null);
          }

          @Override
          public Optional<String> visitIdentifier(IdentifierTree tree, Void unused) {
            Symbol symbol = ASTHelpers.getSymbol(tree);
            boolean isLocalFromBefore =
                symbol instanceof VarSymbol variable
                    && variable.owner instanceof MethodSymbol
                    && variable.pos < start;
            return isLocalFromBefore ? site.cannotCapture(symbol) : Optional.empty();
          }

          @Override
          public Optional<String> reduce(Optional<String> first, Optional<String> second) {
            return first != null && first.isPresent()
                ? first
                : second == null ? Optional.empty() : second;
          }
        };
    Optional<String> found = scanner.scan(moved, null);
    return found == null ? Optional.empty() : found;
  }
}
