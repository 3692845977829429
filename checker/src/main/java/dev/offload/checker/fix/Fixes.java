package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.CompilationUnitTree;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.Sources;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.report.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds fixes for findings: asks all strategies and keeps what compiles.
 *
 * <p>Error Prone applies the first fix of every finding at once. So of two findings whose fixes
 * would touch each other only the first gets one; the second gets its own in the next build.
 */
public final class Fixes {
  private static final int MOST_OFFERS = 2;

  private static final Advice LATER =
      new Advice(
          List.of(),
          Optional.of(
              "the fix of another finding changes the same code; apply that, then compile again"));

  private final List<FixStrategy> strategies;
  private final Gate gate;
  private final List<Edit> taken = new ArrayList<>();
  private CompilationUnitTree unit;

  /**
   * Knows all strategies.
   *
   * @param executor the expression for an executor that the user configured
   */
  public Fixes(
      Optional<String> executor, Contracts contracts, Executors executors, Sources sources) {
    strategies = Strategies.all(new ExecutorChoice(executor, contracts, executors));
    gate = new Gate(sources);
  }

  /** What to do about a finding that is reported. */
  public Advice advice(Finding finding, VisitorState state) {
    if (finding.path().getCompilationUnit() != unit) {
      unit = finding.path().getCompilationUnit();
      taken.clear();
    }
    Site site = new Site(finding, state);
    Advice advice = find(site);
    if (advice.offers().isEmpty()) {
      int position = site.start(finding.path().getLeaf());
      return taken.stream().anyMatch(edit -> edit.covers(position)) ? LATER : advice;
    }
    taken.add(advice.offers().get(0).edit());
    return advice;
  }

  private Advice find(Site site) {
    // By the place of the strategy: the first refusal is the one that users read.
    SortedMap<Integer, String> refusals = new TreeMap<>();
    Map<Offer, Integer> candidates = new LinkedHashMap<>();
    for (int i = 0; i < strategies.size(); i++) {
      Answer answer = strategies.get(i).answer(site).orElse(null);
      if (answer instanceof Refusal refusal) {
        refusals.put(i, refusal.reason());
      } else if (answer instanceof Offer offer) {
        candidates.putIfAbsent(
            new Offer(offer.edit().withLineEndsOf(site.text()), offer.change()), i);
      }
    }
    List<Offer> safeFirst = new ArrayList<>(candidates.keySet());
    safeFirst.sort(Comparator.comparing(offer -> !offer.isSafe()));
    List<Offer> offers = new ArrayList<>();
    for (Offer candidate : safeFirst) {
      if (offers.isEmpty() && taken.stream().anyMatch(candidate.edit()::touches)) {
        return LATER;
      }
      // To ask the compiler costs more than all strategies do.
      if (offers.size() < MOST_OFFERS) {
        gate.newError(candidate.edit(), site)
            .ifPresentOrElse(
                message -> refusals.put(candidates.get(candidate), broken(message, site)),
                () -> offers.add(candidate));
      }
    }
    return new Advice(offers, refusals.values().stream().findFirst());
  }

  /** What the compiler says is no advice. */
  private static String broken(String message, Site site) {
    return "the rewritten code would not compile (" + message + "); " + ByHand.advice(site);
  }
}
