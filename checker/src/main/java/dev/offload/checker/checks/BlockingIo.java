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
 * A {@link BugChecker} that flags calls that wait for files, the network, processes, databases or
 * the console in code that must not block.
 */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This waits for input or output in code that must not block",
    altNames = {"blocking", "rollout:BlockingIo", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "BlockingIo.md",
    severity = WARNING,
    tags = CONCURRENCY)
public final class BlockingIo extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public BlockingIo() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  BlockingIo(BlockingAnalysis analysis) {
    super(
        analysis,
        Set.of(
            Kind.FILE,
            Kind.NETWORK,
            Kind.DNS,
            Kind.PROCESS,
            Kind.DATABASE,
            Kind.CONSOLE,
            Kind.DECLARED,
            Kind.FILE_METADATA,
            Kind.ENTROPY,
            Kind.CPU));
  }
}
