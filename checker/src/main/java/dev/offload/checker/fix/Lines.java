package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;

/** The lines from a statement of a block to the end of the block. */
final class Lines {
  private final String indentation;
  private final String outer;
  private final String unit;
  private final int start;
  private final String tail;

  Lines(Site site, BlockTree block, int statement) {
    int open = site.start(block) + 1;
    int close = site.end(block) - 1;
    int before = statement == 0 ? open : site.end(block.getStatements().get(statement - 1));
    start = site.firstToken(before, close);
    indentation = site.indentation(start);
    outer = site.indentation(open);
    unit =
        indentation.startsWith(outer) && indentation.length() > outer.length()
            ? indentation.substring(outer.length())
            : "  ";
    String text = site.source(start, close);
    tail = text.substring(text.stripTrailing().length());
  }

  /** Where the statement starts. */
  int start() {
    return start;
  }

  /** The blanks in front of the closing brace. */
  String tail() {
    return tail;
  }

  String newLine() {
    return "\n" + indentation;
  }

  /** What stands between two statements of the block. */
  String separator() {
    return isOneLine() ? " " : newLine();
  }

  /** Text on a line of its own in a block within this one; empty as it is. */
  String inner(String text) {
    return text.isEmpty() ? "" : newLine() + unit + text;
  }

  /** The last statement of the block, with a text before and after what it consists of. */
  String ending(String prefix, GoingOn going, String suffix) {
    if (going.isExpression()) {
      return prefix + going.stage() + suffix + ";";
    }
    String head = going.head().isEmpty() || isOneLine() ? going.head() : newLine() + going.head();
    String last = going.last().isEmpty() ? "" : separator() + going.last();
    String statements = head + going.rest().stripTrailing() + last;
    return prefix + going.stage() + block(statements) + going.end() + suffix + ";";
  }

  /** Statements in braces, on one line if those of the block are. */
  String block(String statements) {
    String text = statements.stripTrailing();
    return isOneLine() ? "{ " + text.strip() + " }" : "{" + indented(text) + newLine() + "}";
  }

  private boolean isOneLine() {
    return !tail.contains("\n");
  }

  private String indented(String text) {
    return text.replaceAll("\n(?=[^\n])", "\n" + unit);
  }

  /**
   * Text of this block on the level of what is around the block; as it is if some of it is there.
   */
  String outdented(String text) {
    boolean isInside =
        text.lines().skip(1).allMatch(line -> line.isBlank() || line.startsWith(indentation));
    return isInside && indentation.startsWith(outer)
        ? text.replace("\n" + indentation, "\n" + outer)
        : text;
  }

  /** Text of this block as the outer block would have it. */
  String outdented(String text, Lines outer) {
    return indentation.startsWith(outer.indentation)
        ? text.replace("\n" + indentation, "\n" + outer.indentation)
        : text;
  }
}
