package dev.offload.patterns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What javac said about sources that compile. */
record Compilation(String output) {
  private static final Pattern FINDING =
      Pattern.compile(
          "(?:.*[/\\\\])?([^/\\\\]+)[/\\\\](\\w+\\.java):(\\d+): (?:warning|error): (\\[(\\w+)]"
              + " .*)");
  private static final String COUNTERPART = "Non-blocking counterpart: ";
  private static final Pattern CARET = Pattern.compile(" *\\^");
  private static final Pattern LINK = Pattern.compile(" +\\(see http.*");
  private static final Pattern TOTAL = Pattern.compile("\\d+ warnings?");

  /**
   * A finding as users read it.
   *
   * @param folder in which the file is
   * @param message without the source line and the link
   */
  record Finding(String folder, String file, int line, String check, List<String> message) {
    /** {@code 12 BlockingIo}. */
    String mark() {
      return line + " " + check;
    }

    /** {@code 12 BlockingIo, instead AsyncFiles.size}. */
    String markWithCounterpart() {
      return message.stream()
          .map(line -> line.split(COUNTERPART, 2))
          .filter(halves -> halves.length == 2)
          .map(halves -> mark() + ", instead " + halves[1])
          .findFirst()
          .orElseGet(this::mark);
    }

    String text() {
      return "%s:%d: warning: %s".formatted(file, line, String.join("\n", message));
    }
  }

  /** In the order of their lines. */
  List<Finding> findings() {
    List<Finding> result = new ArrayList<>();
    boolean isDetail = false;
    for (String line : output.lines().toList()) {
      Matcher start = FINDING.matcher(line);
      if (start.matches()) {
        result.add(
            new Finding(
                start.group(1),
                start.group(2),
                Integer.parseInt(start.group(3)),
                start.group(5),
                new ArrayList<>(List.of(start.group(4)))));
        isDetail = false;
      } else if (CARET.matcher(line).matches()) {
        isDetail = true;
      } else if (isDetail && !LINK.matcher(line).matches() && !TOTAL.matcher(line).matches()) {
        result.get(result.size() - 1).message().add(line);
      }
    }
    result.sort(Comparator.comparing(Finding::folder).thenComparing(Finding::line));
    return result;
  }
}
