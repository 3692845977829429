package dev.offload.checker.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.SUGGESTION;
import static com.google.errorprone.BugPattern.StandardTags.CONCURRENCY;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.ErrorProneFlags;
import com.google.errorprone.bugpatterns.BugChecker;
import dev.offload.checker.BlockingAnalysis;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.model.Kind;
import java.util.Set;
import javax.inject.Inject;

/**
 * A {@link BugChecker} that flags code that blocks on the JVM's common pool, whose few threads all
 * of the program shares: {@code supplyAsync} and its kin without an executor, parallel streams.
 *
 * <p>Not locks, which are short as a rule, and not long computations: they are what the pool is
 * for.
 */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "This blocks on the common pool, which all of the program shares",
    altNames = {"blocking", "rollout:BlockingInCommonPool", "BlockingMethodInNonBlockingContext"},
    linkType = CUSTOM,
    link = Links.PAGES + "BlockingInCommonPool.md",
    severity = SUGGESTION,
    tags = CONCURRENCY)
public final class BlockingInCommonPool extends BlockingCheck {
  /** For the service loader, which only asks for the name. */
  public BlockingInCommonPool() {
    this(new BlockingAnalysis(ErrorProneFlags.empty()));
  }

  @Inject
  BlockingInCommonPool(BlockingAnalysis analysis) {
    super(
        analysis,
        ExecutionContext.CommonPool.class,
        Set.of(
            Kind.SLEEP,
            Kind.FILE,
            Kind.NETWORK,
            Kind.DNS,
            Kind.PROCESS,
            Kind.DATABASE,
            Kind.CONSOLE,
            Kind.WAIT,
            Kind.JOIN,
            Kind.DECLARED,
            Kind.FILE_METADATA,
            Kind.ENTROPY));
  }
}
