package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;

/**
 * A function of a Mono's {@code map} that blocks becomes a Mono of its own, on threads that may
 * block.
 *
 * <p>{@code mono.map(x -> read(x))} becomes {@code mono.flatMap(x -> Mono.fromCallable(() ->
 * read(x)).subscribeOn(Schedulers.boundedElastic()))}; {@code mapNotNull} likewise. Not for a Flux:
 * when its source fails, {@code concatMap} drops elements that are already under way, which {@link
 * ReactorPublishOn} does not.
 *
 * <p>Changes behaviour: runs on another thread; cancellation interrupts it; where {@code map} fails
 * for null, the Mono of a null result is empty.
 *
 * <p>Refusals: the function may return null as far as it says so, where {@code map} does not take
 * that; {@code onErrorContinue} behind it would get no element; the parameter is assigned to; a
 * method reference evaluates something at once; what {@link ReactorCall#bound} finds.
 */
final class ReactorMap implements FixStrategy {
  private static final String CHANGE = "runs on another thread" + ReactorScheduler.INTERRUPTED;

  private final ExecutorChoice executors;

  ReactorMap(ExecutorChoice executors) {
    this.executors = executors;
  }

  @Override
  public Optional<Answer> answer(Site site) {
    return ReactorCall.around(site.nonBlockingFunction(), site)
        .filter(call -> call.isMono(site))
        .filter(call -> call.tree().getTypeArguments().isEmpty() && !ReactorCall.isLazyWait(site))
        .filter(call -> call.name().equals("map") || call.name().equals("mapNotNull"))
        .map(call -> answer(call, site));
  }

  private Answer answer(ReactorCall call, Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    Optional<String> obstacle = obstacle(call, function, site);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    ReactorScheduler scheduler = ReactorScheduler.at(call, executors, site);
    Site.Named mono = site.named(ReactorCall.MONO);
    String open = mono.text() + ".fromCallable(() -> ";
    String close = scheduler.subscribeOn();
    Edit rename = Edit.replace(call.nameStart(site), site.end(call.select()), "flatMap");
    Optional<Edit> edit = edit(rename, function, open, close, site);
    if (edit.isEmpty()) {
      return new Refusal(
          "the method reference evaluates something before it is called; put that into a final"
              + " variable first");
    }
    return Offer.changing(
        edit.get().importing(scheduler.imports()).importing(mono.imports()),
        change(call, function));
  }

  private static Optional<String> obstacle(ReactorCall call, Tree function, Site site) {
    Optional<String> bound = call.bound(function, site);
    if (bound.isPresent()) {
      return bound;
    }
    if (call.name().equals("map") && NullResult.of(function)) {
      return Optional.of(
          "the function may return null, for which map fails; use mapNotNull if that means no"
              + " result");
    }
    if (call.isContinued(site)) {
      return Optional.of(
          "onErrorContinue would no longer get the element; use onErrorResume within a flatMap");
    }
    if (function instanceof LambdaExpressionTree lambda) {
      for (VariableTree parameter : lambda.getParameters()) {
        Optional<String> assigned = site.cannotCapture(ASTHelpers.getSymbol(parameter));
        if (assigned.isPresent()) {
          return assigned;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Edit> edit(
      Edit rename, Tree function, String open, String close, Site site) {
    String line = "\n" + site.indentation(site.start(function)) + "    ";
    boolean isBroken = startsLine(function, site);
    String first = isBroken ? "" : line;
    String second = isBroken ? line : line + "    ";
    String third = second + "    ";
    if (function instanceof MemberReferenceTree reference) {
      String value = site.freshName("value");
      return ReferenceCall.of(reference, value, site)
          .map(
              text ->
                  rename.and(
                      site.start(reference),
                      site.end(reference),
                      first + value + " ->" + second + open + text + ")" + third + close));
    }
    LambdaExpressionTree lambda = (LambdaExpressionTree) function;
    int start = site.start(lambda.getBody());
    int end = site.end(lambda.getBody());
    String head = site.source(site.start(lambda), start);
    boolean isOneLine = !site.source(lambda).contains("\n") && head.endsWith("-> ");
    if (!isOneLine) {
      return Optional.of(rename.and(start, start, open).and(end, end, ")" + close));
    }
    return Optional.of(
        rename
            .and(site.start(lambda), start, first + head.stripTrailing() + second + open)
            .and(end, end, ")" + third + close));
  }

  private static boolean startsLine(Tree tree, Site site) {
    int start = site.start(tree);
    return start > 0
        && site.text().substring(0, start).stripTrailing().length()
            < site.text().lastIndexOf('\n', start - 1) + 1;
  }

  private static String change(ReactorCall call, Tree function) {
    return call.name().equals("map") && !isPrimitive(function)
        ? CHANGE + ", a null result is no result instead of a failure"
        : CHANGE;
  }

  /** Whether the function cannot return null. */
  private static boolean isPrimitive(Tree function) {
    if (function instanceof MemberReferenceTree reference) {
      return ASTHelpers.getSymbol(reference).getReturnType().isPrimitive();
    }
    Tree body = ((LambdaExpressionTree) function).getBody();
    return ASTHelpers.getType(body) != null && ASTHelpers.getType(body).isPrimitive();
  }
}
