package dev.offload.checker.body;

import java.util.Optional;
import java.util.Set;

/** What {@code java.util.stream.Collectors} do with the elements of the stream they collect. */
final class StreamCollectors {
  /** Their downstream collectors get something else. */
  private static final Set<String> MAPPING = Set.of("mapping", "flatMapping");

  /** What they make holds the elements. */
  private static final Set<String> KEEPING =
      Set.of("toList", "toSet", "toUnmodifiableList", "toUnmodifiableSet", "toCollection");

  private StreamCollectors() {}

  static boolean isCollector(String owner) {
    return owner.equals("java.util.stream.Collectors");
  }

  /** {@code stream.collect(collector)}. */
  static boolean isCollection(String owner, String method, int count) {
    return owner.equals("java.util.stream.Stream") && method.equals("collect") && count == 1;
  }

  /**
   * Whether the function at {@code index} is given elements, or something that holds them.
   *
   * @param count how many arguments there are
   * @param first the method that made the first argument, if a call did
   */
  static boolean givesElements(String method, int index, int count, Optional<String> first) {
    return switch (method) {
      case "collectingAndThen" -> first.filter(KEEPING::contains).isPresent();
      case "teeing" -> false;
      case "reducing" -> count < 3 || index == 1;
      default -> index < 2;
    };
  }

  /** Whether a collector that is given to another one gets the same elements. */
  static boolean passesElements(String method) {
    return !MAPPING.contains(method);
  }
}
