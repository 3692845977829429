package dev.offload.checker;

import com.google.errorprone.ErrorProneFlags;
import com.google.errorprone.VisitorState;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.tools.javac.api.JavacTrees;
import com.sun.tools.javac.comp.Annotate;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Log;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.fix.Advice;
import dev.offload.checker.fix.Fixes;
import dev.offload.checker.model.Kind;
import dev.offload.checker.report.Finding;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import javax.tools.Diagnostic;

/**
 * What the checks ask. Error Prone makes one instance for a compilation and gives it to every
 * check, so each compilation unit is analysed once, whichever check asks first.
 *
 * <p>Whatever goes wrong in here ends in one warning; the compilation goes on.
 */
public final class BlockingAnalysis {
  private final ErrorProneFlags flags;
  private final Map<Class<? extends ExecutionContext.Checked>, Set<Kind>> kinds = new HashMap<>();
  private final List<Reporter> reporters = new ArrayList<>();
  private Engine engine;
  private Fixes fixes;
  private boolean failed;
  private CompilationUnitTree lastUnit;
  private List<Finding> lastFindings = List.of();
  private Map<Finding, Advice> lastAdvice = Map.of();

  /**
   * Makes the analysis of one compilation.
   *
   * @param flags read at the first question, not here: an exception in here would look like a crash
   *     of the compiler
   */
  @Inject
  public BlockingAnalysis(ErrorProneFlags flags) {
    this.flags = flags;
  }

  /** Who reports findings. */
  public interface Reporter {
    /** Whether a finding is of the reporter's sort, and nobody suppressed it. */
    boolean reports(Finding finding, VisitorState state);
  }

  /**
   * Says that findings of these kinds in this sort of context will be reported; called by each
   * enabled check at its start.
   */
  public void enable(
      Class<? extends ExecutionContext.Checked> context, Set<Kind> reported, Reporter reporter) {
    kinds.computeIfAbsent(context, sort -> EnumSet.noneOf(Kind.class)).addAll(reported);
    reporters.add(reporter);
  }

  /** The findings of a compilation unit, whichever check they belong to. */
  public List<Finding> findings(CompilationUnitTree unit, VisitorState state) {
    if (unit != lastUnit) {
      lastUnit = unit;
      lastAdvice = Map.of();
      lastFindings = analyse(unit, state);
    }
    return lastFindings;
  }

  /** What to do about a finding of {@link #findings} that is going to be reported. */
  public Advice advice(Finding finding, VisitorState state) {
    if (lastAdvice.isEmpty()) {
      Log log = Log.instance(state.context);
      Log.DiagnosticHandler silence = Compatibility.silence(log);
      try {
        if (fixes == null) {
          fixes = engine.newFixes();
        }
        lastAdvice = fixes.advice(reported(state), state);
      } finally {
        log.popDiagnosticHandler(silence);
      }
    }
    return lastAdvice.getOrDefault(finding, Advice.NONE);
  }

  private List<Finding> reported(VisitorState state) {
    return lastFindings.stream()
        .filter(finding -> reporters.stream().anyMatch(each -> each.reports(finding, state)))
        .toList();
  }

  private List<Finding> analyse(CompilationUnitTree unit, VisitorState state) {
    List<String> problems = new ArrayList<>();
    List<Finding> findings = List.of();
    Log log = Log.instance(state.context);
    // Looking at more classes than the compiler had to must not make it say more than it would
    // have.
    Log.DiagnosticHandler silence = Compatibility.silence(log);
    try {
      if (engine == null) {
        engine = start(state.context, problems);
      }
      findings = engine.findings(unit);
      Annotate.instance(state.context).flush();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      // One file is lost, the others are not; saying so once is enough.
      if (!failed) {
        problems.add(failure(e));
      }
      failed = true;
    } finally {
      log.popDiagnosticHandler(silence);
    }
    for (String problem : problems) {
      JavacTrees.instance(state.context)
          .printMessage(Diagnostic.Kind.WARNING, "Offload: " + problem, unit, unit);
    }
    return findings;
  }

  private static String failure(Throwable cause) {
    String where = cause.getStackTrace().length > 0 ? " at " + cause.getStackTrace()[0] : "";
    return "this file is not checked, the compilation goes on: "
        + cause
        + where
        + ". Please report this to the Offload project, not to Error Prone or javac.";
  }

  private Engine start(Context context, List<String> problems) {
    Options options = Options.parse(flags);
    problems.addAll(options.problems());
    kinds
        .values()
        .forEach(each -> each.removeIf(kind -> kind.isOptIn() && !options.kinds().contains(kind)));
    return new Engine(context, options, kinds, problem -> problems.add("model " + problem));
  }
}
