package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Name;

/** The declarations and assignments of one compilation unit, by symbol. */
final class UnitIndex {
  /** A method and the class that declares it. */
  record Method(MethodTree tree, ClassTree owner) {}

  private final Map<MethodSymbol, Method> methods = new HashMap<>();
  private final Map<ClassSymbol, ClassTree> classes = new HashMap<>();
  private final Map<VarSymbol, VariableTree> variables = new HashMap<>();
  private final Map<VarSymbol, List<Optional<ExpressionTree>>> assignments = new HashMap<>();
  private final List<ExpressionTree> functions = new ArrayList<>();
  private final Map<MethodSymbol, List<NewClassTree>> constructions = new HashMap<>();
  private final Set<Name> called = new HashSet<>();
  private final Map<VarSymbol, Set<MethodSymbol>> calledOn = new HashMap<>();

  private final CompilationUnitTree unit;
  private Optional<Escapes> escapes = Optional.empty();

  UnitIndex(CompilationUnitTree unit) {
    this.unit = unit;
    new Collector().scan(unit, null);
  }

  Optional<Method> method(MethodSymbol symbol) {
    return Optional.ofNullable(methods.get(symbol));
  }

  Optional<ClassTree> type(ClassSymbol symbol) {
    return Optional.ofNullable(classes.get(symbol));
  }

  Iterable<ClassSymbol> types() {
    return classes.keySet();
  }

  /** Lambdas and method references. */
  Iterable<ExpressionTree> functions() {
    return functions;
  }

  /** The calls of a constructor by {@code new}. */
  List<NewClassTree> constructions(MethodSymbol constructor) {
    return constructions.getOrDefault(constructor, List.of());
  }

  boolean calls(String method) {
    return called.stream().anyMatch(name -> name.contentEquals(method));
  }

  Set<MethodSymbol> calledOn(VarSymbol variable) {
    return calledOn.getOrDefault(variable, Set.of());
  }

  Escapes escapes() {
    if (escapes.isEmpty()) {
      escapes = Optional.of(new Escapes(unit));
    }
    return escapes.get();
  }

  boolean isReassigned(VarSymbol variable) {
    return assignments.containsKey(variable);
  }

  Optional<ExpressionTree> initializer(VarSymbol variable) {
    return Optional.ofNullable(variables.get(variable)).map(VariableTree::getInitializer);
  }

  /** The only value that a variable ever has, where the unit shows it. */
  Optional<ExpressionTree> onlyValue(VarSymbol variable, boolean needsInitializer) {
    VariableTree declaration = variables.get(variable);
    if (declaration == null) {
      return Optional.empty();
    }
    List<Optional<ExpressionTree>> assigned = assignments.getOrDefault(variable, List.of());
    if (declaration.getInitializer() != null) {
      return assigned.isEmpty() ? Optional.of(declaration.getInitializer()) : Optional.empty();
    }
    boolean mayBeAssigned = !needsInitializer && variable.getKind() != ElementKind.PARAMETER;
    return assigned.size() == 1 && mayBeAssigned ? assigned.get(0) : Optional.empty();
  }

  /** All values of a variable that has several, if the unit shows them. */
  List<ExpressionTree> values(VarSymbol variable) {
    VariableTree declaration = variables.get(variable);
    List<Optional<ExpressionTree>> assigned = assignments.getOrDefault(variable, List.of());
    if (declaration == null
        || assigned.isEmpty()
        || assigned.contains(Optional.<ExpressionTree>empty())) {
      return List.of();
    }
    List<ExpressionTree> result = new ArrayList<>();
    Optional.ofNullable(declaration.getInitializer()).ifPresent(result::add);
    assigned.forEach(value -> value.ifPresent(result::add));
    return result;
  }

  private final class Collector extends TreeScanner<Void, ClassTree> {
    @Override
    public Void visitClass(ClassTree tree, ClassTree owner) {
      if (ASTHelpers.getSymbol(tree) != null) {
        classes.put(ASTHelpers.getSymbol(tree), tree);
      }
      return super.visitClass(tree, tree);
    }

    @Override
    public Void visitMethod(MethodTree tree, ClassTree owner) {
      if (ASTHelpers.getSymbol(tree) != null) {
        methods.put(ASTHelpers.getSymbol(tree), new Method(tree, owner));
      }
      return super.visitMethod(tree, owner);
    }

    @Override
    public Void visitVariable(VariableTree tree, ClassTree owner) {
      if (ASTHelpers.getSymbol(tree) != null) {
        variables.put(ASTHelpers.getSymbol(tree), tree);
      }
      return super.visitVariable(tree, owner);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, ClassTree owner) {
      // Each round of the loop gives its variable another value.
      assigned(tree.getVariable(), Optional.empty());
      return super.visitEnhancedForLoop(tree, owner);
    }

    @Override
    public Void visitCatch(CatchTree tree, ClassTree owner) {
      assigned(tree.getParameter(), Optional.empty());
      return super.visitCatch(tree, owner);
    }

    @Override
    public Void visitBindingPattern(BindingPatternTree tree, ClassTree owner) {
      assigned(tree.getVariable(), Optional.empty());
      return super.visitBindingPattern(tree, owner);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, ClassTree owner) {
      if (tree.getMethodSelect() instanceof MemberSelectTree select) {
        called.add(select.getIdentifier());
        if (ASTHelpers.getSymbol(select.getExpression()) instanceof VarSymbol variable
            && ASTHelpers.getSymbol(tree) != null) {
          calledOn
              .computeIfAbsent(variable, key -> new HashSet<>())
              .add(ASTHelpers.getSymbol(tree));
        }
      }
      return super.visitMethodInvocation(tree, owner);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, ClassTree owner) {
      if (ASTHelpers.getSymbol(tree) != null) {
        constructions
            .computeIfAbsent(ASTHelpers.getSymbol(tree), constructor -> new ArrayList<>())
            .add(tree);
      }
      return super.visitNewClass(tree, owner);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, ClassTree owner) {
      functions.add(tree);
      return super.visitLambdaExpression(tree, owner);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, ClassTree owner) {
      functions.add(tree);
      return super.visitMemberReference(tree, owner);
    }

    @Override
    public Void visitAssignment(AssignmentTree tree, ClassTree owner) {
      assigned(tree.getVariable(), Optional.of(tree.getExpression()));
      return super.visitAssignment(tree, owner);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, ClassTree owner) {
      assigned(tree.getVariable(), Optional.empty());
      return super.visitCompoundAssignment(tree, owner);
    }

    @Override
    public Void visitUnary(UnaryTree tree, ClassTree owner) {
      switch (tree.getKind()) {
        case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
            assigned(tree.getExpression(), Optional.empty());
        default -> {
          // The other operators assign nothing.
        }
      }
      return super.visitUnary(tree, owner);
    }

    private void assigned(Tree target, Optional<ExpressionTree> value) {
      Symbol symbol = ASTHelpers.getSymbol(target);
      if (symbol instanceof VarSymbol variable) {
        assignments.computeIfAbsent(variable, key -> new ArrayList<>()).add(value);
      }
    }
  }
}
