package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.body.Values;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Statements that hold a lock from their start to their end: {@code synchronized (lock) { .. }}, or
 * {@code lock.lock(); try { .. } finally { lock.unlock(); }}.
 *
 * @param path to the statement that takes the lock
 * @param last the same statement, or the {@code try} behind it
 * @param taken the lock where it is taken
 * @param givenBack the lock where it is given back; none for a monitor
 * @param body what runs with the lock held
 * @param isPlain whether nothing but the body runs with the lock held: no {@code catch}, no more in
 *     {@code finally}
 */
record LockedSection(
    TreePath path,
    StatementTree last,
    ExpressionTree taken,
    Optional<ExpressionTree> givenBack,
    BlockTree body,
    boolean isPlain) {
  private static final String LOCK = "java.util.concurrent.locks.Lock";

  /** The outermost one around the operation, in {@code function}. */
  static Optional<LockedSection> around(TreePath operation, Tree function, Site site) {
    Optional<LockedSection> result = Optional.empty();
    for (TreePath path = operation; path.getLeaf() != function; path = path.getParentPath()) {
      Optional<LockedSection> section = with(path, site);
      result = section.isPresent() ? section : result;
    }
    return result;
  }

  /** The one that a statement is all of, or a part of. */
  static Optional<LockedSection> with(TreePath statement, Site site) {
    return Stream.of(Optional.of(statement), before(statement))
        .flatMap(Optional::stream)
        .flatMap(each -> startingAt(each, site).stream())
        .findFirst();
  }

  private static Optional<TreePath> before(TreePath statement) {
    if (!(statement.getParentPath().getLeaf() instanceof BlockTree block)) {
      return Optional.empty();
    }
    int index = block.getStatements().indexOf(statement.getLeaf());
    return index < 1 || !(statement.getLeaf() instanceof TryTree)
        ? Optional.empty()
        : Optional.of(
            new TreePath(statement.getParentPath(), block.getStatements().get(index - 1)));
  }

  private static Optional<LockedSection> startingAt(TreePath path, Site site) {
    if (path.getLeaf() instanceof SynchronizedTree monitor) {
      ExpressionTree owner = Values.strip(monitor.getExpression());
      return Optional.of(
          new LockedSection(path, monitor, owner, Optional.empty(), monitor.getBlock(), true));
    }
    Optional<ExpressionTree> taken = receiver(path.getLeaf(), "lock", site);
    if (taken.isEmpty() || !(path.getParentPath().getLeaf() instanceof BlockTree block)) {
      return Optional.empty();
    }
    int next = block.getStatements().indexOf(path.getLeaf()) + 1;
    if (next == block.getStatements().size()
        || !(block.getStatements().get(next) instanceof TryTree guarded)
        || guarded.getFinallyBlock() == null) {
      return Optional.empty();
    }
    List<? extends StatementTree> ending = guarded.getFinallyBlock().getStatements();
    boolean isPlain =
        guarded.getResources().isEmpty() && guarded.getCatches().isEmpty() && ending.size() == 1;
    return ending.stream()
        .flatMap(each -> receiver(each, "unlock", site).stream())
        .filter(lock -> site.source(lock).equals(site.source(taken.get())))
        .findFirst()
        .map(
            lock ->
                new LockedSection(
                    path, guarded, taken.get(), Optional.of(lock), guarded.getBlock(), isPlain));
  }

  /** The lock that a statement calls a method of. */
  private static Optional<ExpressionTree> receiver(Tree statement, String method, Site site) {
    return statement instanceof ExpressionStatementTree only
            && only.getExpression() instanceof MethodInvocationTree call
            && call.getArguments().isEmpty()
            && ASTHelpers.getSymbol(call).name.contentEquals(method)
            && ASTHelpers.getReceiver(call) != null
            && site.isA(ASTHelpers.getSymbol(call).owner.type, LOCK)
        ? Optional.of(ASTHelpers.getReceiver(call))
        : Optional.empty();
  }

  StatementTree first() {
    return (StatementTree) path.getLeaf();
  }

  /** The block that it is a part of; none if it is all that {@code if} or {@code case} runs. */
  Optional<BlockTree> block() {
    return path.getParentPath().getLeaf() instanceof BlockTree block
        ? Optional.of(block)
        : Optional.empty();
  }
}
