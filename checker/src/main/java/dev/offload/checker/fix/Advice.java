package dev.offload.checker.fix;

import com.google.errorprone.fixes.Fix;
import java.util.List;
import java.util.Optional;

/**
 * What can be done about a finding.
 *
 * @param offers safe ones first
 * @param refusal why there is none, if a strategy could say
 */
public record Advice(List<Answer.Offer> offers, Optional<String> refusal) {
  /** For findings that nobody knows a way for. */
  public static final Advice NONE = new Advice(List.of(), Optional.empty());

  /** For who must wait: two fixes at once would mix up. */
  static final Advice LATER =
      refused("the fix of another finding changes the same code; apply that, then compile again");

  /** For who gets the same fix as another finding. */
  static Advice fixedBy(Site site) {
    return refused("the fix in line " + site.line() + " fixes this, too");
  }

  private static Advice refused(String reason) {
    return new Advice(List.of(), Optional.of(reason));
  }

  /** For a failure of ours: the finding itself is right. */
  public static Advice failed(Throwable cause) {
    String where = cause.getStackTrace().length > 0 ? " at " + cause.getStackTrace()[0] : "";
    return refused(
        "looking for one failed ("
            + cause
            + where
            + "); please report this to the Offload project");
  }

  /** What Error Prone prints and applies, best first. */
  public List<Fix> fixes() {
    return offers.stream().<Fix>map(offer -> offer.edit().toSuggestedFix()).toList();
  }

  /**
   * The line of the message about the first fix, or about why there is none.
   *
   * @param text of the file
   */
  public Optional<String> line(String text) {
    if (offers.isEmpty()) {
      return refusal.map(reason -> "No automatic fix: " + reason);
    }
    Answer.Offer first = offers.get(0);
    String label =
        first
            .change()
            .map(change -> "Fix (changes behaviour: " + change + ")")
            .orElse("Fix (safe)");
    return Optional.of(first.edit().summary(text).map(lines -> label + ": " + lines).orElse(label));
  }
}
