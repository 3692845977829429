package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import dev.offload.checker.body.ControlFlow;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Edit.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statement of a block with the wait, and those behind it, as a callback of the stage that was
 * waited for.
 */
final class BlockAsCallback {
  private final Cut cut;
  private final Composed composed;
  private final Callback callback;
  private final StatementTree statement;
  private final List<? extends StatementTree> after;
  private final boolean isCutAgain;
  private final Site site;

  /**
   * Prepares the callback.
   *
   * @param isCutAgain whether it has another wait, which is fixed as well
   */
  BlockAsCallback(
      Callback callback,
      StatementTree statement,
      List<? extends StatementTree> after,
      boolean isCutAgain) {
    this.cut = callback.cut();
    this.composed = callback.composed();
    this.callback = callback;
    this.statement = statement;
    this.after = after;
    this.isCutAgain = isCutAgain;
    this.site = callback.site();
  }

  /**
   * What the block returns in the end, and the rest that is to be a callback.
   *
   * @param names where the source text of the statements has the variables that a lambda can use
   * @param start of the statement
   * @param rest the text of those behind it
   */
  GoingOn goingOn(Site names, int start, String rest) {
    Callback renamed = callback.in(names);
    if (statement instanceof ReturnTree returned) {
      ExpressionTree value = returned.getExpression();
      int keyword = start + "return".length();
      String comment = site.source(keyword, site.start(value)).stripLeading();
      String trailing = site.source(site.end(value), site.end(returned) - 1).stripTrailing();
      return GoingOn.expression(comment + renamed.around(value) + trailing);
    }
    boolean isBare = isBare();
    if (after.isEmpty() && rest.isBlank()) {
      if (isBare) {
        return GoingOn.expression(renamed.alone());
      }
      if (composed.isStatement() && statement instanceof ExpressionStatementTree only) {
        return GoingOn.expression(renamed.around(only.getExpression()));
      }
    }
    String parameter = parameter();
    Optional<ExpressionTree> only =
        isBare && after.size() == 1 && composed.last().isEmpty()
            ? expression(after.get(0))
            : Optional.empty();
    boolean isAlone =
        only.isPresent()
            && rest.strip().equals(renamed.site().source(after.get(0)).strip())
            && !site.hasCommentsBeside(only.get(), after.get(0));
    if (isAlone) {
      return GoingOn.expression(renamed.behind(parameter, only.get()));
    }
    if (isBare && isCutAgain && after.size() == 1 && returned(rest).isPresent()) {
      return GoingOn.expression(renamed.around(parameter, returned(rest).get()));
    }
    String head = isBare ? "" : renamed.replaced(start, parameter, site.end(statement));
    return new GoingOn(renamed.open(parameter), head, rest, last(), composed.arguments() + ")");
  }

  /** What a single statement returns. */
  private static Optional<String> returned(String statement) {
    String text = statement.strip();
    return text.startsWith("return ") && text.endsWith(";")
        ? Optional.of(text.substring("return ".length(), text.length() - 1))
        : Optional.empty();
  }

  /** Each end of a callback does what its last statement does. */
  List<Replacement> ends() {
    return composed.last().isEmpty()
        ? List.of()
        : Stream.concat(Stream.of(statement), after.stream())
            .flatMap(each -> Returns.in(each).stream())
            .map(each -> new Replacement(site.start(each), site.end(each), composed.last()))
            .toList();
  }

  private String last() {
    StatementTree end = after.isEmpty() ? statement : after.get(after.size() - 1);
    return isCutAgain || ControlFlow.completesNormally(end) ? composed.last() : "";
  }

  /** All that can be behind a statement that returns. */
  String commentBehind(String rest) {
    return statement instanceof ReturnTree ? rest.stripTrailing() : "";
  }

  private Optional<ExpressionTree> expression(StatementTree statement) {
    if (statement instanceof ReturnTree returned) {
      return Optional.ofNullable(returned.getExpression());
    }
    return composed.isVoid() && statement instanceof ExpressionStatementTree only
        ? Optional.of(only.getExpression())
        : Optional.empty();
  }

  /** Whether nothing of a statement is left without the wait, but for the name of its variable. */
  private boolean isBare() {
    if (statement == cut.tree()) {
      return true;
    }
    if (statement instanceof ExpressionStatementTree only) {
      return callback.isCut(only.getExpression());
    }
    return statement instanceof VariableTree variable
        && callback.isCut(variable.getInitializer())
        && variable.getModifiers().getAnnotations().isEmpty()
        && !site.hasCommentsBeside(cut.tree(), statement)
        && site.isSame(ASTHelpers.getType(variable), cut.result(site));
  }

  private String parameter() {
    if (!isBare()) {
      return site.freshName("value");
    }
    return statement instanceof VariableTree variable
        ? variable.getName().toString()
        : site.freshName("unused");
  }
}
