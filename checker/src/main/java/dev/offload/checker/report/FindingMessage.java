package dev.offload.checker.report;

import dev.offload.checker.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a finding: what blocks and where, then the call path, then the way out. */
public final class FindingMessage {
  private static final String INDENT = "\n    ";
  private static final String ARROW = "  ->  ";

  private FindingMessage() {}

  /**
   * The message for {@code finding}.
   *
   * @param fix a line about its fix
   */
  public static String of(Finding finding, Optional<String> fix) {
    Effect effect = finding.effect();
    String kind = effect.kind().word() + effect.how().map(how -> ", " + how).orElse("");
    StringBuilder message = new StringBuilder();
    message
        .append(effect.root())
        .append(" blocks (")
        .append(kind)
        .append("), but ")
        .append(finding.code().subject())
        .append(' ')
        .append(finding.code().context().reason());
    if (!effect.witness().isEmpty()) {
      List<String> steps = new ArrayList<>(effect.witness());
      // The first step is the call itself: as the source spells it, it is easier to find.
      steps.set(0, finding.operation());
      message.append(INDENT).append(String.join(ARROW, steps));
    }
    finding
        .assembly()
        .ifPresent(
            call ->
                message
                    .append(INDENT)
                    .append("It runs here and now: it is an argument of ")
                    .append(call)
                    .append(", evaluated before the call"));
    effect
        .twin()
        .ifPresent(
            twin -> message.append(INDENT).append("Non-blocking counterpart: ").append(twin));
    fix.ifPresent(line -> message.append(INDENT).append(line));
    return message.toString();
  }
}
