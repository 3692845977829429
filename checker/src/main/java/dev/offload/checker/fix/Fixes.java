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
import java.util.HashMap;
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

  private static final String BROKEN = "the rewritten code would not compile";

  private static final Advice LATER =
      new Advice(
          List.of(),
          Optional.of(
              "that of another finding changes the same code; apply it, then compile again"));

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
    Edit first = advice.offers().get(0).edit();
    if (taken.stream().anyMatch(first::touches)) {
      return LATER;
    }
    taken.add(first);
    return advice;
  }

  private Advice find(Site site) {
    List<Offer> candidates = new ArrayList<>();
    // By the place of the strategy: the first refusal is the one that users read.
    SortedMap<Integer, String> refusals = new TreeMap<>();
    Map<Offer, Integer> places = new HashMap<>();
    for (int i = 0; i < strategies.size(); i++) {
      Answer answer = strategies.get(i).answer(site).orElse(null);
      if (answer instanceof Refusal refusal) {
        refusals.put(i, refusal.reason());
      } else if (answer instanceof Offer plain) {
        Offer offer = new Offer(plain.edit().withLineEndsOf(site.text()), plain.change());
        if (places.putIfAbsent(offer, i) == null) {
          candidates.add(offer);
        }
      }
    }
    candidates.sort(Comparator.comparing(offer -> !offer.isSafe()));
    List<Offer> offers = new ArrayList<>();
    for (Offer candidate : candidates) {
      // To ask the compiler costs more than all strategies do.
      if (offers.size() < MOST_OFFERS) {
        gate.newError(candidate.edit(), site)
            .ifPresentOrElse(
                message -> refusals.put(places.get(candidate), BROKEN + " (" + message + ")"),
                () -> offers.add(candidate));
      }
    }
    return new Advice(offers, first(List.copyOf(refusals.values())));
  }

  /** What the compiler says is no advice: that is in the last one, from {@link ByHand}. */
  private static Optional<String> first(List<String> refusals) {
    return refusals.stream()
        .findFirst()
        .map(
            first ->
                first.startsWith(BROKEN)
                    ? first + "; " + refusals.get(refusals.size() - 1)
                    : first);
  }
}
