package dev.offload.checker.fix;

import static java.util.Comparator.comparingInt;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.Sources;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.JointFixes.JointFix;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.report.Finding;
import java.util.ArrayList;
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
 * would touch each other only the first gets one; if that cannot fix the second one as well, the
 * second gets its own in the next build.
 */
public final class Fixes {
  private static final int MOST_OFFERS = 2;

  private final List<FixStrategy> strategies;
  private final Gate gate;

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

  /**
   * What to do about findings.
   *
   * @param findings all of a compilation unit that are reported
   */
  public Map<Finding, Advice> advice(List<Finding> findings, VisitorState state) {
    List<Finding> inOrder = new ArrayList<>(findings);
    inOrder.sort(comparingInt(each -> ASTHelpers.getStartPosition(each.path().getLeaf())));
    return new OfUnit(new JointFixes(strategies, inOrder, state)).advice(inOrder);
  }

  private final class OfUnit {
    private final JointFixes joint;
    private final List<Edit> taken = new ArrayList<>();
    private final Map<Finding, Advice> advice = new HashMap<>();

    OfUnit(JointFixes joint) {
      this.joint = joint;
    }

    Map<Finding, Advice> advice(List<Finding> inOrder) {
      for (Finding finding : inOrder) {
        if (!advice.containsKey(finding)) {
          try {
            advice.put(finding, find(finding));
          } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            advice.put(finding, Advice.failed(e));
          }
        }
      }
      return advice;
    }

    private Advice find(Finding finding) {
      Site site = joint.site(finding);
      Answers answers = joint.answers(finding);
      SortedMap<Integer, String> refusals = new TreeMap<>(answers.refusals());
      List<Offer> offers = new ArrayList<>();
      joint
          .best(finding)
          .filter(fix -> isJoint(fix, site))
          .ifPresent(
              fix -> {
                fix.others().forEach(other -> advice.putIfAbsent(other, Advice.fixedBy(site)));
                offers.add(fix.offer());
              });
      for (Map.Entry<Offer, Integer> each : answers.offers().entrySet()) {
        if (offers.isEmpty() && isTaken(each.getKey())) {
          return Advice.LATER;
        }
        // To ask the compiler costs more than all strategies do.
        if (offers.size() < MOST_OFFERS) {
          gate.newError(each.getKey().edit(), site)
              .ifPresentOrElse(
                  message -> refusals.put(each.getValue(), broken(message, site)),
                  () -> offers.add(each.getKey()));
        }
      }
      return offers.isEmpty() ? refused(refusals, site) : offered(offers, site);
    }

    /** Whether a fix is of several findings, and compiles. */
    private boolean isJoint(JointFix fix, Site site) {
      return !fix.others().isEmpty()
          && fix.others().stream().noneMatch(advice::containsKey)
          && !isTaken(fix.offer())
          && gate.newError(fix.offer().edit(), site).isEmpty();
    }

    private boolean isTaken(Offer offer) {
      return taken.stream().anyMatch(offer.edit()::touches);
    }

    private Advice offered(List<Offer> offers, Site site) {
      taken.add(offers.get(0).edit());
      return new Advice(
          offers.stream()
              .map(each -> new Offer(each.edit().withLineEndsOf(site.text()), each.change()))
              .toList(),
          Optional.empty());
    }

    private Advice refused(SortedMap<Integer, String> refusals, Site site) {
      int position = site.start(site.operation().getLeaf());
      return taken.stream().anyMatch(edit -> edit.covers(position))
          ? Advice.LATER
          : new Advice(List.of(), refusals.values().stream().findFirst());
    }

    /** What the compiler says is no advice. */
    private String broken(String message, Site site) {
      return "the rewritten code would not compile (" + message + "); " + ByHand.advice(site);
    }
  }
}
