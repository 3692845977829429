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

/** A {@link BugChecker} that flags waits for asynchronous results in code that must not block. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This waits for an asynchronous result in code that must not block",
    altNames = {"blocking", "rollout:NestedJoin", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "NestedJoin.md",
    severity = WARNING,
    tags = CONCURRENCY)
public final class NestedJoin extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public NestedJoin() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  NestedJoin(BlockingAnalysis analysis) {
    super(analysis, Set.of(Kind.JOIN));
  }
}
