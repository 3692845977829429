package dev.offload.checker.fix;

import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A blocking argument of Reactor's {@code just} is evaluated when somebody subscribes, on threads
 * that may block.
 *
 * <p>{@code return Mono.just(read(x))} becomes {@code return Mono.fromCallable(() ->
 * read(x)).subscribeOn(Schedulers.boundedElastic())}; {@code justOrEmpty} likewise, {@code
 * Flux.just} and {@code Flux.fromIterable} with a step behind it.
 *
 * <p>Changes behaviour: another thread, later, and again for each subscriber; a failure is
 * signalled, not thrown; where {@code just} fails for null, the Mono is empty.
 *
 * <p>Refusals: the Mono is neither returned at once nor part of a chain that is; the chain
 * subscribes several times; a {@code try} around it sees the failure; a variable is assigned more
 * than once; the argument may be null; what {@link ReactorCall#bound} finds.
 */
final class ReactorJust implements FixStrategy {
  private static final Set<String> SUBSCRIBING_ONCE = Set.of("switchIfEmpty", "then");
  private static final Set<String> SUBSCRIBING_AGAIN =
      Set.of("repeat", "repeatWhen", "repeatWhenEmpty", "retry", "retryWhen");
  private static final int MOST_COLUMNS = 100;
  private static final int ADDED = 60;
  private static final String LATER =
      "runs on another thread, when subscribed to, and again for each subscriber";

  @Override
  public Optional<Answer> answer(Site site) {
    return around(site)
        .filter(call -> step(call).isPresent() && !ReactorCall.isLazyWait(site))
        .map(call -> answer(call, site));
  }

  /** The call that the operation is an argument of. */
  private static Optional<ReactorCall> around(Site site) {
    if (site.finding().assembly().isEmpty()) {
      return Optional.empty();
    }
    TreePath path = site.operation();
    while (!isFunction(path.getLeaf())) {
      TreePath child = path;
      path = path.getParentPath();
      Optional<ReactorCall> call =
          ReactorCall.at(path, site)
              .filter(each -> each.tree().getArguments().contains(child.getLeaf()));
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

  /** What makes of the Mono of the argument what the call makes of the argument. */
  private static Optional<String> step(ReactorCall call) {
    MethodSymbol method = ASTHelpers.getSymbol(call.tree());
    boolean isOfValue =
        method.params().size() == 1
            && method.params().get(0).type.hasTag(TypeTag.TYPEVAR)
            && !method.isVarArgs();
    return switch (method.owner.name + "." + call.name()) {
      case "Mono.just", "Mono.justOrEmpty" -> isOfValue ? Optional.of("") : Optional.empty();
      case "Flux.just" -> isOfValue ? Optional.of(".flux()") : Optional.empty();
      case "Flux.fromIterable" ->
          Optional.of(".flatMapMany(" + call.receiver() + "::fromIterable)");
      default -> Optional.empty();
    };
  }

  private static Answer answer(ReactorCall call, Site site) {
    ExpressionTree argument = call.tree().getArguments().get(0);
    Optional<String> obstacle =
        call.bound(argument, site)
            .or(() -> subscribed(call, site))
            .or(() -> guarded(call))
            .or(() -> nullable(call, argument))
            .or(() -> capturing(argument, site));
    return obstacle
        .<Answer>map(Refusal::new)
        .orElseGet(() -> Offer.changing(edit(call, argument, site), change(call)));
  }

  // --- Refusals ----------------------------------------------------------------------------------

  private static Optional<String> subscribed(ReactorCall call, Site site) {
    ReactorCall last = call;
    for (ReactorCall each : call.after(site)) {
      if (SUBSCRIBING_AGAIN.contains(each.name())) {
        return Optional.of(
            "the chain may subscribe several times, and would evaluate this each time; use"
                + " Mono.fromCallable with subscribeOn, and cache() if once is enough");
      }
      last = each;
    }
    TreePath end = last.path();
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
    return ReactorCall.at(parent, site)
        .filter(outer -> SUBSCRIBING_ONCE.contains(outer.name()))
        .map(outer -> subscribed(outer, site))
        .orElse(
            Optional.of(
                "who subscribes to this, and how often, cannot be seen; use Mono.fromCallable with"
                    + " subscribeOn, and cache() if it is to run once"));
  }

  private static Optional<String> guarded(ReactorCall call) {
    for (TreePath path = call.path(); !isFunction(path.getLeaf()); path = path.getParentPath()) {
      if (path.getParentPath().getLeaf() instanceof TryTree) {
        return Optional.of(
            "this is within try, which would be over before it runs; use Mono.fromCallable with"
                + " subscribeOn, and onErrorResume instead of catch");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> nullable(ReactorCall call, ExpressionTree argument) {
    return !call.name().equals("justOrEmpty") && NullResult.mayBeNull(argument)
        ? Optional.of("the value may be null, for which this fails; use justOrEmpty")
        : Optional.empty();
  }

  private static Optional<String> capturing(ExpressionTree argument, Site site) {
    List<String> found = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        Symbol symbol = ASTHelpers.getSymbol(tree);
        if (symbol instanceof VarSymbol variable && variable.owner instanceof MethodSymbol) {
          site.cannotCapture(variable).ifPresent(found::add);
        }
        return null;
      }
    }.scan(argument, null);
    return found.stream().findFirst();
  }

  // --- The edit ----------------------------------------------------------------------------------

  private static Edit edit(ReactorCall call, ExpressionTree argument, Site site) {
    ReactorScheduler scheduler = new ReactorScheduler(site);
    Site.Named mono = site.named(ReactorCall.MONO);
    int start = site.start(argument);
    int end = site.end(call.tree());
    Edit edit =
        Edit.replace(
                call.nameStart(site),
                site.end(call.select()),
                typeArgument(call, argument, site) + "fromCallable")
            .and(start, start, "() -> ")
            .and(end, end, line(end, site) + scheduler.subscribeOn() + tail(call, end, site));
    if (!call.isMono(site)) {
      edit =
          edit.and(site.start(call.receiver()), site.end(call.receiver()), mono.text())
              .importing(mono.imports());
    }
    return scheduler.importedBy(edit);
  }

  private static String tail(ReactorCall call, int end, Site site) {
    return step(call).filter(step -> !step.isEmpty()).map(line(end, site)::concat).orElse("");
  }

  /** The line break in front of the next call: as the chain has it, or where the line is full. */
  private static String line(int end, Site site) {
    String rest = site.text().substring(end);
    String blanks = rest.substring(0, rest.length() - rest.stripLeading().length());
    if (blanks.startsWith("\n") && rest.stripLeading().startsWith(".")) {
      return blanks;
    }
    int column = end - site.text().lastIndexOf('\n', end - 1);
    return column > MOST_COLUMNS - ADDED ? "\n" + site.indentation(end) + "    ".repeat(2) : "";
  }

  /** Where the context makes the type another one than that of the argument. */
  private static String typeArgument(ReactorCall call, ExpressionTree argument, Site site) {
    Type wanted = ASTHelpers.getType(call.tree()).getTypeArguments().get(0);
    Type given = site.state().getTypes().boxedTypeOrType(ASTHelpers.getType(argument));
    boolean isInferred =
        !call.tree().getTypeArguments().isEmpty()
            || call.name().equals("fromIterable")
            || site.isSame(wanted, given);
    return isInferred ? "" : "<" + SuggestedFixes.prettyType(wanted, site.state()) + ">";
  }

  private static String change(ReactorCall call) {
    return call.name().equals("justOrEmpty")
        ? LATER
        : LATER + ", a null is no result instead of a failure";
  }
}
