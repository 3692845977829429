package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.model.JavacElements;
import dev.offload.checker.report.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Where a finding is: all that a strategy may ask. */
final class Site {
  private static final Pattern IMPORT = Pattern.compile("import ([\\w.$]+);?");

  private final Finding finding;
  private final VisitorState state;
  private final String text;
  private final TreePath function;
  private FreshNames names;

  Site(Finding finding, VisitorState state) {
    this.finding = finding;
    this.state = state.withPath(finding.path());
    this.text = String.valueOf(state.getSourceCode());
    this.function = innermostFunction(finding.path());
  }

  /** The lambda, method reference, method or class around a tree. */
  static TreePath innermostFunction(TreePath operation) {
    TreePath path = operation;
    while (!(path.getLeaf() instanceof LambdaExpressionTree
            || path.getLeaf() instanceof MemberReferenceTree
            || path.getLeaf() instanceof MethodTree
            || path.getLeaf() instanceof ClassTree)
        && path.getParentPath() != null) {
      path = path.getParentPath();
    }
    return path;
  }

  // --- What was found ----------------------------------------------------------------------------

  Finding finding() {
    return finding;
  }

  /** With the path to the operation. */
  VisitorState state() {
    return state;
  }

  CompilationUnitTree unit() {
    return finding.path().getCompilationUnit();
  }

  /** The operation that blocks. */
  TreePath operation() {
    return finding.path();
  }

  /** The innermost lambda, method reference, method or class around the operation. */
  TreePath function() {
    return function;
  }

  /** The function that must not block; the innermost one may be a loop body within it. */
  TreePath nonBlockingFunction() {
    return finding.code().path();
  }

  /** Whether the operation is in the function that must not block, not in one inside of that. */
  boolean isDirect() {
    return function.getLeaf() == nonBlockingFunction().getLeaf();
  }

  /** Whether the tree is within {@code synchronized}, as far as the innermost function shows. */
  static boolean isLocked(TreePath path) {
    for (TreePath each = path; each != null; each = each.getParentPath()) {
      Tree tree = each.getLeaf();
      if (tree instanceof SynchronizedTree) {
        return true;
      }
      if (tree instanceof MethodTree method) {
        return method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
      }
      if (each != path && tree instanceof LambdaExpressionTree) {
        return false;
      }
    }
    return false;
  }

  /** Whether the operation is within {@code try} of the innermost function. */
  boolean isInTry() {
    for (TreePath each = operation(); each != function; each = each.getParentPath()) {
      if (each.getLeaf() instanceof TryTree) {
        return true;
      }
    }
    return false;
  }

  /** What stands around a tree, without parentheses. */
  static TreePath parent(TreePath path) {
    TreePath parent = path.getParentPath();
    while (parent.getLeaf() instanceof ParenthesizedTree) {
      parent = parent.getParentPath();
    }
    return parent;
  }

  // --- Text --------------------------------------------------------------------------------------

  /** The whole file. */
  String text() {
    return text;
  }

  String source(Tree tree) {
    return text.substring(start(tree), end(tree));
  }

  String source(int start, int end) {
    return text.substring(start, end);
  }

  int start(Tree tree) {
    return ASTHelpers.getStartPosition(tree);
  }

  int end(Tree tree) {
    return state.getEndPosition(tree);
  }

  boolean hasComments(int start, int end) {
    return state.getOffsetTokens(start, end).stream()
        .anyMatch(token -> !token.comments().isEmpty());
  }

  /** Where the first token behind {@code position} starts: trees of {@code var} do not tell. */
  int firstToken(int position, int limit) {
    List<ErrorProneToken> tokens = state.getOffsetTokens(position, limit);
    return tokens.isEmpty() ? position : tokens.get(0).pos();
  }

  /** The blanks at the start of the line of {@code position}. */
  String indentation(int position) {
    int line = text.lastIndexOf('\n', position - 1) + 1;
    int end = line;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  // --- Names -------------------------------------------------------------------------------------

  /**
   * A name that nothing in the method or field around the finding uses: {@code value}, {@code
   * value2}.
   */
  String freshName(String wish) {
    if (names == null) {
      names = new FreshNames(finding.path());
    }
    return names.of(wish);
  }

  /** A class's name as the file can write it, and the import that this needs. */
  Named named(String qualifiedName) {
    SuggestedFix.Builder fix = SuggestedFix.builder();
    String name = SuggestedFixes.qualifyType(state, fix, qualifiedName);
    Set<String> imports = new HashSet<>();
    for (String statement : fix.build().getImportsToAdd()) {
      IMPORT.matcher(statement).results().map(match -> match.group(1)).forEach(imports::add);
    }
    return new Named(name, imports);
  }

  /**
   * A name in the source.
   *
   * @param imports qualified names of the classes to import for it
   */
  record Named(String text, Set<String> imports) {}

  /** Behind the last import. */
  int importPosition() {
    List<? extends ImportTree> imports = unit().getImports();
    if (!imports.isEmpty()) {
      return end(imports.get(imports.size() - 1));
    }
    return unit().getPackage() == null ? 0 : end(unit().getPackage());
  }

  // --- Types -------------------------------------------------------------------------------------

  /** Whether the class path has a class. */
  boolean knows(String qualifiedName) {
    return type(qualifiedName).isPresent();
  }

  /** Loads a class that the program need not mention, which Error Prone's look-up does not. */
  private Optional<Type> type(String qualifiedName) {
    return Optional.ofNullable(JavacElements.instance(state.context).getTypeElement(qualifiedName))
        .map(symbol -> symbol.type);
  }

  boolean isA(Type type, String qualifiedName) {
    return type != null
        && type(qualifiedName)
            .filter(expected -> ASTHelpers.isSubtype(type, expected, state))
            .isPresent();
  }

  Type voidType() {
    return state.getSymtab().voidType;
  }

  /** Whether two types are the same, type arguments included. */
  boolean isSame(Type first, Type second) {
    return first != null && second != null && state.getTypes().isSameType(first, second);
  }

  /** The object's type for a primitive, {@code Void} for {@code void}, else the type itself. */
  Type boxed(Type type) {
    return type.isPrimitiveOrVoid() ? state.getTypes().boxedClass(type).type : type;
  }

  /**
   * The method of a class that takes what {@code method} does, and yields a stage of its result.
   */
  Optional<MethodSymbol> counterpart(String qualifiedName, MethodSymbol method) {
    return type(qualifiedName).stream()
        .flatMap(
            owner -> ASTHelpers.matchingMethods(method.name, each -> true, owner, state.getTypes()))
        .filter(
            each ->
                state
                    .getTypes()
                    .isSameTypes(each.type.getParameterTypes(), method.type.getParameterTypes()))
        .filter(each -> isStageOf(each.getReturnType(), method.getReturnType()))
        .findFirst();
  }

  private boolean isStageOf(Type stage, Type result) {
    return isA(stage, StageCall.STAGE)
        && stage.getTypeArguments().size() == 1
        && isSame(stage.getTypeArguments().get(0), boxed(result));
  }

  /** Whether a class has, or inherits, a method with a number of parameters. */
  boolean hasMethod(Type type, String name, int parameters) {
    Iterable<Symbol> members =
        state.getTypes().membersClosure(type, false).getSymbolsByName(state.getName(name));
    for (Symbol member : members) {
      if (member instanceof MethodSymbol method && method.params().size() == parameters) {
        return true;
      }
    }
    return false;
  }

  /** Why a variable cannot be used in a lambda; empty if it can. */
  Optional<String> cannotCapture(Symbol variable) {
    return ASTHelpers.isConsideredFinal(variable)
        ? Optional.empty()
        : Optional.of(
            "`"
                + variable.name
                + "` is assigned more than once, so no lambda can use it; copy it into a final"
                + " variable first");
  }
}
