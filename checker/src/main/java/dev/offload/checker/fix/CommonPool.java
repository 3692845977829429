package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * Advice only: what blocks on the common pool, where {@link ExecutorArgument} finds no place for
 * another executor. The functions of a parallel stream, {@code list.parallelStream().map(x ->
 * read(x))}, have none, and results would come in another order, or at another time.
 *
 * <p>Refusals: all of it.
 */
final class CommonPool implements FixStrategy {
  private static final String STREAM = "java.util.stream.BaseStream";

  @Override
  public Optional<Answer> answer(Site site) {
    if (!(site.finding().code().context() instanceof ExecutionContext.CommonPool)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            isOfStream(site)
                ? "a parallel stream takes no executor; start a stage for each element with"
                    + " supplyAsync(.., executor), and go on behind allOf(..)"
                : "there is no place for an executor here; hand this to one whose threads may"
                    + " block"));
  }

  private static boolean isOfStream(Site site) {
    Tree call = Site.parent(site.nonBlockingFunction()).getLeaf();
    return call instanceof MethodInvocationTree tree
        && site.isA(ASTHelpers.getSymbol(tree).owner.type, STREAM);
  }
}
