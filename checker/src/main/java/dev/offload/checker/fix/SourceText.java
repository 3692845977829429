package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.google.errorprone.util.ErrorProneTokens;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The text of a file, and where its trees are in it. */
final class SourceText {
  private static final Set<TokenKind> MEMBER = Set.of(TokenKind.DOT, TokenKind.COLCOL);

  private final VisitorState state;
  private final String text;
  private final List<Replacement> renames;
  private final Edit fixes;

  SourceText(VisitorState state) {
    this(state, String.valueOf(state.getSourceCode()), List.of(), Edit.NONE);
  }

  private SourceText(VisitorState state, String text, List<Replacement> renames, Edit fixes) {
    this.state = state;
    this.text = text;
    this.renames = renames;
    this.fixes = fixes;
  }

  /** The same, whose parts have other names in some places. */
  SourceText renaming(List<Replacement> names) {
    return new SourceText(
        state, text, Stream.concat(renames.stream(), names.stream()).toList(), fixes);
  }

  /** The same, where other findings are fixed in what is left to do. */
  SourceText fixing(Edit others) {
    return new SourceText(state, text, renames, others);
  }

  /** The whole file. */
  String all() {
    return text;
  }

  String of(int start, int end) {
    return with(renames, start, end);
  }

  /** What is left to do behind a cut. */
  String rest(int start, int end) {
    List<Replacement> all = new ArrayList<>();
    Map<String, String> fixed = new HashMap<>();
    for (Replacement rename : renames) {
      if (fixes.replacements().stream().anyMatch(each -> each.covers(rename))) {
        fixed.put(text.substring(rename.start(), rename.end()), rename.text());
      } else {
        all.add(rename);
      }
    }
    all.addAll(fixes.mapping(code -> renamed(code, fixed)).replacements());
    return with(all, start, end);
  }

  /** New code has no trees. */
  private String renamed(String code, Map<String, String> names) {
    StringBuilder result = new StringBuilder(code);
    List<ErrorProneToken> tokens = ErrorProneTokens.getTokens(code, state.context);
    for (int i = tokens.size() - 1; i >= 0; i--) {
      ErrorProneToken token = tokens.get(i);
      boolean isMember = i > 0 && MEMBER.contains(tokens.get(i - 1).kind());
      boolean isCall = i + 1 < tokens.size() && tokens.get(i + 1).kind() == TokenKind.LPAREN;
      if (token.kind() == TokenKind.IDENTIFIER && !isMember && !isCall) {
        String name = token.name().toString();
        result.replace(token.pos(), token.endPos(), names.getOrDefault(name, name));
      }
    }
    return result.toString();
  }

  private String with(List<Replacement> replacements, int start, int end) {
    List<Replacement> inside =
        replacements.stream().filter(each -> start <= each.start() && each.end() <= end).toList();
    return new Edit(inside, Set.of()).applyTo(text.substring(0, end)).substring(start);
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

  /** Whether there are comments in a tree outside of one of its parts. */
  boolean hasCommentsBeside(Tree part, Tree whole) {
    return hasComments(start(whole), start(part)) || hasComments(end(part), end(whole));
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
