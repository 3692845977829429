package dev.offload.checker.fix;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stage that is complete after a time, instead of a sleep.
 *
 * @param stage as source text
 * @param imports that it needs
 */
record Delay(Sleep sleep, String stage, Set<String> imports) implements SleepCut {
  static final String REPEATED =
      "the sleep is in a loop; make the loop a method that calls itself in the callback of a delay";

  private static final String RUNTIME = "dev.offload.Offload";

  /** With the runtime library; empty without it. */
  static Optional<Delay> withRuntime(Sleep sleep, Site site) {
    if (!site.knows(RUNTIME)) {
      return Optional.empty();
    }
    Site.Named offload = site.named(RUNTIME);
    Set<String> imports = new TreeSet<>(offload.imports());
    String time = duration(sleep, imports, site);
    return Optional.of(new Delay(sleep, offload.text() + ".delay(" + time + ")", imports));
  }

  private static String duration(Sleep sleep, Set<String> imports, Site site) {
    String time = site.source(sleep.time());
    if (sleep.unit().isEmpty()) {
      return time;
    }
    Site.Named duration = site.named("java.time.Duration");
    imports.addAll(duration.imports());
    String start = duration.text() + ".of";
    Sleep.Unit unit = sleep.unit().get();
    if (!unit.isConstant()) {
      return start + "(" + time + ", " + unit.text() + ".toChronoUnit())";
    }
    return switch (unit.text()) {
      case "NANOSECONDS" -> start + "Nanos(" + time + ")";
      case "MICROSECONDS" -> {
        Site.Named units = site.named("java.time.temporal.ChronoUnit");
        imports.addAll(units.imports());
        yield start + "(" + time + ", " + units.text() + ".MICROS)";
      }
      case "MILLISECONDS" ->
          start
              + "Millis("
              + time
              + ")"
              + sleep.nanos().map(more -> ".plusNanos(" + site.source(more) + ")").orElse("");
      default -> {
        String word = unit.text();
        yield start
            + word.charAt(0)
            + word.substring(1).toLowerCase(Locale.ROOT)
            + "("
            + time
            + ")";
      }
    };
  }

  /** With the JDK alone. */
  static Delay withoutRuntime(Sleep sleep, ExecutorChoice.Chosen executor, Site site) {
    Site.Named future = site.named("java.util.concurrent.CompletableFuture");
    Site.Named units = site.named("java.util.concurrent.TimeUnit");
    Set<String> imports = new TreeSet<>(executor.imports());
    imports.addAll(future.imports());
    imports.addAll(units.imports());
    boolean isDuration = sleep.unit().isEmpty() || sleep.nanos().isPresent();
    String amount =
        isDuration
            ? duration(sleep, imports, site) + ".toNanos(), " + units.text() + ".NANOSECONDS"
            : site.source(sleep.time())
                + ", "
                + sleep
                    .unit()
                    .map(unit -> (unit.isConstant() ? units.text() + "." : "") + unit.text())
                    .orElseThrow();
    return new Delay(
        sleep,
        future.text()
            + ".runAsync(() -> {}, "
            + future.text()
            + ".delayedExecutor("
            + amount
            + ", "
            + executor.expression()
            + "))",
        imports);
  }

  @Override
  public String stage(Site site) {
    return stage;
  }

  @Override
  public String repeated() {
    return REPEATED;
  }

  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.of(
        "what comes after the sleep runs on another thread, and no interrupt ends the delay"
            + (sleep.mayThrow() ? "; a negative time no longer throws" : ""));
  }
}
