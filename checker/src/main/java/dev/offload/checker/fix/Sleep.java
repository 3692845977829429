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
import java.util.Optional;

/**
 * A sleep: {@code Thread.sleep(100)}, {@code TimeUnit.SECONDS.sleep(1)}.
 *
 * @param path to the statement without a value: the call, or a {@code try} around it alone that
 *     only deals with the interrupt
 * @param unit of the time, a constant of {@code TimeUnit}; empty if the time is a {@code Duration}
 */
record Sleep(TreePath path, ExpressionTree time, Optional<String> unit) {
  static Optional<Sleep> of(Site site) {
    if (site.finding().effect().kind() != Kind.SLEEP
        || !site.finding().effect().witness().isEmpty()
        || !(site.operation().getLeaf() instanceof MethodInvocationTree call)
        || call.getArguments().size() != 1
        || !(site.operation().getParentPath().getLeaf() instanceof ExpressionStatementTree)) {
      return Optional.empty();
    }
    ExpressionTree time = call.getArguments().get(0);
    TreePath path = statement(site);
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (method.owner.getQualifiedName().contentEquals("java.lang.Thread")) {
      boolean isDuration = site.isA(method.params().get(0).type, "java.time.Duration");
      return Optional.of(
          new Sleep(path, time, isDuration ? Optional.empty() : Optional.of("MILLISECONDS")));
    }
    Symbol unit = ASTHelpers.getSymbol(ASTHelpers.getReceiver(call));
    return method.owner.getQualifiedName().contentEquals("java.util.concurrent.TimeUnit")
            && unit instanceof VarSymbol constant
            && constant.owner == method.owner
        ? Optional.of(new Sleep(path, time, Optional.of(constant.name.toString())))
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

  boolean isConstant() {
    return ASTHelpers.constValue(time) != null;
  }

  /** What is left out of a {@code try} when only the time is kept. */
  boolean losesComment(Site site) {
    int start = site.start(path.getLeaf());
    int end = site.end(path.getLeaf());
    return site.hasComments(start, site.start(time)) || site.hasComments(site.end(time), end);
  }
}
