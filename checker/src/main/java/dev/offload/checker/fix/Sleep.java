package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A sleep: {@code Thread.sleep(100)}, {@code TimeUnit.SECONDS.sleep(1)}.
 *
 * @param path to the statement without a value: the call, or a {@code try} around it alone that
 *     only deals with the interrupt
 * @param unit of the time; empty if the time is a {@code Duration}
 * @param nanos to add
 * @param mayThrow whether it throws if the time is negative, as only {@code Thread.sleep(long)}
 *     does, and nobody knows that it is not
 */
record Sleep(
    TreePath path,
    ExpressionTree time,
    Optional<Unit> unit,
    Optional<ExpressionTree> nanos,
    boolean mayThrow) {
  /** A constant of {@code TimeUnit} by its name, or what yields one as source text. */
  record Unit(String text, boolean isConstant) {}

  static Optional<Sleep> of(Site site) {
    return site.finding().effect().kind() == Kind.SLEEP
            && site.finding().effect().witness().isEmpty()
            && site.operation().getLeaf() instanceof MethodInvocationTree call
            && site.operation().getParentPath().getLeaf() instanceof ExpressionStatementTree
        ? of(call, statement(site), site)
        : Optional.empty();
  }

  private static Optional<Sleep> of(MethodInvocationTree call, TreePath path, Site site) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    List<? extends ExpressionTree> arguments = call.getArguments();
    return switch (method.owner.getQualifiedName().toString()) {
      case "java.lang.Thread" -> {
        boolean isDuration = site.isA(method.params().get(0).type, "java.time.Duration");
        Optional<Unit> unit =
            isDuration ? Optional.empty() : Optional.of(new Unit("MILLISECONDS", true));
        Optional<ExpressionTree> nanos =
            arguments.size() > 1 ? Optional.of(arguments.get(1)) : Optional.empty();
        boolean mayThrow = !isDuration && ASTHelpers.constValue(arguments.get(0)) == null;
        yield Optional.of(new Sleep(path, arguments.get(0), unit, nanos, mayThrow));
      }
      case "java.util.concurrent.TimeUnit" ->
          unit(ASTHelpers.getReceiver(call), site)
              .map(
                  unit ->
                      new Sleep(
                          path, arguments.get(0), Optional.of(unit), Optional.empty(), false));
      default -> Optional.empty();
    };
  }

  private static Optional<Unit> unit(ExpressionTree receiver, Site site) {
    Symbol symbol = ASTHelpers.getSymbol(receiver);
    if (symbol instanceof VarSymbol constant && constant.owner.equals(symbol.type.tsym)) {
      return Optional.of(new Unit(constant.name.toString(), true));
    }
    return receiver != null && FirstEvaluated.isInert(receiver)
        ? Optional.of(new Unit(site.source(receiver), false))
        : Optional.empty();
  }

  private static TreePath statement(Site site) {
    TreePath statement = site.operation().getParentPath();
    TreePath block = statement.getParentPath();
    return block.getLeaf() instanceof BlockTree only
            && only.getStatements().size() == 1
            && block.getParentPath().getLeaf() instanceof TryTree attempt
            && attempt.getBlock() == only
            && attempt.getResources().isEmpty()
            && attempt.getFinallyBlock() == null
            && attempt.getCatches().stream().allMatch(each -> onlyInterrupts(each, site))
        ? block.getParentPath()
        : statement;
  }

  /** Whether a catch block would have nothing to do without an interrupt. */
  private static boolean onlyInterrupts(CatchTree tree, Site site) {
    return site.isA(ASTHelpers.getType(tree.getParameter()), "java.lang.InterruptedException")
        && (tree.getBlock().getStatements().isEmpty() || WrappingCatch.onlyInterrupts(tree));
  }

  /** What is left out of a {@code try} when only the time is kept. */
  boolean losesComment(Site site) {
    int first = site.end(time);
    int last = nanos.map(site::end).orElse(first);
    return site.hasComments(site.start(path.getLeaf()), site.start(time))
        || nanos.map(added -> site.hasComments(first, site.start(added))).orElse(false)
        || site.hasComments(last, site.end(path.getLeaf()));
  }
}
