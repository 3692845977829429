package dev.offload.checker.model;

/**
 * A line of a model file, or a whole file, that could not be used.
 *
 * @param line counted from 1; 0 for the whole file
 */
public record ModelProblem(String file, int line, String reason) {
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + reason;
  }
}
