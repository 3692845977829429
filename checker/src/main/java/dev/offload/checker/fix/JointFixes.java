package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Edit.Replacement;
import dev.offload.checker.fix.Edit.Rest;
import dev.offload.checker.report.Finding;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Name;

/**
 * Fixes that fix other findings as well: those in the code that becomes a callback.
 *
 * <p>Where a function waits several times, the fix of the first wait would leave the others to its
 * callback, one build for each. So the last one is cut first, and the one before it goes on with
 * what that leaves.
 */
final class JointFixes {
  private static final Pattern SEVERAL = Pattern.compile("; ");

  private final List<FixStrategy> strategies;
  private final List<Finding> findings;
  private final VisitorState state;
  private final Map<Place, Answers> answers = new HashMap<>();
  private final Map<Place, Optional<JointFix>> fixes = new HashMap<>();

  /**
   * Knows what there is to fix.
   *
   * @param findings of a compilation unit, in the order of the source
   */
  JointFixes(List<FixStrategy> strategies, List<Finding> findings, VisitorState state) {
    this.strategies = strategies;
    this.findings = findings;
    this.state = state;
  }

  /**
   * A fix of one finding.
   *
   * @param others what else it fixes
   */
  record JointFix(Offer offer, Set<Finding> others) {}

  /**
   * Where a finding is fixed.
   *
   * @param outer behind whose cut that is
   */
  private record Place(Finding finding, Optional<Place> outer) {
    static Place of(Finding finding) {
      return new Place(finding, Optional.empty());
    }
  }

  Site site(Finding finding) {
    return new Site(finding, findings, state);
  }

  private Site site(Place place) {
    Site site = site(place.finding());
    return place
        .outer()
        .map(outer -> site.behind(site(outer), statementStart(outer.finding()), cutting(outer)))
        .orElse(site);
  }

  private Edit cutting(Place place) {
    Edit edit = answers(place).best().orElseThrow().edit();
    return edit.around(edit.rests().iterator().next());
  }

  /** What the strategies make of a finding alone. */
  Answers answers(Finding finding) {
    return answers(Place.of(finding));
  }

  private Answers answers(Place place) {
    Answers known = answers.get(place);
    if (known == null) {
      known = Answers.of(site(place), strategies);
      answers.put(place, known);
    }
    return known;
  }

  /** The best fix of a finding, with all that it can fix besides. */
  Optional<JointFix> best(Finding finding) {
    return best(Place.of(finding));
  }

  private Optional<JointFix> best(Place place) {
    Optional<JointFix> known = fixes.get(place);
    if (known == null) {
      known = answers(place).best().map(alone -> joint(place, alone));
      fixes.put(place, known);
    }
    return known;
  }

  private JointFix joint(Place place, Offer alone) {
    return alone.edit().rests().stream()
        .filter(rest -> !hidesLocals(rest, place.finding()))
        .findFirst()
        .flatMap(rest -> joint(place, alone, rest))
        .orElse(new JointFix(alone, Set.of()));
  }

  /** Whether a class in there has a name of a local to be copied, which no new code tells apart. */
  private static boolean hidesLocals(Rest rest, Finding finding) {
    Set<Name> locals = new HashSet<>();
    Set<Name> hiding = new HashSet<>();
    new TreeScanner<Void, Boolean>() {
      @Override
      public Void visitClass(ClassTree tree, Boolean isInClass) {
        return super.visitClass(tree, rest.contains(ASTHelpers.getStartPosition(tree)));
      }

      @Override
      public Void visitVariable(VariableTree tree, Boolean isInClass) {
        if (isInClass) {
          hiding.add(tree.getName());
        } else if (!ASTHelpers.isConsideredFinal(ASTHelpers.getSymbol(tree))) {
          locals.add(tree.getName());
        }
        return super.visitVariable(tree, isInClass);
      }
    }.scan(finding.code().path().getLeaf(), false);
    return !Collections.disjoint(locals, hiding);
  }

  private Optional<JointFix> joint(Place place, Offer alone, Rest rest) {
    Map<Finding, JointFix> inner = fixesIn(rest, place, alone);
    if (inner.isEmpty()) {
      return Optional.empty();
    }
    Edit all = Edit.NONE;
    Set<Finding> others = new HashSet<>(inner.keySet());
    for (JointFix each : inner.values()) {
      all = all.and(each.offer().edit());
      others.addAll(each.others());
    }
    FixStrategy strategy = strategies.get(answers(place).offers().get(alone));
    Site site = site(place).fixing(all.within(rest));
    if (!(strategy.answer(site).orElse(null) instanceof Offer cut)
        || inner.values().stream().anyMatch(each -> !canCarry(cut, rest, each.offer()))) {
      return Optional.empty();
    }
    Optional<String> change =
        Stream.concat(Stream.of(cut), inner.values().stream().map(JointFix::offer))
            .flatMap(each -> each.change().stream())
            .flatMap(SEVERAL::splitAsStream)
            .distinct()
            .reduce((first, second) -> first + "; " + second);
    Edit beside = cut.edit().moves(rest) ? all.without(rest) : all;
    return Optional.of(new JointFix(new Offer(cut.edit().and(beside), change), others));
  }

  /** The fixes of what a cut leaves to do, outermost first. */
  private Map<Finding, JointFix> fixesIn(Rest rest, Place place, Offer cut) {
    boolean isMoved = cut.edit().moves(rest);
    Optional<Place> outer = Optional.of(place).filter(each -> isMoved);
    Map<Finding, JointFix> inner = new LinkedHashMap<>();
    for (Finding each : findings) {
      boolean isFixed = inner.values().stream().anyMatch(fix -> fix.others().contains(each));
      boolean isLeft = isMoved || !each.code().equals(place.finding().code());
      if (rest.contains(start(each)) && isLeft && !isFixed) {
        best(new Place(each, outer))
            .filter(fix -> canCarry(cut, rest, fix.offer()))
            .filter(
                fix ->
                    inner.values().stream()
                        .noneMatch(other -> mixesUp(other.offer(), fix.offer(), rest)))
            .ifPresent(fix -> inner.put(each, fix));
      }
    }
    return inner;
  }

  private static int start(Finding finding) {
    return ASTHelpers.getStartPosition(finding.path().getLeaf());
  }

  /** What it declares itself has no copy yet. */
  private static int statementStart(Finding finding) {
    TreePath path = finding.path();
    while (!(path.getLeaf() instanceof StatementTree)
        && path.getParentPath().getLeaf() != finding.code().path().getLeaf()) {
      path = path.getParentPath();
    }
    return ASTHelpers.getStartPosition(path.getLeaf());
  }

  private static boolean mixesUp(Offer first, Offer second, Rest rest) {
    return first.edit().within(rest).touches(second.edit().within(rest));
  }

  /** A safe fix stays safe, and the inner one changes nothing else that the cut changes. */
  private static boolean canCarry(Offer cut, Rest rest, Offer inner) {
    List<Replacement> replacements = cut.edit().replacements();
    return (inner.isSafe() || !cut.isSafe())
        && !inner.edit().within(rest).replacements().isEmpty()
        && inner.edit().without(rest).replacements().stream()
            .allMatch(
                each ->
                    replacements.contains(each) || replacements.stream().noneMatch(each::touches));
  }
}
