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

/** A {@link BugChecker} that flags monitors and locks in code that must not block. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This may wait for a lock in code that must not block",
    altNames = {"blocking", "rollout:BlockingLock", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "BlockingLock.md",
    severity = WARNING,
    tags = CONCURRENCY)
public final class BlockingLock extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public BlockingLock() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  BlockingLock(BlockingAnalysis analysis) {
    super(analysis, Set.of(Kind.LOCK));
  }
}
