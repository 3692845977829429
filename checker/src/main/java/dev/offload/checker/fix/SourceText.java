package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import java.util.List;

/** The text of a file, and where its trees are in it. */
final class SourceText {
  private final VisitorState state;
  private final String text;

  SourceText(VisitorState state) {
    this.state = state;
    this.text = String.valueOf(state.getSourceCode());
  }

  /** The whole file. */
  String all() {
    return text;
  }

  String of(int start, int end) {
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

  /** Behind the last import. */
  int importPosition() {
    CompilationUnitTree unit = state.getPath().getCompilationUnit();
    List<? extends ImportTree> imports = unit.getImports();
    if (!imports.isEmpty()) {
      return end(imports.get(imports.size() - 1));
    }
    return unit.getPackage() == null ? 0 : end(unit.getPackage());
  }
}
