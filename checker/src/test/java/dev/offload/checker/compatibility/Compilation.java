package dev.offload.checker.compatibility;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What one run of javac came to. */
record Compilation(int exitStatus, String output) {
  private static final Pattern FINDING =
      Pattern.compile(
          "^(?:.*[/\\\\])?([^/\\\\]+\\.java):(\\d+): (warning|error): \\[(\\w+)] (.*)$",
          Pattern.MULTILINE);

  /** A finding without the further lines of its message. */
  record Finding(String file, int line, String severity, String check, String message) {
    private static Finding of(MatchResult match) {
      return new Finding(
          match.group(1),
          Integer.parseInt(match.group(2)),
          match.group(3),
          match.group(4),
          match.group(5));
    }

    /** A line of a file of expected findings. */
    @Override
    public String toString() {
      return file + ":" + line + ": [" + check + "] " + message;
    }
  }

  /** In the order in which javac reports them. */
  List<Finding> findings() {
    return FINDING.matcher(output).results().map(Finding::of).toList();
  }
}
