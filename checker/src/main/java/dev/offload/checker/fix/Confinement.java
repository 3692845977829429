package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.api.JavacTrees;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * What only the threads of one executor may do: code of an event loop often changes state without a
 * lock, as nobody else does, and what a window shows is for its thread. Fields that are volatile
 * and collections for several threads are not meant, nor is what happens under a lock.
 */
final class Confinement extends TreeScanner<Void, Void> {
  private static final Set<String> GUARDS =
      Set.of(
          "inEventLoop",
          "isEventDispatchThread",
          "isDispatchThread",
          "isFxApplicationThread",
          "isOnEventLoopThread",
          "isEventLoopContext");

  private static final Set<String> STATE =
      Set.of(
          "java.util.Collection", "java.util.Iterator", "java.util.Map", "java.lang.StringBuilder");

  private static final String COLLECTIONS = "java.util.Collections";

  /** What windows show. */
  private static final Set<String> SHOWN = Set.of("java.awt.Component", "javafx.scene.Node");

  private static final Set<String> CHANGES =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "append",
          "clear",
          "compute",
          "computeIfAbsent",
          "computeIfPresent",
          "merge",
          "next",
          "offer",
          "poll",
          "pop",
          "push",
          "put",
          "putAll",
          "putIfAbsent",
          "remove",
          "removeAll",
          "removeIf",
          "replace",
          "replaceAll",
          "retainAll",
          "set",
          "setLength",
          "sort");

  private final Site site;
  private final Set<MethodSymbol> seen = new HashSet<>();
  private Optional<String> found = Optional.empty();

  private Confinement(Site site) {
    this.site = site;
  }

  /** What a function does, or a method that it calls as far as there is source, as a clause. */
  static Optional<String> of(Tree function, Site site) {
    Confinement scanner = new Confinement(site);
    scanner.scan(function, null);
    return scanner.found;
  }

  @Override
  public Void scan(Tree tree, Void unused) {
    return found.isPresent() ? null : super.scan(tree, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    if (GUARDS.contains(method.name.toString())) {
      found = Optional.of("asks for its thread with `" + method.name + "()`");
    }
    if (CHANGES.contains(method.name.toString())) {
      collection(tree).ifPresent(field -> found = Optional.of("changes `" + field.name + "`"));
    }
    follow(method);
    return super.visitMethodInvocation(tree, null);
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void unused) {
    if (ASTHelpers.getSymbol(tree) instanceof VarSymbol variable
        && SHOWN.stream().anyMatch(name -> site.isA(variable.type, name))) {
      found = Optional.of("uses `" + variable.name + "`");
    }
    return null;
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
    follow(ASTHelpers.getSymbol(tree));
    return super.visitMemberReference(tree, null);
  }

  private void follow(MethodSymbol method) {
    if (seen.add(method)) {
      MethodTree source = ASTHelpers.findMethod(method, site.state());
      if (source != null && !isLocked(source)) {
        scan(source.getBody(), null);
      }
    }
  }

  private boolean isLocked(MethodTree method) {
    return method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)
        || HeldLocks.areUsed(method, site);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree tree, Void unused) {
    return null;
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Void unused) {
    changed(tree.getVariable());
    return super.visitAssignment(tree, null);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
    changed(tree.getVariable());
    return super.visitCompoundAssignment(tree, null);
  }

  @Override
  public Void visitUnary(UnaryTree tree, Void unused) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
          changed(tree.getExpression());
      default -> {}
    }
    return super.visitUnary(tree, null);
  }

  private void changed(ExpressionTree variable) {
    if (variable instanceof ArrayAccessTree element) {
      changed(element.getExpression());
    } else if (ASTHelpers.getSymbol(variable) instanceof VarSymbol field
        && isField(field)
        && (field.flags() & Flags.VOLATILE) == 0) {
      found = Optional.of("changes `" + field.name + "`");
    }
  }

  /** The field that a method is called of. */
  private Optional<VarSymbol> collection(MethodInvocationTree call) {
    return Optional.ofNullable(ASTHelpers.getReceiver(call))
        .map(ASTHelpers::getSymbol)
        .filter(VarSymbol.class::isInstance)
        .map(VarSymbol.class::cast)
        .filter(field -> isField(field) && isUnguarded(field));
  }

  private static boolean isField(VarSymbol variable) {
    return variable.owner instanceof ClassSymbol;
  }

  /** Whether a field has a collection or builder that is for one thread only. */
  private boolean isUnguarded(VarSymbol field) {
    return isForOneThread(field.type)
        && !(JavacTrees.instance(site.state().context).getTree(field)
                instanceof VariableTree declaration
            && declaration.getInitializer() != null
            && (!isForOneThread(ASTHelpers.getType(declaration.getInitializer()))
                || isSynchronized(declaration.getInitializer())));
  }

  /** {@code Collections.synchronizedList(..)}. */
  private static boolean isSynchronized(ExpressionTree value) {
    return value instanceof MethodInvocationTree call
        && ASTHelpers.getSymbol(call).name.toString().startsWith("synchronized")
        && ASTHelpers.getSymbol(call).owner.getQualifiedName().contentEquals(COLLECTIONS);
  }

  private boolean isForOneThread(Type type) {
    return STATE.stream().anyMatch(name -> site.isA(type, name))
        && !type.tsym.packge().getQualifiedName().contentEquals("java.util.concurrent");
  }
}
