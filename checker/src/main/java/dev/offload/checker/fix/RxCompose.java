package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import dev.offload.checker.body.Returns;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A function of RxJava's that waits for a source returns that source instead.
 *
 * <p>{@code single.map(x -> f(x).blockingGet())} becomes {@code single.flatMap(x -> f(x))}, for a
 * Maybe {@code flatMapSingle}, for a Flowable or Observable {@code concatMapSingle}; what the
 * function does after the wait goes into a function of the inner Single. {@code doOnSuccess(x ->
 * f(x).blockingAwait())} becomes {@code flatMap(x -> f(x).toSingleDefault(x))}.
 *
 * <p>Changes behaviour: a wait wraps checked exceptions into RuntimeException; a Maybe without a
 * value is null for a wait, and now a NoSuchElementException. What follows the wait does not happen
 * if the chain is disposed of before. When the source of a Flowable or Observable fails, {@code
 * concatMapSingle} drops the elements that are under way; a Flowable's source that cannot be slowed
 * down may overflow, as it is asked for a limited number of elements.
 *
 * <p>Not of this shape: a function that mentions null, as the value of a Maybe; what {@link
 * Continuation} cannot move, or what belongs to a thread: to offload the wait is left.
 *
 * <p>Refusals: {@code blockingIterable} and its like, which wait when somebody reads them.
 */
final class RxCompose implements FixStrategy {
  private static final String UNWRAPPED =
      "a checked exception of the inner source is no longer wrapped";
  private static final String EMPTY = "an empty source is a NoSuchElementException";
  private static final String DROPPED = "when the source fails, elements under way are dropped";
  private static final String OVERFLOW = ", a source that cannot be slowed down may overflow";

  @Override
  public Optional<Answer> answer(Site site) {
    if (RxCall.isLazyWait(site)) {
      return Optional.of(
          new Refusal(
              "each element is waited for when it is read; use operators of the source for what is"
                  + " done with them, or toList() and flatMap for all of them at once"));
    }
    return RxCall.around(site.nonBlockingFunction())
        .filter(call -> call.tree().getTypeArguments().isEmpty())
        .filter(call -> call.tree().getArguments().size() == 1)
        .filter(call -> call.threadState(site.nonBlockingFunction().getLeaf(), site).isEmpty())
        .flatMap(call -> answer(call, site));
  }

  private static Optional<Answer> answer(RxCall call, Site site) {
    Tree function = site.nonBlockingFunction().getLeaf();
    if (function instanceof MemberReferenceTree reference) {
      return reference(call, reference, site);
    }
    Optional<RxWait> wait = RxWait.of(site).filter(each -> site.isDirect());
    if (wait.isEmpty() || !(function instanceof LambdaExpressionTree lambda)) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "doOnNext", "doOnSuccess" -> kept(call, lambda, wait.get(), site);
      default -> continued(call, lambda, wait.get(), site);
    };
  }

  /** The operator whose function returns a Single; that of Maybe is another one in RxJava 2. */
  private static String outer(RxCall call, Site site) {
    return switch (call.type()) {
      case "Single" -> "flatMap";
      case "Maybe" ->
          site.hasMethod(ASTHelpers.getSymbol(call.tree()).owner.type, "flatMapSingleElement", 1)
              ? "flatMapSingleElement"
              : "flatMapSingle";
      default -> "concatMapSingle";
    };
  }

  private static Edit renamed(RxCall call, String name, Site site) {
    return Edit.replace(call.nameStart(site), site.end(call.select()), name);
  }

  // --- Method references -------------------------------------------------------------------------

  private static Optional<Answer> reference(RxCall call, MemberReferenceTree reference, Site site) {
    Symbol owner = ASTHelpers.getSymbol(reference).owner;
    boolean isWait =
        call.name().equals("map")
            && reference.getName().contentEquals("blockingGet")
            && owner.name.contentEquals("Single")
            && owner.packge().equals(ASTHelpers.getSymbol(call.tree()).packge())
            && ASTHelpers.getSymbol(reference.getQualifierExpression()) instanceof ClassSymbol;
    String inner = site.freshName("inner");
    return isWait
        ? Optional.of(
            Offer.changing(
                renamed(call, outer(call, site), site)
                    .and(site.start(reference), site.end(reference), inner + " -> " + inner),
                UNWRAPPED + ofMany(call)))
        : Optional.empty();
  }

  // --- doOnNext and doOnSuccess ------------------------------------------------------------------

  private static Optional<Answer> kept(
      RxCall call, LambdaExpressionTree lambda, RxWait wait, Site site) {
    Tree body = lambda.getBody();
    if (wait.mayBeEmpty() || !wait.canReplace(body, site)) {
      return Optional.empty();
    }
    String element = lambda.getParameters().get(0).getName().toString();
    String inner =
        wait.isVoid()
            ? wait.stage(element, site)
            : wait.stage(site) + ".map(" + site.freshName("unused") + " -> " + element + ")";
    Edit edit = renamed(call, outer(call, site), site).and(site.start(body), site.end(body), inner);
    return Optional.of(Offer.changing(edit, change(body, wait, call)));
  }

  // --- map and flatMap ---------------------------------------------------------------------------

  private static Optional<Answer> continued(
      RxCall call, LambdaExpressionTree lambda, RxWait wait, Site site) {
    return composed(call, lambda, site)
        .filter(composed -> !wait.mayBeEmpty() || !NullResult.isMentioned(lambda.getBody()))
        .map(composed -> continued(call, lambda, wait, composed, site))
        .filter(Offer.class::isInstance);
  }

  private static Optional<Composed> composed(RxCall call, LambdaExpressionTree lambda, Site site) {
    return switch (call.name()) {
      case "map" -> Optional.of(new Composed(outer(call, site), "map", false));
      case "flatMap" ->
          switch (call.type()) {
            case "Single" -> flattened("flatMap", "Single", call, lambda);
            case "Maybe" -> flattened("flatMapMaybe", "Maybe", call, lambda);
            // That of many would no longer do one after the other.
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Optional<Composed> flattened(
      String inner, String type, RxCall call, LambdaExpressionTree lambda) {
    List<ExpressionTree> results = Returns.values(lambda.getBody());
    Symbol core = ASTHelpers.getSymbol(call.tree()).packge();
    boolean isAlways =
        results.stream()
            .map(each -> ASTHelpers.getType(each).tsym)
            .allMatch(each -> each.name.contentEquals(type) && core.equals(each.packge()));
    return isAlways ? Optional.of(new Composed("flatMap", inner, false)) : Optional.empty();
  }

  private static Answer continued(
      RxCall call, LambdaExpressionTree lambda, RxWait wait, Composed composed, Site site) {
    Answer answer = new Continuation(lambda.getBody(), wait, composed, false, site).answer();
    return answer instanceof Offer offer
        ? Offer.changing(
            offer.edit().and(call.nameStart(site), site.end(call.select()), composed.outer()),
            change(lambda.getBody(), wait, call))
        : answer;
  }

  private static String change(Tree body, RxWait wait, RxCall call) {
    return UNWRAPPED
        + (wait.mayBeEmpty() ? ", " + EMPTY : "")
        + wait.cancellation(body).map(each -> ", " + each).orElse("")
        + ofMany(call);
  }

  private static String ofMany(RxCall call) {
    if (!call.isOfMany()) {
      return "";
    }
    return ", " + DROPPED + (call.type().equals("Flowable") ? OVERFLOW : "");
  }
}
