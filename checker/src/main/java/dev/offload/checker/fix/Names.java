package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.FindIdentifiers;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Kinds.KindSelector;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that new code around a finding can use. */
final class Names {
  private static final Pattern IMPORT = Pattern.compile("import ([\\w.$]+);?");

  private static final Pattern WORD = Pattern.compile("\\w+");

  private final VisitorState state;
  private final Set<String> taken;
  private Set<String> used;

  Names(VisitorState state) {
    this(state, Set.of());
  }

  private Names(VisitorState state, Set<String> taken) {
    this.state = state;
    this.taken = taken;
  }

  /** The same, where new code has names as well. */
  Names besides(Edit other) {
    Set<String> more = new HashSet<>(taken);
    other.replacements().stream()
        .flatMap(each -> WORD.matcher(each.text()).results())
        .forEach(word -> more.add(word.group()));
    return new Names(state, more);
  }

  /** The same, where code has names that others avoid. */
  Names besides(Names others) {
    Set<String> more = new HashSet<>(taken);
    more.addAll(others.taken);
    return new Names(state, more);
  }

  /** A name that nothing in the method or field around the finding uses. */
  String fresh(String wish) {
    String name = wish;
    for (int i = 2; used().contains(name); i++) {
      name = wish + i;
    }
    return name;
  }

  private Set<String> used() {
    if (used == null) {
      used = new HashSet<>();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
          used.add(tree.getName().toString());
          return super.visitVariable(tree, null);
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
          used.add(tree.getName().toString());
          return super.visitIdentifier(tree, null);
        }
      }.scan(member(), null);
      used.addAll(taken);
    }
    return used;
  }

  /** The outermost method, field or initialiser: a name in it may hide one of the class. */
  private Tree member() {
    TreePath path = state.getPath();
    Tree member = path.getCompilationUnit();
    while (path.getParentPath().getParentPath() != null) {
      member = path.getLeaf();
      path = path.getParentPath();
    }
    return member;
  }

  /** A class's name as the file can write it, and the import that this needs. */
  Site.Named ofClass(String qualifiedName) {
    String simpleName = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    Symbol found = FindIdentifiers.findIdent(simpleName, state, KindSelector.VAL_TYP);
    if (found != null && !(found instanceof ClassSymbol)) {
      // Error Prone expects a class here, and a variable or type parameter has no qualified name.
      return new Site.Named(qualifiedName, Set.of());
    }
    SuggestedFix.Builder fix = SuggestedFix.builder();
    String name = SuggestedFixes.qualifyType(state, fix, qualifiedName);
    Set<String> imports = new HashSet<>();
    for (String statement : fix.build().getImportsToAdd()) {
      IMPORT.matcher(statement).results().map(match -> match.group(1)).forEach(imports::add);
    }
    return imports.isEmpty() || canChangeImports()
        ? new Site.Named(name, imports)
        : new Site.Named(qualifiedName, Set.of());
  }

  /** Error Prone writes all imports anew, without the comments among them. */
  boolean canChangeImports() {
    List<? extends ImportTree> imports = state.getPath().getCompilationUnit().getImports();
    return imports.isEmpty()
        || state
            .getOffsetTokens(
                ASTHelpers.getStartPosition(imports.get(0)),
                state.getEndPosition(imports.get(imports.size() - 1)))
            .stream()
            .allMatch(token -> token.comments().isEmpty());
  }
}
