package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.TypeTag;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
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
 * <p>Changes behaviour: another thread, later, and again for each subscriber; cancellation
 * interrupts it; a failure is signalled, not thrown; where {@code just} fails for null, the Mono is
 * empty.
 *
 * <p>Not of this shape: functions of Flux operators that subscribe to several Monos at once.
 *
 * <p>Refusals: the Mono is neither returned at once nor part of a chain that is; the chain
 * subscribes several times; a {@code try} around it sees the failure; a variable is assigned more
 * than once; the argument may be null; what {@link ReactorCall#bound} finds.
 */
final class ReactorJust implements FixStrategy {
  private static final Set<String> ONE_BY_ONE =
      Set.of("concatMap", "concatMapDelayError", "delayUntil", "filterWhen");

  private static final Deferral.Words WORDS =
      new Deferral.Words(
          Set.of("switchIfEmpty", "then"),
          Set.of("repeat", "repeatWhen", "repeatWhenEmpty", "retry", "retryWhen"),
          "Mono.fromCallable with subscribeOn",
          "cache()",
          "onErrorResume");

  private final ExecutorChoice executors;

  ReactorJust(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    Deferral<ReactorCall> deferral =
        new Deferral<>(
            path -> ReactorCall.at(path, site), call -> isOneByOne(call, site), WORDS, site);
    return deferral
        .source()
        .filter(call -> step(call).isPresent() && !ReactorCall.isLazyWait(site))
        .map(call -> answer(call, deferral, site));
  }

  private static boolean isOneByOne(ReactorCall call, Site site) {
    return call.isMono(site) || ONE_BY_ONE.contains(call.name());
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

  private Answer answer(ReactorCall call, Deferral<ReactorCall> deferral, Site site) {
    ExpressionTree argument = call.tree().getArguments().get(0);
    return call.bound(argument, site)
        .or(() -> deferral.obstacle(call))
        .or(() -> nullable(call, argument))
        .<Answer>map(Refusal::new)
        .orElseGet(() -> Offer.changing(edit(call, deferral, site), change(call)));
  }

  private static Optional<String> nullable(ReactorCall call, ExpressionTree argument) {
    return !call.name().equals("justOrEmpty") && NullResult.mayBeNull(argument)
        ? Optional.of("the value may be null, for which this fails; use justOrEmpty")
        : Optional.empty();
  }

  private Edit edit(ReactorCall call, Deferral<ReactorCall> deferral, Site site) {
    ReactorScheduler scheduler = ReactorScheduler.at(call, executors, site);
    Site.Named mono = site.named(ReactorCall.MONO);
    int start = site.start(call.tree().getArguments().get(0));
    int end = site.end(call.tree());
    String type = call.name().equals("fromIterable") ? "" : deferral.typeArgument(call);
    String line = Deferral.line(end, site);
    String tail = step(call).filter(step -> !step.isEmpty()).map(line::concat).orElse("");
    Edit edit =
        Edit.replace(call.nameStart(site), site.end(call.select()), type + "fromCallable")
            .and(start, start, "() -> ")
            .and(end, end, line + scheduler.subscribeOn() + tail);
    if (!call.isMono(site)) {
      edit =
          edit.and(site.start(call.receiver()), site.end(call.receiver()), mono.text())
              .importing(mono.imports());
    }
    return edit.importing(scheduler.imports()).upTo(call.endOfChain(site));
  }

  private static String change(ReactorCall call) {
    String change = Deferral.LATER + ReactorScheduler.INTERRUPTED;
    return call.name().equals("justOrEmpty")
        ? change
        : change + ", a null is no result instead of a failure";
  }
}
