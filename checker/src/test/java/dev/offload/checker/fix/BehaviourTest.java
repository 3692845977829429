package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whether the programs that {@link FixesTest} runs before and after show all that matters of each
 * fix. What cannot be shown of one has a line with its reason in {@code fixes/not-shown.txt}.
 */
final class BehaviourTest {
  private static final Set<String> ALL =
      Set.of("success", "failure", "cancellation", "null", "order", "threads");
  private static final Path NOT_SHOWN = Path.of("src/test/resources/fixes/not-shown.txt");

  @Test
  void programsShowEverything() {
    Set<String> missing = new TreeSet<>();
    shown()
        .forEach(
            (strategy, shown) ->
                ALL.stream()
                    .filter(each -> !shown.contains(each))
                    .forEach(each -> missing.add(strategy + " " + each)));
    List<String> reasons = FixCase.read(NOT_SHOWN).lines().toList();
    assertThat(reasons).isInStrictOrder();
    assertThat(reasons.stream().map(BehaviourTest::withoutReason).toList())
        .containsExactlyElementsIn(missing);
  }

  private static String withoutReason(String line) {
    assertThat(line).matches("\\S+ \\S+ \\S.*");
    return line.replaceFirst("(\\S+ \\S+) .*", "$1");
  }

  private static Map<String, Set<String>> shown() {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (FixCase each : FixCase.all().filter(each -> Files.exists(each.output())).toList()) {
      assertWithMessage("what %s shows", each)
          .that(each.isProgram() ? ALL : Set.of())
          .containsAtLeastElementsIn(each.shows());
      shown.computeIfAbsent(each.strategy(), key -> new TreeSet<>()).addAll(each.shows());
    }
    return shown;
  }
}
