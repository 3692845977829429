package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.body.Values;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * What a section calls while it holds a lock: whether that may ask for the same lock, which an
 * {@code AsyncLock} gives nobody twice, or wait for another one.
 */
final class SectionCalls {
  /** Their code knows nothing of the file with the lock, unless it is given a function. */
  private static final Set<String> STRANGERS =
      Set.of("java.", "org.apache.logging.log4j.", "org.slf4j.");

  private final VarSymbol lock;
  private final Site site;
  private final Set<MethodSymbol> seen = new HashSet<>();

  SectionCalls(VarSymbol lock, Site site) {
    this.lock = lock;
    this.site = site;
  }

  /** Why {@code code} may not stay within its own section. */
  Optional<String> obstacle(Tree code) {
    TreeScanner<Optional<String>, Void> scanner =
        new TreeScanner<>() {
          @Override
          public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            return reduce(
                called(ASTHelpers.getSymbol(tree), tree.getArguments()),
                super.visitMethodInvocation(tree, null));
          }

          @Override
          public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
            return reduce(
                called(ASTHelpers.getSymbol(tree), tree.getArguments()),
                super.visitNewClass(tree, null));
          }

          @Override
          public Optional<String> visitMemberReference(MemberReferenceTree tree, Void unused) {
            return reduce(
                called(ASTHelpers.getSymbol(tree), List.of()),
                super.visitMemberReference(tree, null));
          }

          @Override
          public Optional<String> visitIdentifier(IdentifierTree tree, Void unused) {
            return used(tree);
          }

          @Override
          public Optional<String> visitMemberSelect(MemberSelectTree tree, Void unused) {
            return reduce(used(tree), super.visitMemberSelect(tree, null));
          }

          @Override
          public Optional<String> visitSynchronized(SynchronizedTree tree, Void unused) {
            return reduce(
                super.visitSynchronized(tree, null),
                Optional.of("the section takes another lock; offload it"));
          }

          @Override
          public Optional<String> reduce(Optional<String> first, Optional<String> second) {
            return first != null && first.isPresent() ? first : second;
          }
        };
    Optional<String> found = scanner.scan(code, null);
    return found == null ? Optional.empty() : found;
  }

  private Optional<String> used(Tree tree) {
    return lock.equals(ASTHelpers.getSymbol(tree))
        ? Optional.of(
            "a section within a section takes `"
                + lock.name
                + "` again, which an AsyncLock does not allow; make a method of the inner one that"
                + " expects the lock to be held")
        : Optional.empty();
  }

  private Optional<String> called(MethodSymbol method, List<? extends ExpressionTree> arguments) {
    if (arguments.stream().anyMatch(this::isUnknownFunction)) {
      return Optional.of(unknown(method));
    }
    MethodTree tree = ASTHelpers.findMethod(method, site.state());
    if (tree == null) {
      return isStranger(method) || isGenerated(method)
          ? Optional.empty()
          : Optional.of(unknown(method));
    }
    boolean isOpen =
        tree.getBody() == null
            || method.getModifiers().contains(Modifier.SYNCHRONIZED)
            || ASTHelpers.methodCanBeOverridden(method);
    if (isOpen) {
      return Optional.of(unknown(method));
    }
    return seen.add(method) ? obstacle(tree.getBody()) : Optional.empty();
  }

  /** Whether the compiler made it: a constructor, or a record's methods. */
  private static boolean isGenerated(MethodSymbol method) {
    return (method.flags() & (Flags.GENERATEDCONSTR | Flags.GENERATED_MEMBER)) != 0;
  }

  /** Whether the code of a function is not in sight. */
  private boolean isUnknownFunction(ExpressionTree argument) {
    ExpressionTree function = Values.strip(argument);
    return !(function instanceof LambdaExpressionTree || function instanceof MemberReferenceTree)
        && site.state().getTypes().isFunctionalInterface(ASTHelpers.getType(function));
  }

  private boolean isStranger(MethodSymbol method) {
    String owner = method.owner.getQualifiedName().toString();
    boolean runsFunction =
        method.getModifiers().contains(Modifier.ABSTRACT)
            && site.state().getTypes().isFunctionalInterface((ClassSymbol) method.owner);
    boolean runsCallbacks =
        !method.isStatic()
            && owner.equals("java.util.concurrent.CompletableFuture")
            && method.name.toString().matches("complete.*|obtrude.*|cancel");
    boolean isLock =
        site.isA(method.owner.type, "java.util.concurrent.locks.Lock")
            || owner.startsWith("java.util.concurrent.locks.");
    return STRANGERS.stream().anyMatch(owner::startsWith)
        && !runsFunction
        && !runsCallbacks
        && !isLock;
  }

  private String unknown(MethodSymbol method) {
    return "the section calls `"
        + (method.isConstructor() ? method.owner.name : method.name)
        + "`, which may ask for a lock, and an AsyncLock is not reentrant; offload the section";
  }
}
