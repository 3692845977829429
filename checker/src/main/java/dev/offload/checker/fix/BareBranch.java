package dev.offload.checker.fix;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CaseTree.CaseKind;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.Optional;

/** A branch that is no block, and so has no place for the rest of a function. */
final class BareBranch {
  private BareBranch() {}

  /** What to do if there is one around {@code path}, within a function's body. */
  static Optional<String> around(TreePath path, Tree body) {
    for (TreePath each = path;
        each.getLeaf() != body && !(each.getLeaf() instanceof BlockTree);
        each = each.getParentPath()) {
      Tree parent = each.getParentPath().getLeaf();
      if (parent instanceof CaseTree branch && branch.getCaseKind() == CaseKind.STATEMENT) {
        return Optional.of(
            "the call is in a case without braces; put what the case does in braces, and end it"
                + " with return");
      }
      boolean isBranch = parent instanceof IfTree || parent instanceof CaseTree;
      if (isBranch && each.getLeaf() instanceof StatementTree) {
        return Optional.of("the call is in a branch without braces; put the branch in braces");
      }
    }
    return Optional.empty();
  }
}
