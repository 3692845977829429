package dev.offload.checker.fix;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types that the catch blocks of a {@code try} are for.
 *
 * @param throwsAgain whether one for {@code Exception} or {@code Throwable} throws what it caught:
 *     the compiler then takes that for what the code in {@code try} declares
 */
record CaughtTypes(List<Tree> types, boolean throwsAgain, Site site) {
  private static final String THROWABLE = "java.lang.Throwable";
  private static final List<String> UNCHECKED =
      List.of("java.lang.Error", "java.lang.RuntimeException");

  static CaughtTypes of(TryTree tree, Site site) {
    return new CaughtTypes(
        tree.getCatches().stream()
            .<Tree>map(each -> each.getParameter().getType())
            .flatMap(
                each ->
                    each instanceof UnionTypeTree union
                        ? union.getTypeAlternatives().stream()
                        : Stream.of(each))
            .toList(),
        tree.getCatches().stream().anyMatch(CaughtTypes::throwsAgain),
        site);
  }

  private static boolean throwsAgain(CatchTree tree) {
    VarSymbol caught = ASTHelpers.getSymbol(tree.getParameter());
    return Set.of(THROWABLE, "java.lang.Exception")
            .contains(caught.type.tsym.getQualifiedName().toString())
        && new ObstacleScanner() {
          @Override
          public Optional<String> visitThrow(ThrowTree thrown, Void unused) {
            return caught.equals(ASTHelpers.getSymbol(thrown.getExpression()))
                ? Optional.of("throws it again")
                : Optional.empty();
          }
        }.in(tree.getBlock()).isPresent();
  }

  /** Whether they are for some of what code may throw that declares nothing. */
  boolean haveUnchecked() {
    return UNCHECKED.stream()
        .anyMatch(
            name ->
                covers(name)
                    || types.stream().anyMatch(each -> site.isA(ASTHelpers.getType(each), name)));
  }

  private boolean covers(String name) {
    return site.knows(name) && types.stream().anyMatch(each -> isSuper(each, name));
  }

  private boolean isSuper(Tree type, String name) {
    String own = ASTHelpers.getType(type).tsym.getQualifiedName().toString();
    return own.equals(name)
        || own.equals(THROWABLE)
        || (own.equals("java.lang.Exception") && name.equals("java.lang.RuntimeException"));
  }

  /** Whether they name a class. */
  boolean have(String name) {
    return types.stream()
        .anyMatch(each -> ASTHelpers.getType(each).tsym.getQualifiedName().contentEquals(name));
  }

  /** The first call in code that declares an exception which they are not for. */
  Optional<String> uncaughtIn(Tree code) {
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        return reduce(
            uncaught(ASTHelpers.getSymbol(tree)), super.visitMethodInvocation(tree, null));
      }

      @Override
      public Optional<String> visitNewClass(NewClassTree tree, Void unused) {
        return reduce(uncaught(ASTHelpers.getSymbol(tree)), super.visitNewClass(tree, null));
      }
    }.in(code);
  }

  private Optional<String> uncaught(Symbol method) {
    return checkedTypes(method)
        .filter(thrown -> types.stream().noneMatch(each -> isSubtype(thrown, each)))
        .findFirst()
        .map(
            thrown ->
                "`"
                    + method.name
                    + "` throws "
                    + thrown.tsym.name
                    + ", which no catch block is for; catch that, too");
  }

  private boolean isSubtype(Type type, Tree other) {
    return site.state().getTypes().isSubtype(type, ASTHelpers.getType(other));
  }

  /**
   * Statements that throw a failure again, each on a line: the compiler must know its type.
   *
   * @param failure an expression for it, which is null if there is none
   */
  String rethrowing(String failure, Lines lines) {
    if (covers(THROWABLE) && !throwsAgain) {
      return "if (" + failure + " != null) " + block("throw " + failure + ";", lines);
    }
    List<String> names = new ArrayList<>(throwsAgain ? declared() : caught());
    UNCHECKED.stream()
        .filter(name -> throwsAgain || !covers(name))
        .map(name -> site.named(name).text())
        .forEach(names::add);
    int last = names.size() - 1;
    return names.stream()
        .map(
            name ->
                "if ("
                    + failure
                    + (names.indexOf(name) < last ? " instanceof " + name : " != null")
                    + ") "
                    + block("throw (" + name + ") " + failure + ";", lines))
        .collect(joining(lines.newLine()));
  }

  private List<String> caught() {
    return types.stream().filter(this::isWidest).map(site::source).toList();
  }

  /** The checked exceptions of the operation. */
  private List<String> declared() {
    Set<String> names = new LinkedHashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        names.addAll(checked(ASTHelpers.getSymbol(tree)));
        return super.visitMethodInvocation(tree, null);
      }

      @Override
      public Void visitNewClass(NewClassTree tree, Void unused) {
        names.addAll(checked(ASTHelpers.getSymbol(tree)));
        return super.visitNewClass(tree, null);
      }
    }.scan(site.operation().getLeaf(), null);
    return List.copyOf(names);
  }

  private List<String> checked(Symbol method) {
    return checkedTypes(method)
        .map(thrown -> thrown.tsym.getQualifiedName().toString())
        .map(name -> site.named(name).imports().isEmpty() ? site.named(name).text() : name)
        .toList();
  }

  private Stream<Type> checkedTypes(Symbol method) {
    return method.type.getThrownTypes().stream()
        .filter(thrown -> UNCHECKED.stream().noneMatch(name -> site.isA(thrown, name)));
  }

  private boolean isWidest(Tree type) {
    return types.stream()
        .filter(other -> other != type)
        .noneMatch(other -> isSubtype(ASTHelpers.getType(type), other));
  }

  private static String block(String statement, Lines lines) {
    return "{" + lines.inner(statement) + lines.newLine() + "}";
  }
}
