package dev.offload.checker.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.BugPattern.StandardTags.CONCURRENCY;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.ErrorProneFlags;
import com.google.errorprone.bugpatterns.BugChecker;
import dev.offload.checker.BlockingAnalysis;
import dev.offload.checker.model.Kind;
import java.util.Set;
import javax.inject.Inject;

/**
 * A {@link BugChecker} that flags latches, queues and other waits for threads in code that must not
 * block.
 */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This waits for another thread in code that must not block",
    altNames = {"blocking", "rollout:BlockingWait", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "BlockingWait.md",
    severity = WARNING,
    tags = CONCURRENCY)
public final class BlockingWait extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public BlockingWait() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  BlockingWait(BlockingAnalysis analysis) {
    super(analysis, Set.of(Kind.WAIT));
  }
}
