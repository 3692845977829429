package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer of Vert.x's event bus moves the call that blocks to a worker thread, and goes on in a
 * callback on its own event loop: {@code bus.consumer("pages", message ->
 * message.reply(read(message.body())))} becomes {@code bus.consumer("pages", message ->
 * vertx.executeBlocking(() -> read(message.body())).onSuccess(value -> message.reply(value))
 * .onFailure(failure -> { throw .. }))}.
 *
 * <p>Vert.x runs such calls one after the other, and their callbacks in the same order; so no
 * message overtakes another one, if all of them come to the call, and nothing happens before it.
 *
 * <p>Changes behaviour: another thread; the call for the next message may start before what follows
 * this one's; failures always reach the exception handler, which Vert.x 5.2 does not tell what a
 * consumer throws.
 *
 * <p>Refusals: the call happens only sometimes, or something happens before it; a second call; a
 * sleep; what {@link VertxHandler} finds in other handlers.
 */
final class VertxConsumer implements FixStrategy {
  private static final String BUS = "io.vertx.core.eventbus.EventBus";
  private static final String MESSAGES = "io.vertx.core.eventbus.MessageConsumer";
  private static final Set<String> METHODS =
      Set.of(BUS + ".consumer", BUS + ".localConsumer", MESSAGES + ".handler");

  private static final Set<String> PARTS_OF_MESSAGE =
      Set.of("address", "body", "headers", "isSend", "replyAddress");

  private static final Refusal OVERTAKING =
      new Refusal(
          "later messages would overtake this one; put the consumer into a verticle on worker"
              + " threads, or use executeBlocking if their order does not matter");

  /** Whether messages would overtake each other if the function around the operation waited. */
  static boolean isAround(Site site) {
    TreePath function = site.nonBlockingFunction();
    return isConsumer(function)
        || (isBehindCall(function) && isConsumer(Site.innermostFunction(function.getParentPath())));
  }

  private static boolean isConsumer(TreePath function) {
    return takes(function)
        .filter(method -> METHODS.contains(method.owner.getQualifiedName() + "." + method.name))
        .isPresent();
  }

  /** The method that gets the function. */
  private static Optional<MethodSymbol> takes(TreePath function) {
    return function.getLeaf() instanceof LambdaExpressionTree
            && Site.parent(function).getLeaf() instanceof MethodInvocationTree call
        ? Optional.of(ASTHelpers.getSymbol(call))
        : Optional.empty();
  }

  /** Whether it is a callback of {@code executeBlocking}. */
  private static boolean isBehindCall(TreePath function) {
    return takes(function).isPresent()
        && ASTHelpers.getReceiver((ExpressionTree) Site.parent(function).getLeaf())
            instanceof MethodInvocationTree before
        && ASTHelpers.getSymbol(before).name.contentEquals("executeBlocking");
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return isAround(site)
        ? VoidFunction.around(site).map(function -> answer(function, site))
        : Optional.empty();
  }

  private static Answer answer(VoidFunction function, Site site) {
    boolean keepsOrder =
        isConsumer(function.path())
            && Sleep.of(site).isEmpty()
            && site.isDirect()
            && isFirst(function, site);
    if (!keepsOrder) {
      return OVERTAKING;
    }
    Answer answer = VertxHandler.reporting(function, site);
    return answer instanceof Offer offer
        ? Offer.changing(
            offer.edit(),
            VertxInstance.CHANGE + "; what fails always goes to the exception handler of Vert.x")
        : answer;
  }

  /** Whether all messages come to the operation before they do anything else. */
  private static boolean isFirst(VoidFunction function, Site site) {
    return function.body() instanceof BlockTree block
        ? isFirst(block, function.parameters().get(0), site)
        : isAlways(site.operation(), function.body());
  }

  private static boolean isFirst(BlockTree block, Tree message, Site site) {
    for (StatementTree statement : block.getStatements()) {
      if (isIn(statement, site)) {
        return (statement instanceof TryTree attempt && isIn(attempt.getBlock(), site))
            ? isFirst(attempt.getBlock(), message, site)
            : isAlways(site.operation(), ContinuedTry.evaluated(statement));
      }
      boolean isPart =
          statement instanceof VariableTree variable
              && (variable.getInitializer() == null || isPart(variable.getInitializer(), message));
      if (!isPart) {
        return false;
      }
    }
    return false;
  }

  private static boolean isIn(Tree tree, Site site) {
    int start = site.start(site.operation().getLeaf());
    return site.start(tree) <= start && start < site.end(tree);
  }

  /** Whether nothing but the end of a function decides whether an operation happens. */
  private static boolean isAlways(TreePath operation, Tree whole) {
    return FirstEvaluated.obstacle(operation, whole).isEmpty();
  }

  /** Whether an expression only takes something out of the message. */
  private static boolean isPart(ExpressionTree tree, Tree message) {
    return FirstEvaluated.isInert(tree)
        || (tree instanceof MethodInvocationTree call
            && call.getArguments().isEmpty()
            && PARTS_OF_MESSAGE.contains(ASTHelpers.getSymbol(call).name.toString())
            && ASTHelpers.getReceiver(call) instanceof IdentifierTree receiver
            && ASTHelpers.getSymbol(receiver).equals(ASTHelpers.getSymbol(message)));
  }
}
