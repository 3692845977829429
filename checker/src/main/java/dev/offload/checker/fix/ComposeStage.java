package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import dev.offload.checker.model.Kind;
import java.util.Optional;

/**
 * A callback of a stage that waits for another stage returns that stage instead.
 *
 * <p>{@code thenApply(x -> f(x).join())} becomes {@code thenCompose(x -> f(x))}; what the callback
 * does after the wait goes into a callback of the inner stage: {@code thenApply(x -> f(x).join() +
 * 1)} becomes {@code thenCompose(x -> f(x).thenApply(value -> value + 1))}. Of several waits all go
 * at once, see {@link JointFixes}. Methods without a composing form keep their name and get {@code
 * .thenCompose(stage -> stage)} behind them.
 *
 * <p>What was on the threads of an event loop stays there.
 *
 * <p>Safe: whoever waits for the result gets the same results and exceptions. Not so for {@code
 * get()}, whose catch block goes away and no longer wraps the failure. A method without a composing
 * form calls its callback even when the result, which is now that of the stage behind it, has been
 * cancelled before.
 *
 * <p>Refusals: everything that {@link Continuation} cannot move behind the wait; methods whose
 * result is not the callback's.
 */
final class ComposeStage implements FixStrategy {
  private static final String NESTED =
      "the callback also runs when the result was cancelled before it";

  @Override
  public Optional<Answer> answer(Site site) {
    Optional<StageCall> call = callAround(site);
    if (call.isEmpty()) {
      return Optional.empty();
    }
    if (site.nonBlockingFunction().getLeaf() instanceof MemberReferenceTree reference) {
      return isJoin(reference, site)
          ? Optional.of(answer(call.get(), composed -> reference(reference, composed, site), site))
          : Optional.empty();
    }
    if (!(site.nonBlockingFunction().getLeaf() instanceof LambdaExpressionTree lambda)) {
      return Optional.empty();
    }
    return FutureWait.of(site)
        .map(wait -> answer(call.get(), lambda, wait.withoutConversion(), site));
  }

  /** The call whose callback the operation is in, if it leaves its types to the compiler. */
  static Optional<StageCall> callAround(Site site) {
    return StageCall.around(site.nonBlockingFunction(), site)
        .filter(each -> each.tree().getTypeArguments().isEmpty());
  }

  /** What becomes of a call whose callback is cut. */
  static Answer answer(StageCall call, LambdaExpressionTree lambda, Cut cut, Site site) {
    return answer(call, composed -> lambda(lambda, cut, composed, call, site), site);
  }

  private interface Body {
    Answer in(Composed composed);
  }

  /** Puts the new body into the new call. */
  private static Answer answer(StageCall call, Body body, Site site) {
    Optional<Composed> composed = Composed.of(call);
    if (composed.isEmpty()) {
      return new Refusal(
          call.name()
              + " does not hand on the result of its callback; use handle or thenCombine, then"
              + " thenCompose");
    }
    Optional<ExpressionTree> loop = call.loop(site);
    if (loop.isPresent() && !ExecutorArgument.isSettled(loop.get())) {
      return new Refusal(
          "another executor may go on with the rest; put this one into a variable first");
    }
    Answer answer =
        body.in(loop.map(each -> composed.get().on(site.source(each))).orElse(composed.get()));
    if (!(answer instanceof Offer offer)) {
      return answer;
    }
    int end = site.end(call.tree());
    Edit edit =
        offer.edit().and(call.nameStart(site), site.end(call.select()), composed.get().outer());
    if (!composed.get().isNested()) {
      return new Offer(edit, offer.change());
    }
    String stage = site.freshName("stage");
    return Offer.changing(
        edit.and(end, end, ".thenCompose(" + stage + " -> " + stage + ")"),
        offer.change().map(change -> change + "; " + NESTED).orElse(NESTED));
  }

  private static boolean isJoin(MemberReferenceTree reference, Site site) {
    return site.finding().effect().kind() == Kind.JOIN
        && reference.getName().contentEquals("join")
        && ASTHelpers.getSymbol(reference.getQualifierExpression()) instanceof ClassSymbol
        && site.isA(ASTHelpers.getSymbol(reference).owner.type, StageCall.STAGE);
  }

  private static Answer reference(MemberReferenceTree reference, Composed composed, Site site) {
    String stage = site.freshName("stage");
    String rest =
        switch (composed.operation()) {
          case "thenApply" -> "";
          case "thenAccept" -> ".thenAccept(" + site.freshName("unused") + " -> {})";
          default -> {
            String inner = site.freshName("inner");
            yield ".thenCompose(" + inner + " -> " + inner + ")";
          }
        };
    return Offer.safe(
        Edit.replace(site.start(reference), site.end(reference), stage + " -> " + stage + rest));
  }

  private static Answer lambda(
      LambdaExpressionTree lambda, Cut cut, Composed composed, StageCall call, Site site) {
    if (!site.isDirect()) {
      return new Refusal(cut.repeated());
    }
    Answer answer =
        new Continuation(
                lambda.getBody(), cut, composed, needsBridge(cut, composed, call, site), site)
            .answer();
    if (answer instanceof Offer offer && lambda.getParameters().isEmpty() && !call.isStatic()) {
      return new Offer(
          offer
              .edit()
              .and(
                  site.start(lambda),
                  site.start(lambda.getBody()),
                  site.freshName("ignored") + " -> "),
          offer.change());
    }
    return answer;
  }

  /**
   * Whether the stage's type says something else than the call's, which only a value could bridge.
   */
  private static boolean needsBridge(Cut cut, Composed composed, StageCall call, Site site) {
    Type type = ASTHelpers.getType(call.tree());
    return composed.operation().equals("thenApply")
        && type != null
        && type.getTypeArguments().size() == 1
        && !site.isSame(type.getTypeArguments().get(0), cut.result(site));
  }
}
