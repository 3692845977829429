package dev.offload.checker.model;

/** A model line that cannot be used, and why. */
final class BadLine extends Exception {
  private static final long serialVersionUID = 1L;

  BadLine(String reason) {
    super(reason);
  }
}
