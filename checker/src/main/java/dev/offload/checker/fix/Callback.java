package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/**
 * The stage of a cut with what is left to do as its callback, as source text, where that is one
 * expression.
 *
 * @param needsBridge whether the stage alone has not the type to return
 */
record Callback(Cut cut, Composed composed, boolean needsBridge, Site site) {
  /** The same with other source text. */
  Callback in(Site renamed) {
    return new Callback(cut, composed, needsBridge, renamed);
  }

  /** For an expression that contains the cut. */
  String around(ExpressionTree expression) {
    if (isCut(expression)) {
      return alone();
    }
    String value = site.freshName("value");
    return completed(expression)
        .map(
            inner ->
                isCut(inner) && isOf(expression, cut.result(site))
                    ? cut.only(site)
                    : applying(value, replaced(inner, value)))
        .orElseGet(() -> open(value) + body(replaced(expression, value)) + close());
  }

  /** For an expression behind the cut, whose value it knows as {@code parameter}. */
  String behind(String parameter, ExpressionTree expression) {
    return completed(expression)
        .map(
            inner ->
                site.source(inner).equals(parameter) && isOf(expression, cut.result(site))
                    ? cut.only(site)
                    : applying(parameter, site.source(inner)))
        .orElseGet(() -> around(parameter, site.source(expression)));
  }

  /** Where the stage's value is all that is wanted. */
  String alone() {
    if (composed.isStatement()) {
      return stage();
    }
    if (composed.isVoid()) {
      return open(site.freshName("unused")) + "{}" + close();
    }
    String value = site.freshName(composed.isStage() ? "stage" : "value");
    return needsBridge || composed.isStage() ? open(value) + value + close() : stage();
  }

  /** Up to the arrow. */
  String open(String parameter) {
    return stage() + "." + composed.inner() + "(" + parameter + " -> ";
  }

  /** For the text of an expression that knows the cut's value as {@code parameter}. */
  String around(String parameter, String expression) {
    return open(parameter) + expression + close();
  }

  private String close() {
    return composed.arguments() + ")";
  }

  private String body(String value) {
    return composed.last().isEmpty() ? value : "{ " + value + "; " + composed.last() + " }";
  }

  private String applying(String parameter, String value) {
    String method = composed.arguments().isEmpty() ? ".thenApply(" : ".thenApplyAsync(";
    return stage() + method + parameter + " -> " + value + close();
  }

  private String stage() {
    return cut.stage(site);
  }

  boolean isCut(ExpressionTree expression) {
    return ASTHelpers.stripParentheses(expression) == cut.tree();
  }

  private String replaced(Tree tree, String name) {
    return replaced(site.start(tree), name, site.end(tree));
  }

  /** The text with a name instead of the cut. */
  String replaced(int start, String name, int end) {
    return site.source(start, site.start(cut.tree()))
        + name
        + site.source(site.end(cut.tree()), end);
  }

  /** The value of a stage that is to be returned complete. */
  private Optional<ExpressionTree> completed(ExpressionTree expression) {
    return composed.isStage() ? CompletedStage.value(expression, site) : Optional.empty();
  }

  private boolean isOf(ExpressionTree stage, Type value) {
    Type type = ASTHelpers.getType(stage);
    return type.getTypeArguments().size() == 1
        && site.isSame(type.getTypeArguments().get(0), value);
  }
}
