package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.Set;

/** Classes whose state belongs to the current thread: another thread sees another one. */
final class BoundToThread {
  private static final Set<String> CLASSES =
      Set.of(
          "java.lang.ThreadLocal",
          "org.slf4j.MDC",
          "org.apache.logging.log4j.ThreadContext",
          "org.springframework.security.core.context.SecurityContextHolder",
          "org.springframework.transaction.support.TransactionSynchronizationManager",
          "org.springframework.web.context.request.RequestContextHolder",
          "org.springframework.context.i18n.LocaleContextHolder",
          "io.opentelemetry.context.Context");

  private BoundToThread() {}

  /** The first such class that {@code code} mentions. */
  static Optional<String> in(Tree code, Site site) {
    return behind(site.start(code), code, site);
  }

  /** The first one that {@code code} mentions from a position on. */
  static Optional<String> behind(int position, Tree code, Site site) {
    TreeScanner<Optional<String>, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Optional<String> visitMemberSelect(MemberSelectTree tree, Void unused) {
            return reduce(bound(tree), super.visitMemberSelect(tree, null));
          }

          @Override
          public Optional<String> visitIdentifier(IdentifierTree tree, Void unused) {
            return bound(tree);
          }

          private Optional<String> bound(Tree tree) {
            if (site.end(tree) <= position) {
              return Optional.empty();
            }
            Type type = ASTHelpers.getType(tree);
            Symbol symbol = ASTHelpers.getSymbol(tree);
            // A static import leaves only the method's name.
            Type owner = symbol instanceof MethodSymbol ? symbol.owner.type : type;
            return CLASSES.stream()
                .filter(name -> site.isA(type, name) || site.isA(owner, name))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .findFirst();
          }

          @Override
          public Optional<String> reduce(Optional<String> first, Optional<String> second) {
            return first != null && first.isPresent() ? first : second;
          }
        };
    Optional<String> found = scanner.scan(code, null);
    return found == null ? Optional.empty() : found;
  }

  /** A refusal to move a callback that mentions {@code className}. */
  static String callback(String className) {
    return "the callback reads "
        + className
        + ", which belongs to the thread it runs on; read that before, then offload the rest";
  }
}
