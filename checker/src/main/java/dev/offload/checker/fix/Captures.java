package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The locals that code uses which is to become a lambda, as far as no lambda can use them. */
final class Captures {
  private final Site site;
  private final Map<VarSymbol, List<IdentifierTree>> uses = new LinkedHashMap<>();
  private final Set<Symbol> assigned = new HashSet<>();

  private Captures(Site site) {
    this.site = site;
  }

  /**
   * Looks for them.
   *
   * @param moved the code, in its order
   * @param stays parts of it that remain where they are
   */
  static Captures of(List<? extends Tree> moved, Predicate<Tree> stays, Site site) {
    Captures captures = new Captures(site);
    int start = site.start(moved.get(0));
    new TreeScanner<Void, Boolean>() {
      @Override
      public Void scan(Tree tree, Boolean isMoved) {
        return super.scan(tree, isMoved && !stays.test(tree));
      }

      @Override
      public Void visitIdentifier(IdentifierTree tree, Boolean isMoved) {
        if (isMoved
            && ASTHelpers.getSymbol(tree) instanceof VarSymbol variable
            && variable.owner instanceof MethodSymbol
            && variable.pos < start
            && !site.isFinal(variable)) {
          captures.uses.computeIfAbsent(variable, each -> new ArrayList<>()).add(tree);
        }
        return null;
      }

      @Override
      public Void visitAssignment(AssignmentTree tree, Boolean isMoved) {
        captures.assigned.add(ASTHelpers.getSymbol(tree.getVariable()));
        // Its only assignment: it counts as final, but not for a lambda that assigns it.
        if (isMoved
            && ASTHelpers.getSymbol(tree.getVariable()) instanceof VarSymbol variable
            && variable.owner instanceof MethodSymbol
            && variable.pos < start) {
          captures.uses.computeIfAbsent(variable, each -> new ArrayList<>());
        }
        return super.visitAssignment(tree, isMoved);
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree tree, Boolean isMoved) {
        captures.assigned.add(ASTHelpers.getSymbol(tree.getVariable()));
        return super.visitCompoundAssignment(tree, isMoved);
      }

      @Override
      public Void visitUnary(UnaryTree tree, Boolean isMoved) {
        switch (tree.getKind()) {
          case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
              captures.assigned.add(ASTHelpers.getSymbol(tree.getExpression()));
          default -> {}
        }
        return super.visitUnary(tree, isMoved);
      }
    }.scan(moved, true);
    return captures;
  }

  /** Why the code cannot be a lambda as it is. */
  Optional<String> obstacle() {
    return uses.keySet().stream().findFirst().flatMap(site::cannotCapture);
  }

  /** Why it cannot be one even with final copies: the variable has another value later. */
  Optional<String> obstacleToCopies() {
    return uses.keySet().stream()
        .filter(assigned::contains)
        .findFirst()
        .map(
            variable ->
                "`"
                    + variable.name
                    + "` is assigned in what follows, which no lambda can do; give that part a"
                    + " variable of its own");
  }

  /** A copy of each, to be made in front of the lambda. */
  NewVariables copies() {
    return NewVariables.copies(uses, site);
  }
}
