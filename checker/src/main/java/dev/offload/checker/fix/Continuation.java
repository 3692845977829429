package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the body of a lambda or method at a wait: what comes before stays, what comes after becomes
 * a callback of the stage that was waited for.
 *
 * <p>Refusals: what {@link CutObstacles} finds; a comment would be lost.
 */
final class Continuation {
  private static final String COMMENT = "a comment would be lost; rewrite this with thenCompose";

  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private final Tree body;
  private final Cut cut;
  private final Composed composed;
  private final boolean needsBridge;
  private final Site site;
  private final CutObstacles obstacles;

  /**
   * Prepares the cut.
   *
   * @param body of a lambda or method, or a block within it that does not end normally
   * @param needsBridge whether the stage alone has not the type to return
   */
  Continuation(Tree body, Cut cut, Composed composed, boolean needsBridge, Site site) {
    this.body = body;
    this.cut = cut;
    this.composed = composed;
    this.needsBridge = needsBridge;
    this.site = site;
    this.obstacles = new CutObstacles(cut, site);
  }

  /** A new body. */
  Answer answer() {
    if (cut.losesComment(site)) {
      return new Refusal(COMMENT);
    }
    return body instanceof BlockTree block ? cut(block) : cut((ExpressionTree) body);
  }

  // --- Expressions -------------------------------------------------------------------------------

  private Answer cut(ExpressionTree expression) {
    return FirstEvaluated.obstacle(cut.path(), expression)
        .or(() -> obstacles.capturing(List.of(expression)))
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                offer(
                    Edit.replace(
                        site.start(expression),
                        site.end(expression),
                        continued(expression) + composed.ending()),
                    false));
  }

  /** The stage, with what is left of an expression as its callback. */
  private String continued(ExpressionTree expression) {
    if (stripped(expression) == cut.tree()) {
      return stage() + bridge();
    }
    String value = site.freshName("value");
    return completed(expression)
        .filter(inner -> !hasCommentBeside(expression, inner))
        .map(
            inner ->
                stripped(inner) == cut.tree() && isOf(expression, cut.result(site))
                    ? stage()
                    : stage() + ".thenApply(" + value + " -> " + around(inner, value) + ")")
        .orElseGet(() -> stage() + callback(value, around(expression, value)));
  }

  /** The value of a stage that is to be returned complete. */
  private Optional<ExpressionTree> completed(ExpressionTree expression) {
    return composed.isStage()
            && stripped(expression) instanceof MethodInvocationTree call
            && call.getTypeArguments().isEmpty()
            && ASTHelpers.getSymbol(call).owner.getQualifiedName().contentEquals(FUTURE)
            && ASTHelpers.getSymbol(call).name.toString().startsWith("completed")
        ? Optional.of(call.getArguments().get(0))
        : Optional.empty();
  }

  private boolean hasCommentBeside(ExpressionTree whole, ExpressionTree part) {
    return site.hasComments(site.start(whole), site.start(part))
        || site.hasComments(site.end(part), site.end(whole));
  }

  private boolean isOf(ExpressionTree stage, Type value) {
    Type type = ASTHelpers.getType(stage);
    return type.getTypeArguments().size() == 1
        && site.isSame(type.getTypeArguments().get(0), value);
  }

  /** Behind a stage whose value is all that is wanted. */
  private String bridge() {
    if (composed.isStatement()) {
      return "";
    }
    if (composed.isVoid()) {
      return callback(site.freshName("unused"), "{}");
    }
    String value = site.freshName(composed.isStage() ? "stage" : "value");
    return needsBridge || composed.isStage() ? callback(value, value) : "";
  }

  private String stage() {
    return cut.stage(site);
  }

  private String callback(String parameter, String body) {
    return "." + composed.inner() + "(" + parameter + " -> " + body + ")";
  }

  /** The text of a tree with a name instead of the cut. */
  private String around(Tree tree, String name) {
    return around(site.start(tree), name, site.end(tree));
  }

  private String around(int start, String name, int end) {
    return site.source(start, site.start(cut.tree()))
        + name
        + site.source(site.end(cut.tree()), end);
  }

  private static Tree stripped(ExpressionTree expression) {
    ExpressionTree result = expression;
    while (result instanceof ParenthesizedTree parenthesized) {
      result = parenthesized.getExpression();
    }
    return result;
  }

  // --- Blocks ------------------------------------------------------------------------------------

  private Answer cut(BlockTree block) {
    int index = indexOfWait(block);
    StatementTree statement = block.getStatements().get(index);
    List<? extends StatementTree> after = rest(block, index + 1);
    if (statement instanceof TryTree attempt && cut.mayLeaveTry()) {
      return WrappingCatch.obstacle(attempt, site)
          .<Answer>map(Refusal::new)
          .orElseGet(() -> cutWithin(attempt, block, index));
    }
    Optional<String> obstacle =
        obstacles.of(statement, leaving(block.getStatements().subList(0, index)), after);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Lines lines = new Lines(site, block, index);
    int end = site.end(block) - 1;
    String rest = site.source(site.end(statement), end);
    return offer(
        Edit.replace(
            lines.start(),
            end,
            lines.ending(
                    prefix(), goingOn(statement, lines.start(), after, rest), composed.ending())
                + lines.tail()),
        false);
  }

  /** The statements that must not return: none if that yields the same as after the cut. */
  private List<? extends StatementTree> leaving(List<? extends StatementTree> before) {
    return composed.isStage() || composed.isStatement() ? List.of() : before;
  }

  /** Moves the inner statements of {@code try} into the block, without the catch. */
  private Answer cutWithin(TryTree attempt, BlockTree block, int index) {
    BlockTree inner = attempt.getBlock();
    int innerIndex = indexOfWait(inner);
    StatementTree statement = inner.getStatements().get(innerIndex);
    List<StatementTree> before = new ArrayList<>(block.getStatements().subList(0, index));
    before.addAll(inner.getStatements().subList(0, innerIndex));
    List<StatementTree> after = new ArrayList<>(rest(inner, innerIndex + 1));
    after.addAll(rest(block, index + 1));
    Optional<String> obstacle = obstacles.of(statement, leaving(before), after);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Lines lines = new Lines(site, block, index);
    Lines innerLines = new Lines(site, inner, innerIndex);
    int open = site.start(inner) + 1;
    int innerEnd = site.end(inner) - 1;
    int end = site.end(block) - 1;
    String head = innerLines.outdented(site.source(open, innerLines.start()).strip(), lines);
    String rest =
        innerLines.outdented(site.source(site.end(statement), innerEnd).stripTrailing(), lines)
            + site.source(site.end(attempt), end);
    GoingOn inside = goingOn(statement, innerLines.start(), after, rest);
    String going =
        lines.ending(
            prefix(),
            new GoingOn(
                inside.stage(),
                innerLines.outdented(inside.head(), lines),
                inside.rest(),
                inside.end()),
            composed.ending());
    return offer(
        Edit.replace(
            lines.start(),
            end,
            (head.isEmpty() ? "" : head + lines.newLine()) + going + lines.tail()),
        true);
  }

  private int indexOfWait(BlockTree block) {
    for (TreePath path = cut.path(); path != null; path = path.getParentPath()) {
      int index = block.getStatements().indexOf(path.getLeaf());
      if (index >= 0) {
        return index;
      }
    }
    throw new IllegalStateException("the wait is not in " + block);
  }

  private static List<? extends StatementTree> rest(BlockTree block, int from) {
    return block.getStatements().subList(from, block.getStatements().size());
  }

  /** What the block returns in the end, and the rest that is to be a callback. */
  private GoingOn goingOn(
      StatementTree statement, int start, List<? extends StatementTree> after, String rest) {
    boolean isBare = isBare(statement);
    String parameter = parameter(statement);
    String head = isBare ? "" : around(start, parameter, site.end(statement));
    if (statement instanceof ReturnTree returned) {
      return GoingOn.expression(continued(returned.getExpression()));
    }
    if (isBare && after.isEmpty() && rest.isBlank()) {
      return GoingOn.expression(stage() + bridge());
    }
    String stage = stage() + "." + composed.inner() + "(" + parameter + " -> ";
    Optional<ExpressionTree> only =
        isBare && after.size() == 1 ? expression(after.get(0)) : Optional.empty();
    boolean isAlone = only.isPresent() && rest.strip().equals(site.source(after.get(0)).strip());
    if (!isAlone) {
      return new GoingOn(stage, head, rest, ")");
    }
    return GoingOn.expression(
        completed(only.get())
            .filter(value -> !hasCommentBeside(only.get(), value))
            .map(
                value ->
                    site.source(value).equals(parameter) && isOf(only.get(), cut.result(site))
                        ? stage()
                        : stage() + ".thenApply(" + parameter + " -> " + site.source(value) + ")")
            .orElseGet(() -> stage + site.source(only.get()) + ")"));
  }

  private String prefix() {
    return composed.isStatement() ? "" : "return ";
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
  private boolean isBare(StatementTree statement) {
    if (statement == cut.tree()) {
      return true;
    }
    if (statement instanceof ExpressionStatementTree only) {
      return stripped(only.getExpression()) == cut.tree();
    }
    return statement instanceof VariableTree variable
        && stripped(variable.getInitializer()) == cut.tree()
        && variable.getModifiers().getAnnotations().isEmpty()
        && site.isSame(ASTHelpers.getType(variable), cut.result(site));
  }

  private String parameter(StatementTree statement) {
    if (!isBare(statement)) {
      return site.freshName("value");
    }
    return statement instanceof VariableTree variable
        ? variable.getName().toString()
        : site.freshName("unused");
  }

  private Answer offer(Edit edit, boolean dropsCatch) {
    return new Offer(edit.importing(cut.imports()), cut.change(dropsCatch));
  }
}
