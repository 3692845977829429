package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import javax.lang.model.element.Name;

/**
 * What comes before a call in {@code try}, and is to be done in front of {@code try} instead, while
 * {@code try} moves into a callback.
 */
record OutsideTry(TryTree tree, List<Tree> before, Site site) {
  /** Why that cannot be, where {@code moved} are the statements that move. */
  Optional<String> obstacle(List<? extends StatementTree> moved) {
    List<Tree> staying = new ArrayList<>(before);
    staying.add(site.operation().getLeaf());
    int start = site.start(moved.get(0));
    return seen()
        .or(() -> inDeclarations(moved))
        .or(() -> inVariables(moved, (name, variable) -> hidden(name.getName(), variable)))
        .or(() -> inVariables(moved, this::changed))
        .or(() -> inVariables(staying, (name, variable) -> moved(name, variable, start)));
  }

  /** What a catch block could see, or what is over before {@code finally} runs. */
  private Optional<String> seen() {
    boolean isSeen =
        tree.getFinallyBlock() != null
            || CaughtTypes.of(tree, site).haveUnchecked()
            || before.stream()
                .anyMatch(each -> CheckedExceptions.firstIn(each, site).isPresent() || fails(each));
    return !before.isEmpty() && isSeen
        ? Optional.of(
            "what comes before the call in try would be outside of it; put it in front of try, or"
                + " make a method of the call and its try")
        : Optional.empty();
  }

  private static boolean fails(Tree code) {
    return new ObstacleScanner() {
      @Override
      public Optional<String> visitThrow(ThrowTree tree, Void unused) {
        return Optional.of("throws");
      }

      @Override
      public Optional<String> visitTry(TryTree tree, Void unused) {
        return Optional.of("closes");
      }
    }.in(code).isPresent();
  }

  /** A variable that leaves {@code try}, and is used in the callback. */
  private Optional<String> changed(IdentifierTree name, VarSymbol variable) {
    boolean isChanged =
        before.stream().anyMatch(each -> declares(each, variable))
            && before.stream().allMatch(each -> site.end(each) < site.start(name))
            && !ASTHelpers.isConsideredFinal(variable);
    return isChanged
        ? Optional.of(
            "`"
                + name.getName()
                + "` is assigned more than once; declare it in front of try, or make a method of"
                + " the call and its try")
        : Optional.empty();
  }

  private static boolean declares(Tree tree, VarSymbol variable) {
    return tree instanceof VariableTree declaration
        && ASTHelpers.getSymbol(declaration).equals(variable);
  }

  /** A variable that leaves {@code try} must not hide another one from what is behind it. */
  private Optional<String> hidden(Name name, VarSymbol variable) {
    boolean isHidden =
        before.stream()
            .anyMatch(
                each ->
                    each instanceof VariableTree leaving
                        && leaving.getName().equals(name)
                        && !declares(leaving, variable));
    return isHidden
        ? Optional.of("`" + name + "` is something else outside of try; rename one of them")
        : Optional.empty();
  }

  /** What stays in front of the callback must not use a variable that moves into it. */
  private Optional<String> moved(IdentifierTree name, VarSymbol variable, int start) {
    boolean isMoved =
        variable.owner instanceof MethodSymbol
            && start <= variable.pos
            && variable.pos < site.start(tree);
    return isMoved
        ? Optional.of(
            "`"
                + name.getName()
                + "` is assigned in what follows, which no lambda can do; give the call a variable"
                + " of its own")
        : Optional.empty();
  }

  private static Optional<String> inVariables(
      List<? extends Tree> code, BiFunction<IdentifierTree, VarSymbol, Optional<String>> obstacle) {
    ObstacleScanner scanner =
        new ObstacleScanner() {
          @Override
          public Optional<String> visitIdentifier(IdentifierTree name, Void unused) {
            return ASTHelpers.getSymbol(name) instanceof VarSymbol variable
                ? obstacle.apply(name, variable)
                : Optional.empty();
          }
        };
    return code.stream().map(scanner::in).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> inDeclarations(List<? extends Tree> code) {
    ObstacleScanner scanner =
        new ObstacleScanner() {
          @Override
          public Optional<String> visitVariable(VariableTree tree, Void unused) {
            return reduce(
                hidden(tree.getName(), ASTHelpers.getSymbol(tree)),
                super.visitVariable(tree, null));
          }
        };
    return code.stream().map(scanner::in).flatMap(Optional::stream).findFirst();
  }
}
