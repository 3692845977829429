package dev.offload.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A table of who does what, in Markdown. All questions are asked at the same time. */
final class Matrix<B> {
  private static final String YES = "yes";
  private static final String NO = "no";
  private static final String DOES_NOT_APPLY = "–";
  private static final String NEXT_CELL = " | ";

  /** How long nothing must happen until we believe that nothing will. */
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Duration LONGER = Duration.ofSeconds(3);

  private final List<B> behaviours;
  private final Function<B, String> title;
  private final Optional<String> page;
  private final ExecutorService threads;
  private final Map<String, List<Future<Optional<Boolean>>>> rows = new LinkedHashMap<>();

  /**
   * @param page what has been found out before; empty if it does not matter
   */
  Matrix(
      List<B> behaviours,
      Function<B, String> title,
      Optional<String> page,
      ExecutorService threads) {
    this.behaviours = behaviours;
    this.title = title;
    this.page = page;
    this.threads = threads;
  }

  void add(String row, Question<B> question) {
    List<Future<Optional<Boolean>>> answers = new ArrayList<>();
    for (B behaviour : behaviours) {
      Duration patience = patience(row, answers.size());
      answers.add(threads.submit(() -> question.holds(behaviour, patience)));
    }
    rows.put(row, answers);
  }

  /** What the page says to happen may take its time, so that a slow machine changes nothing. */
  private Duration patience(String row, int column) {
    if (page.isEmpty()) {
      return LONGER;
    }
    boolean isYes =
        page.get()
            .lines()
            .filter(line -> line.startsWith("| " + row + NEXT_CELL))
            .anyMatch(line -> line.split(" \\|", -1)[column + 1].equals(" " + YES));
    return isYes ? Behaviour.GENEROUS : SHORT;
  }

  String table() throws Exception {
    StringBuilder table = new StringBuilder("|");
    behaviours.forEach(behaviour -> table.append(NEXT_CELL).append(title.apply(behaviour)));
    table.append(" |\n|---").append("|---".repeat(behaviours.size())).append("|\n");
    for (Map.Entry<String, List<Future<Optional<Boolean>>>> row : rows.entrySet()) {
      table.append("| ").append(row.getKey());
      for (Future<Optional<Boolean>> answer : row.getValue()) {
        String text = answer.get().map(holds -> holds ? YES : NO).orElse(DOES_NOT_APPLY);
        table.append(NEXT_CELL).append(text);
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  /** Whether somebody does something; empty if it does not apply. */
  interface Question<B> {
    /**
     * Asks.
     *
     * @param patience how long to wait for it to happen
     */
    Optional<Boolean> holds(B behaviour, Duration patience) throws Exception;
  }
}
