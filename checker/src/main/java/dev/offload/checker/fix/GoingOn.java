package dev.offload.checker.fix;

/**
 * A stage, and what to do with its value.
 *
 * @param stage up to the arrow of the callback
 * @param head the first statement of the callback, or empty
 * @param rest the statements behind it, with the blanks in front of them; no block if all is empty
 * @param last the last statement behind those, or empty
 * @param end behind the callback
 */
record GoingOn(String stage, String head, String rest, String last, String end) {
  GoingOn(String stage, String head, String rest, String end) {
    this(stage, head, rest, "", end);
  }

  /** Without a block. */
  static GoingOn expression(String stage) {
    return new GoingOn(stage, "", "", "");
  }

  boolean isExpression() {
    return end.isEmpty();
  }
}
