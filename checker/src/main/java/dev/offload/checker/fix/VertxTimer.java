package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A timer of Vert.x instead of a sleep: what follows stays on the event loop.
 *
 * @param vertx as source text
 * @param millis as source text, at least one
 */
record VertxTimer(Sleep sleep, String vertx, String millis, Set<String> imports)
    implements SleepCut {
  /** The shortest time that a timer takes. */
  private static final long LEAST = 1;

  private static final Set<String> FINER = Set.of("NANOSECONDS", "MICROSECONDS");

  static VertxTimer of(Sleep sleep, VertxInstance vertx, Site site) {
    Site.Named units = site.named("java.util.concurrent.TimeUnit");
    String millis = millis(sleep, units.text(), site);
    return new VertxTimer(
        sleep,
        vertx.text(),
        constant(sleep).isPresent() ? millis : "Math.max(" + LEAST + ", " + millis + ")",
        sleep.unit().filter(VertxTimer::needsName).isPresent() ? units.imports() : Set.of());
  }

  private static String millis(Sleep sleep, String units, Site site) {
    String time = site.source(sleep.time());
    if (sleep.unit().isEmpty()) {
      return primary(sleep.time(), time) + ".toMillis()";
    }
    Sleep.Unit unit = sleep.unit().get();
    return isMillis(unit)
        ? time
        : (needsName(unit) ? units + "." : "") + unit.text() + ".toMillis(" + time + ")";
  }

  private static boolean isMillis(Sleep.Unit unit) {
    return unit.isConstant() && unit.text().equals("MILLISECONDS");
  }

  private static boolean needsName(Sleep.Unit unit) {
    return unit.isConstant() && !isMillis(unit);
  }

  private static String primary(ExpressionTree tree, String text) {
    return tree instanceof IdentifierTree || tree instanceof MethodInvocationTree
        ? text
        : "(" + text + ")";
  }

  /** The milliseconds, if they are known. */
  private static Optional<Long> constant(Sleep sleep) {
    Number time = ASTHelpers.constValue(sleep.time(), Number.class);
    return Optional.ofNullable(time)
        .flatMap(
            known ->
                sleep
                    .unit()
                    .filter(Sleep.Unit::isConstant)
                    .map(unit -> TimeUnit.valueOf(unit.text()).toMillis(known.longValue())));
  }

  /** A handler of the timer, where what that throws goes where the function's exceptions go. */
  Answer within(VoidFunction function, Site site) {
    return obstacle(function, site)
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                function.cut(
                    this,
                    site,
                    part -> answer(new RestOfBlock((BlockTree) part, this, site), site)));
  }

  /** A callback of the timer's future. */
  Answer composed(VoidFunction function, Composed composed, Site site) {
    return obstacle(function, site)
        .<Answer>map(Refusal::new)
        .orElseGet(() -> function.cut(this, composed, site));
  }

  /** A callback of the timer's future, in a callback that yields a value or a future. */
  Answer in(Tree body, String method, Site site) {
    return obstacle(site)
        .or(
            () ->
                HeldLocks.areUsed(body, site)
                    ? Optional.of(HeldLocks.DURING_WAIT)
                    : Optional.empty())
        .<Answer>map(Refusal::new)
        .orElseGet(
            () -> new Continuation(body, this, Composed.within(method), false, site).answer());
  }

  private Optional<String> obstacle(VoidFunction function, Site site) {
    return function.endsWith(this, site)
        ? Optional.of("nothing follows the sleep; leave it out")
        : obstacle(site);
  }

  /** Why no timer takes the time. */
  Optional<String> obstacle(Site site) {
    boolean isFiner =
        sleep.nanos().isPresent()
            || sleep.unit().map(Sleep.Unit::text).filter(FINER::contains).isPresent()
            || constant(sleep).filter(time -> time < LEAST).isPresent();
    if (isFiner) {
      return Optional.of(
          "timers of Vert.x take whole milliseconds, and at least one; leave out a shorter sleep,"
              + " or use setTimer");
    }
    return sleep.losesComment(site)
        ? Optional.of("a comment would be lost; use setTimer")
        : Optional.empty();
  }

  private Answer answer(RestOfBlock rest, Site site) {
    return rest.obstacle()
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                Offer.changing(
                    rest.by(
                            vertx
                                + ".setTimer("
                                + millis
                                + ", "
                                + site.freshName("id")
                                + " -> "
                                + rest.lines().block(rest.text())
                                + ");")
                        .importing(imports),
                    change()));
  }

  private String change() {
    return "the event loop handles other events during the delay, and no interrupt ends it"
        + (constant(sleep).isPresent() ? "" : "; a time of less than a millisecond becomes one");
  }

  @Override
  public String stage(Site site) {
    return vertx + ".timer(" + millis + ")";
  }

  @Override
  public String repeated() {
    return "the sleep is in a loop; make the loop a method that calls itself in a timer";
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(change());
  }
}
