package dev.offload.checker.fix;

import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Puts off the evaluation of a source's argument until somebody subscribes to the source.
 *
 * <p>Refusals: the source is neither returned at once nor part of a chain that is; the chain
 * subscribes several times; a {@code try} around it sees the failure; a variable is assigned more
 * than once.
 *
 * @param <C> calls of the library
 */
final class Deferral<C extends ChainCall> {
  /** What is different then. */
  static final String LATER =
      "runs on another thread, when subscribed to, and again for each subscriber";

  private static final int MOST_COLUMNS = 100;
  private static final int ADDED = 60;

  /**
   * What a library calls things.
   *
   * @param once operators that subscribe to their argument once
   * @param again operators that subscribe several times to what comes before them
   * @param lazily the source to use by hand
   * @param cache what keeps its value for all subscribers
   * @param rescue what to use instead of catch
   */
  record Words(Set<String> once, Set<String> again, String lazily, String cache, String rescue) {}

  private final Function<TreePath, Optional<C>> library;
  private final Predicate<C> isOneByOne;
  private final Words words;
  private final Site site;

  /**
   * Prepares the questions.
   *
   * @param library the call of the library at a path
   * @param isOneByOne whether of the sources that an operator's function makes one runs at a time
   */
  Deferral(
      Function<TreePath, Optional<C>> library, Predicate<C> isOneByOne, Words words, Site site) {
    this.library = library;
    this.isOneByOne = isOneByOne;
    this.words = words;
    this.site = site;
  }

  /**
   * The call whose only argument the operation is, or is part of. None where several of its kind
   * would then run at once, and in any order: in the function of a {@code flatMap} of many.
   */
  Optional<C> source() {
    boolean isAtOnce =
        library
            .apply(Site.parent(site.nonBlockingFunction()))
            .filter(isOneByOne.negate())
            .isPresent();
    if (site.finding().assembly().isEmpty() || isAtOnce) {
      return Optional.empty();
    }
    TreePath path = site.operation();
    while (!isFunction(path.getLeaf())) {
      TreePath child = path;
      path = path.getParentPath();
      Optional<C> call =
          library.apply(path).filter(each -> each.tree().getArguments().contains(child.getLeaf()));
      if (call.isPresent()) {
        return call.filter(each -> each.tree().getArguments().size() == 1);
      }
    }
    return Optional.empty();
  }

  private static boolean isFunction(Tree tree) {
    return tree instanceof LambdaExpressionTree
        || tree instanceof MethodTree
        || tree instanceof ClassTree;
  }

  // --- Refusals ----------------------------------------------------------------------------------

  /** Why its argument must be evaluated where it is. */
  Optional<String> obstacle(C source) {
    List<ExpressionTree> argument = List.of(source.tree().getArguments().get(0));
    return subscribed(source)
        .or(() -> guarded(source))
        .or(() -> Captures.of(argument, stays -> false, site).obstacle());
  }

  private Optional<String> subscribed(ChainCall source) {
    TreePath end = source.path();
    for (Optional<C> next = next(end); next.isPresent(); next = next(end)) {
      if (words.again().contains(next.get().name())) {
        return Optional.of(
            "the chain may subscribe several times, and would evaluate this each time; use "
                + words.lazily()
                + ", and "
                + words.cache()
                + " if once is enough");
      }
      end = next.get().path();
    }
    TreePath parent = Site.parent(end);
    while (parent.getLeaf() instanceof ConditionalExpressionTree choice
        && choice.getCondition() != end.getLeaf()) {
      end = parent;
      parent = Site.parent(end);
    }
    if (parent.getLeaf() instanceof ReturnTree
        || (parent.getLeaf() instanceof LambdaExpressionTree lambda
            && lambda.getBody() instanceof ExpressionTree)) {
      return Optional.empty();
    }
    return library
        .apply(parent)
        .filter(outer -> words.once().contains(outer.name()))
        .map(this::subscribed)
        .orElse(
            Optional.of(
                "who subscribes to this, and how often, cannot be seen; use "
                    + words.lazily()
                    + ", and "
                    + words.cache()
                    + " if it is to run once"));
  }

  /** The next call in the same expression. */
  private Optional<C> next(TreePath call) {
    TreePath parent = Site.parent(call);
    return parent.getLeaf() instanceof MemberSelectTree
        ? library.apply(parent.getParentPath())
        : Optional.empty();
  }

  private Optional<String> guarded(C source) {
    for (TreePath path = source.path(); !isFunction(path.getLeaf()); path = path.getParentPath()) {
      if (path.getParentPath().getLeaf() instanceof TryTree) {
        return Optional.of(
            "this is within try, which would be over before it runs; use "
                + words.lazily()
                + ", and "
                + words.rescue()
                + " instead of catch");
      }
    }
    return Optional.empty();
  }

  // --- The edit ----------------------------------------------------------------------------------

  /** The line break in front of the next call: as the chain has it, or where the line is full. */
  static String line(int end, Site site) {
    String rest = site.text().substring(end);
    String blanks = rest.substring(0, rest.length() - rest.stripLeading().length());
    if (blanks.startsWith("\n") && rest.stripLeading().startsWith(".")) {
      return blanks;
    }
    int column = end - site.text().lastIndexOf('\n', end - 1);
    return column > MOST_COLUMNS - ADDED ? "\n" + site.indentation(end) + "    ".repeat(2) : "";
  }

  /** Where the context makes the type of what is emitted another one than that of the argument. */
  String typeArgument(C source) {
    Type wanted = ASTHelpers.getType(source.tree()).getTypeArguments().get(0);
    Type given = ASTHelpers.getType(source.tree().getArguments().get(0));
    boolean isInferred =
        !source.tree().getTypeArguments().isEmpty()
            || site.isSame(wanted, site.state().getTypes().boxedTypeOrType(given));
    return isInferred ? "" : "<" + SuggestedFixes.prettyType(wanted, site.state()) + ">";
  }
}
