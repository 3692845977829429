package dev.offload.checker.fix;

import com.google.errorprone.fixes.SuggestedFixes;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A source that blocks when somebody subscribes to it does so on threads that may block.
 *
 * <p>{@code flux.concatMap(x -> Mono.fromCallable(() -> read(x)))} becomes {@code flux.concatMap(x
 * -> Mono.fromCallable(() -> read(x)).subscribeOn(Schedulers.boundedElastic()))}, and RxJava's
 * sources likewise. Mutiny's {@code Uni.createFrom().item(() -> read(x))} gets {@code
 * .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())}.
 *
 * <p>Changes behaviour: the source and what follows it run on another thread; cancellation
 * interrupts it, but not in Mutiny.
 *
 * <p>Refusals: what {@link ChainCall#bound} finds; what {@link SideBySide} does. Operators that run
 * something when somebody subscribes, such as {@code doFirst}, would take the source in front of
 * them along.
 */
final class SubscribeOn implements FixStrategy {
  private static final String CHANGE = "the source and what follows it run on another thread";

  private static final Set<String> REACTOR = Set.of("fromCallable", "fromRunnable", "fromSupplier");
  private static final Set<String> RX =
      Set.of("fromAction", "fromCallable", "fromRunnable", "fromSupplier");
  private static final Set<String> RUNNING = Set.of("fromAction", "fromRunnable");
  private static final Set<String> MUTINY = Set.of("UniCreate.item", "UniCreate.voidItem");

  private final ExecutorChoice executors;

  SubscribeOn(ExecutorChoice executors) {
    this.executors = executors;
  }

  /** What calls the function when somebody subscribes, and what it gets behind it. */
  private record Source(ChainCall call, String operator, Set<String> imports, String change) {}

  @Override
  public Optional<Answer> answer(Site site) {
    Tree function = site.functionObject().getLeaf();
    TreePath path = Site.parent(site.functionObject());
    return ofReactor(path, site)
        .or(() -> ofRx(path, site))
        .or(() -> ofMutiny(path, site))
        .filter(source -> source.call().argumentOf(function) == 0)
        .map(source -> answer(source, function, site));
  }

  private Optional<Source> ofReactor(TreePath path, Site site) {
    return ReactorCall.at(path, site)
        .filter(call -> isOneOf(REACTOR, call) && !ReactorCall.isLazyWait(site))
        .map(
            call -> {
              ReactorScheduler scheduler = ReactorScheduler.at(call, executors, site);
              return new Source(
                  call,
                  scheduler.subscribeOn(),
                  scheduler.imports(),
                  CHANGE + ReactorScheduler.INTERRUPTED);
            });
  }

  private Optional<Source> ofRx(TreePath path, Site site) {
    return RxCall.at(path)
        .filter(call -> isOneOf(RX, call) && !RxCall.isLazyWait(site))
        .map(
            call -> {
              RxScheduler scheduler = RxScheduler.at(call, executors, site);
              return new Source(
                  call,
                  ".subscribeOn(" + scheduler.text() + ")",
                  scheduler.imports(),
                  CHANGE + RxScheduler.INTERRUPTED);
            });
  }

  private static boolean isOneOf(Set<String> sources, ChainCall call) {
    return sources.contains(call.name()) || ChainCall.ON_SUBSCRIPTION.contains(call.name());
  }

  private Optional<Source> ofMutiny(TreePath path, Site site) {
    return MutinyCall.at(path)
        .filter(call -> MUTINY.contains(call.operator()) && !MutinyCall.isLazyWait(site))
        .map(
            call -> {
              MutinyExecutor executor = MutinyExecutor.at(call, executors, site);
              return new Source(
                  call, ".runSubscriptionOn(" + executor.text() + ")", executor.imports(), CHANGE);
            });
  }

  private static Answer answer(Source source, Tree function, Site site) {
    ChainCall call = source.call();
    if (ChainCall.ON_SUBSCRIPTION.contains(call.name())) {
      return new Refusal(
          "`"
              + call.name()
              + "` runs where somebody subscribes; put "
              + source.operator().substring(1)
              + " behind it if all that is in front of it may run there, too");
    }
    int end = site.end(call.tree());
    return call.bound(function, site)
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                Offer.changing(
                    typed(call, function, site)
                        .and(end, end, Deferral.line(end, site) + source.operator())
                        .importing(source.imports())
                        .upTo(call.endOfChain(site)),
                    source.change()));
  }

  /** Says what the source emits if that was up to the context, which has no say in receivers. */
  private static Edit typed(ChainCall call, Tree function, Site site) {
    Type source = ASTHelpers.getType(call.tree());
    if (!OffloadedPart.isInferred(call.tree())
        || source.isRaw()
        || Site.parent(call.path()).getLeaf() instanceof MemberSelectTree) {
      return Edit.NONE;
    }
    Type wanted = source.getTypeArguments().get(0);
    boolean isInferred =
        RUNNING.contains(call.name()) ? isObject(wanted) : yields(function, wanted, site);
    int name = call.nameStart(site);
    return isInferred
        ? Edit.NONE
        : Edit.replace(name, name, "<" + SuggestedFixes.prettyType(wanted, site.state()) + ">");
  }

  /** Whether a function yields what is wanted of it, whatever is wanted. */
  private static boolean yields(Tree function, Type wanted, Site site) {
    if (function instanceof LambdaExpressionTree lambda) {
      List<ExpressionTree> values = Returns.values(lambda.getBody());
      return values.stream().allMatch(SubscribeOn::isNull)
          ? isObject(wanted)
          : values.stream().allMatch(value -> isNull(value) || isOf(wanted, value, site));
    }
    if (function instanceof MemberReferenceTree reference) {
      return site.isSame(wanted, site.boxed(ASTHelpers.getSymbol(reference).getReturnType()));
    }
    return function instanceof NewClassTree created
        && ASTHelpers.getType(created.getIdentifier()).getTypeArguments().stream()
            .allMatch(each -> site.isSame(wanted, each));
  }

  private static boolean isOf(Type wanted, ExpressionTree value, Site site) {
    ExpressionTree bare = ASTHelpers.stripParentheses(value);
    if (bare instanceof ConditionalExpressionTree choice) {
      return Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
          .allMatch(each -> isNull(each) || isOf(wanted, each, site));
    }
    return !OffloadedPart.isInferred(bare)
        && site.isSame(wanted, site.boxed(ASTHelpers.getType(bare)));
  }

  private static boolean isNull(ExpressionTree value) {
    return value.getKind() == Tree.Kind.NULL_LITERAL;
  }

  private static boolean isObject(Type type) {
    return type.tsym.getQualifiedName().contentEquals("java.lang.Object");
  }
}
