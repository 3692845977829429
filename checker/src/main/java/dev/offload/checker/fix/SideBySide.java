package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sources that are subscribed to at the same time: in the function of {@code flatMap} of many, or
 * an argument of {@code zip}. As long as all of one happens on the thread that subscribes, the next
 * one waits for it; once a fix gives it threads of its own, that is no longer so.
 */
final class SideBySide {
  private static final String CHANGE =
      "the sources that `%s` subscribes to no longer wait for one another";
  private static final String OVERTAKEN =
      "`%s` would drop what is still under way when the next element comes; use concatMap, or hand"
          + " over to threads that may block by hand if that is meant";

  private static final Pattern PACKAGES =
      Pattern.compile("reactor\\.core\\.publisher|io\\.reactivex.*|io\\.smallrye\\.mutiny.*");

  /** Those that subscribe to what is in front of them, and to others. */
  private static final String MERGING = "\\w+\\.(?:merge.*|zipWith|ambWith|or)";

  /** Those, and who subscribes to all of its arguments, or to what it makes of each element. */
  private static final Pattern AT_ONCE =
      Pattern.compile(
          MERGING
              + "|\\w+\\.(?:zip(?!When)|combineLatest|concatEager|concatArrayEager|first|amb).*"
              + "|Mono\\.when.*"
              + "|(?:UniZip|UniAny|UniJoin|MultiMerge|MultiItemCombination)\\.\\w+"
              + "|(?:Flux|ParallelFlux|Flowable|ParallelFlowable|Observable|Multi\\w*)"
              + "\\.(?:flatMap|concatMapEager|transformTo(?:Uni|Multi)AndMerge).*");

  private static final Pattern AT_ONCE_BEHIND = Pattern.compile(MERGING);
  private static final Pattern SWITCHING = Pattern.compile("\\w+\\.switchMap.*");
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private SideBySide() {}

  /** An answer to a finding, with what it means for the sources around. */
  static Answer seen(Answer answer, Site site) {
    return answer instanceof Offer offer ? seen(offer, site) : answer;
  }

  private static Answer seen(Offer offer, Site site) {
    Optional<String> switching = around(SWITCHING, NOTHING, site);
    return switching.isPresent()
        ? new Refusal(OVERTAKEN.formatted(switching.get()))
        : around(AT_ONCE, AT_ONCE_BEHIND, site)
            .<Answer>map(call -> Offer.changing(offer.edit(), change(offer, call)))
            .orElse(offer);
  }

  private static String change(Offer offer, String call) {
    String change = CHANGE.formatted(call);
    return offer.change().map(others -> others + ", and " + change).orElse(change);
  }

  /**
   * The innermost call of a reactive library that gets the one whose function this is.
   *
   * @param ofArguments what calls look like that get it in an argument
   * @param behind what those look like that it is in front of
   */
  private static Optional<String> around(Pattern ofArguments, Pattern behind, Site site) {
    TreePath path = Site.parent(site.functionObject());
    while (!(path.getLeaf() instanceof MethodTree || path.getLeaf() instanceof ClassTree)) {
      Tree child = path.getLeaf();
      path = path.getParentPath();
      if (path.getLeaf() instanceof MethodInvocationTree call) {
        Symbol method = ASTHelpers.getSymbol(call);
        boolean isArgument = call.getArguments().contains(child);
        boolean isFound =
            PACKAGES.matcher(method.packge().getQualifiedName()).matches()
                && (isArgument ? ofArguments : behind)
                    .matcher(method.owner.name + "." + method.name)
                    .matches();
        if (isFound) {
          return Optional.of(method.name.toString());
        }
      }
    }
    return Optional.empty();
  }
}
