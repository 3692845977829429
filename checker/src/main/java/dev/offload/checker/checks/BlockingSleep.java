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

/** A {@link BugChecker} that flags sleeps in code that must not block. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This sleeps in code that must not block",
    altNames = {"blocking", "rollout:BlockingSleep", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "BlockingSleep.md",
    severity = WARNING,
    tags = CONCURRENCY)
public final class BlockingSleep extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public BlockingSleep() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  BlockingSleep(BlockingAnalysis analysis) {
    super(analysis, Set.of(Kind.SLEEP));
  }
}
