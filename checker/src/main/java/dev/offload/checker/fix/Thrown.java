package dev.offload.checker.fix;

import java.util.Set;

/**
 * A block that throws an unchecked failure as what it is, so that nothing wraps it.
 *
 * @param text its source
 * @param imports that it needs
 */
record Thrown(String text, Set<String> imports) {
  private static final String RUNTIME = "dev.offload.Offload";

  /** The one for a variable, or another expression without an effect. */
  static Thrown of(String failure, Site site) {
    if (site.knows(RUNTIME)) {
      Site.Named offload = site.named(RUNTIME);
      return new Thrown(
          "{ throw " + offload.text() + ".unchecked(" + failure + "); }", offload.imports());
    }
    return new Thrown(
        "{ if ("
            + failure
            + " instanceof Error) { throw (Error) "
            + failure
            + "; } throw (RuntimeException) "
            + failure
            + "; }",
        Set.of());
  }
}
