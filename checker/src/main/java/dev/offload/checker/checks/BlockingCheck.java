package dev.offload.checker.checks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.CompilationUnitTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import dev.offload.checker.BlockingAnalysis;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.fix.Advice;
import dev.offload.checker.model.Kind;
import dev.offload.checker.report.Finding;
import dev.offload.checker.report.FindingMessage;
import java.util.Set;

/** Reports the findings of the shared analysis that are of the check's own kinds and context. */
abstract class BlockingCheck extends BugChecker implements CompilationUnitTreeMatcher {
  private final transient BlockingAnalysis analysis;
  private final Class<? extends ExecutionContext.Checked> context;
  private final Set<Kind> kinds;

  /** Reports code that must not block. */
  BlockingCheck(BlockingAnalysis analysis, Set<Kind> kinds) {
    this(analysis, ExecutionContext.NonBlocking.class, kinds);
  }

  BlockingCheck(
      BlockingAnalysis analysis,
      Class<? extends ExecutionContext.Checked> context,
      Set<Kind> kinds) {
    this.analysis = analysis;
    this.context = context;
    this.kinds = kinds;
    analysis.enable(context, kinds, this::reports);
  }

  @Override
  public Description matchCompilationUnit(CompilationUnitTree unit, VisitorState state) {
    for (Finding finding : analysis.findings(unit, state)) {
      if (reports(finding, state)) {
        Advice advice = analysis.advice(finding, state);
        state.reportMatch(
            buildDescription(finding.path().getLeaf())
                .setMessage(
                    FindingMessage.of(finding, advice.line(String.valueOf(state.getSourceCode()))))
                .addAllFixes(advice.fixes())
                .build());
      }
    }
    return Description.NO_MATCH;
  }

  private boolean reports(Finding finding, VisitorState state) {
    return context.isInstance(finding.code().context())
        && kinds.contains(finding.effect().kind())
        && !isSuppressedAt(finding.path(), state);
  }

  private boolean isSuppressedAt(TreePath path, VisitorState state) {
    for (Tree tree : path) {
      if (isSuppressed(tree, state)) {
        return true;
      }
    }
    return false;
  }
}
