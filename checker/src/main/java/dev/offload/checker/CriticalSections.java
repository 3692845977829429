package dev.offload.checker;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import dev.offload.checker.body.Operation;
import dev.offload.checker.model.Kind;
import dev.offload.checker.report.Finding;
import java.util.List;
import java.util.Optional;

/** Finds what a lock protects: {@code lock.lock(); try { section } finally { lock.unlock(); }}. */
final class CriticalSections {
  private CriticalSections() {}

  /** The section of a monitor, or the one that a call which takes a lock opens. */
  static Optional<Tree> of(Operation operation, Finding finding) {
    if (operation instanceof Operation.Monitor monitor) {
      return Optional.of(monitor.section());
    }
    if (finding.effect().kind() != Kind.LOCK || !finding.effect().witness().isEmpty()) {
      return Optional.empty();
    }
    TreePath statement = finding.path();
    while (!(statement.getParentPath().getLeaf() instanceof BlockTree)) {
      statement = statement.getParentPath();
      if (statement.getParentPath() == null) {
        return Optional.empty();
      }
    }
    BlockTree block = (BlockTree) statement.getParentPath().getLeaf();
    List<? extends StatementTree> statements = block.getStatements();
    int next = statements.indexOf(statement.getLeaf()) + 1;
    if (next < statements.size() && statements.get(next) instanceof TryTree guarded) {
      return Optional.of(guarded.getBlock());
    }
    boolean opensTry =
        statement.getParentPath().getParentPath().getLeaf() instanceof TryTree && next == 1;
    return opensTry ? Optional.of(block) : Optional.empty();
  }
}
