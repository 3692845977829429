package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.tree.JCTree;
import dev.offload.checker.fix.Edit.Replacement;
import dev.offload.checker.report.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Where a finding is: all that a strategy may ask. */
final class Site {
  private final Finding finding;
  private final List<Finding> findings;
  private final VisitorState state;
  private final TreePath function;
  private final SourceText text;
  private final Names names;
  private final KnownTypes types;
  private final Edit fixes;
  private final int cut;
  private final boolean isContinued;

  /**
   * Looks at a finding.
   *
   * @param findings all of the compilation unit
   */
  Site(Finding finding, List<Finding> findings, VisitorState state) {
    this.finding = finding;
    this.findings = findings;
    this.state = state.withPath(finding.path());
    this.function = innermostFunction(finding.path());
    this.text = new SourceText(this.state);
    this.names = new Names(this.state);
    this.types = new KnownTypes(this.state);
    this.fixes = Edit.NONE;
    this.cut = 0;
    this.isContinued = false;
  }

  private Site(
      Site original, SourceText text, Names names, Edit fixes, int cut, boolean isContinued) {
    this.finding = original.finding;
    this.findings = original.findings;
    this.state = original.state;
    this.function = original.function;
    this.text = text;
    this.names = names;
    this.types = original.types;
    this.fixes = fixes;
    this.cut = cut;
    this.isContinued = isContinued;
  }

  /** The same, whose source has other names in some places. */
  Site renaming(List<Replacement> other) {
    return other.isEmpty()
        ? this
        : new Site(this, text.renaming(other), names, fixes, cut, isContinued);
  }

  /** The same, where other findings are fixed in what is left to do. */
  Site fixing(Edit others) {
    return new Site(this, text.fixing(others), names.besides(others), others, cut, isContinued);
  }

  /**
   * The same in what is left to do behind the cut of another finding.
   *
   * @param position of that cut: it copies what is declared before
   */
  Site behind(Site other, int position, Edit cutting) {
    return new Site(
        this,
        text,
        names.besides(other.names).besides(cutting),
        fixes,
        position,
        other.nonBlockingFunction().getLeaf() == nonBlockingFunction().getLeaf());
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

  /** What else blocks in the same function. */
  Stream<Site> others() {
    return findings.stream()
        .filter(each -> !each.equals(finding))
        .filter(each -> innermostFunction(each.path()).getLeaf() == function.getLeaf())
        .map(each -> new Site(each, findings, state));
  }

  /** The operation that blocks. */
  TreePath operation() {
    return finding.path();
  }

  /** Where the compiler reports it. */
  long line() {
    int position = ((JCTree) operation().getLeaf()).getPreferredPosition();
    return unit().getLineMap().getLineNumber(position);
  }

  /** The innermost lambda, method reference, method or class around the operation. */
  TreePath function() {
    return function;
  }

  /** The function that must not block; the innermost one may be a loop body within it. */
  TreePath nonBlockingFunction() {
    return finding.code().path();
  }

  /** The same, or the anonymous class whose method it is: what an operator gets. */
  TreePath functionObject() {
    TreePath function = nonBlockingFunction();
    TreePath created = function.getParentPath().getParentPath();
    return function.getLeaf() instanceof MethodTree && created.getLeaf() instanceof NewClassTree
        ? created
        : function;
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
    return text.all();
  }

  String source(Tree tree) {
    return source(start(tree), end(tree));
  }

  String source(int start, int end) {
    return text.of(start, end);
  }

  /** What is left to do behind a cut, with the fixes of what blocks in there. */
  String rest(int start, int end) {
    return text.rest(start, end);
  }

  /** Whether another fix cuts the body of a function: it yields a stage then. */
  boolean isCut(Tree body) {
    return fixes.rests().stream().anyMatch(rest -> rest.body() == body);
  }

  int start(Tree tree) {
    return text.start(tree);
  }

  int end(Tree tree) {
    return text.end(tree);
  }

  boolean hasComments(int start, int end) {
    return text.hasComments(start, end);
  }

  /** Whether there are comments in a tree outside of one of its parts. */
  boolean hasCommentsBeside(Tree part, Tree whole) {
    return text.hasCommentsBeside(part, whole);
  }

  /** Where the first token behind {@code position} starts: trees of {@code var} do not tell. */
  int firstToken(int position, int limit) {
    return text.firstToken(position, limit);
  }

  /** The blanks at the start of the line of {@code position}. */
  String indentation(int position) {
    return text.indentation(position);
  }

  /** Behind the last import. */
  int importPosition() {
    return text.importPosition();
  }

  // --- Names and types ---------------------------------------------------------------------------

  /**
   * A name that nothing in the method or field around the finding uses: {@code value}, {@code
   * value2}.
   */
  String freshName(String wish) {
    return names.fresh(wish);
  }

  /** A class's name as the file can write it, and the import that this needs. */
  Named named(String qualifiedName) {
    return names.ofClass(qualifiedName);
  }

  /** Whether imports can come and go without a loss. */
  boolean canChangeImports() {
    return names.canChangeImports();
  }

  /**
   * A name in the source.
   *
   * @param imports qualified names of the classes to import for it
   */
  record Named(String text, Set<String> imports) {}

  /** Whether the class path has a class. */
  boolean knows(String qualifiedName) {
    return types.find(qualifiedName).isPresent();
  }

  boolean isA(Type type, String qualifiedName) {
    return types.isA(type, qualifiedName);
  }

  /** Whether two types are the same, type arguments included. */
  boolean isSame(Type first, Type second) {
    return types.isSame(first, second);
  }

  /** The object's type for a primitive, {@code Void} for {@code void}, else the type itself. */
  Type boxed(Type type) {
    return types.boxed(type);
  }

  /**
   * The method of a class that takes what {@code method} does, and yields a stage of its result.
   */
  Optional<MethodSymbol> counterpart(String qualifiedName, MethodSymbol method) {
    return types.counterpart(qualifiedName, method);
  }

  /** Whether a class has, or inherits, a method with a number of parameters. */
  boolean hasMethod(Type type, String name, int parameters) {
    return types.hasMethod(type, name, parameters);
  }

  /** Whether another cut has made a callback of this part of the function. */
  boolean isContinued() {
    return isContinued;
  }

  /** Whether a local can be used in a lambda, if need be because another cut makes a copy. */
  boolean isFinal(VarSymbol variable) {
    return variable.pos < cut || ASTHelpers.isConsideredFinal(variable);
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
