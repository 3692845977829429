package dev.offload.checker.fix;

import java.util.Optional;

/**
 * A wait in {@code try} that stays as it is, in a callback of the stage that it waits for: the
 * stage is complete there, so that the wait is over at once, and throws what it did before.
 *
 * @param declaration a statement that gives the stage a name, up to the next line, or empty
 * @param stage its name
 */
record Awaited(FutureWait original, String declaration, String stage, Site site) {
  /** The wait of the operation, unless the {@code try} only wraps failures, and may go away. */
  static Optional<Awaited> in(ContinuedTry attempt, Site site) {
    return FutureWait.of(site)
        .filter(wait -> !wait.hasTimeout() && !(wait.mayLeaveTry() && attempt.onlyWraps()))
        .map(wait -> of(wait, attempt, site));
  }

  private static Awaited of(FutureWait wait, ContinuedTry attempt, Site site) {
    String text = site.source(wait.future());
    if (FirstEvaluated.isInert(wait.future())) {
      return new Awaited(wait, "", text, site);
    }
    String name = site.freshName("awaited");
    String newLine = "\n" + site.indentation(site.start(attempt.path().getLeaf()));
    return new Awaited(wait, "var " + name + " = " + text + ";" + newLine, name, site);
  }

  /** The wait, as source text. */
  String value() {
    return stage + site.source(site.end(original.future()), site.end(original.tree()));
  }

  /** Up to the arrow of a callback that gets the stage's value and failure. */
  String opening(String prefix, String method) {
    return declaration
        + prefix
        + stage
        + "."
        + method
        + "(("
        + site.freshName("value")
        + ", "
        + site.freshName("failure")
        + ") -> ";
  }
}
