package dev.offload.checker.fix;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types that the catch blocks of a {@code try} are for. */
record CaughtTypes(List<Tree> types, Site site) {
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
        site);
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
    return method.type.getThrownTypes().stream()
        .filter(thrown -> UNCHECKED.stream().noneMatch(name -> site.isA(thrown, name)))
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
    if (covers(THROWABLE)) {
      return "if (" + failure + " != null) " + block("throw " + failure + ";", lines);
    }
    List<String> names = new ArrayList<>();
    types.stream().filter(this::isWidest).map(site::source).forEach(names::add);
    UNCHECKED.stream()
        .filter(name -> !covers(name))
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

  private boolean isWidest(Tree type) {
    return types.stream()
        .filter(other -> other != type)
        .noneMatch(other -> isSubtype(ASTHelpers.getType(type), other));
  }

  private static String block(String statement, Lines lines) {
    return "{" + lines.inner(statement) + lines.newLine() + "}";
  }
}
