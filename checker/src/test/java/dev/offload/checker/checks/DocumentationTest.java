package dev.offload.checker.checks;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.errorprone.BugPattern;
import com.google.errorprone.bugpatterns.BugChecker;
import dev.offload.checker.testing.AllChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check has a page, a common name, and examples that do what the page says. */
final class DocumentationTest {
  private static final Path PAGES = Path.of("../docs/checks");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)## (?:Flagged|Not flagged)\n\n```java\n(.*?)```");

  static Stream<BugChecker> checks() {
    return ServiceLoader.load(BugChecker.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(check -> check.getClass().getName().startsWith("dev.offload."));
  }

  @Test
  void allChecksAreRegisteredAndAllPagesBelongToOne() throws IOException {
    List<String> names = checks().map(check -> check.getClass().getSimpleName()).sorted().toList();

    assertThat(names)
        .containsExactly(
            "BlockingInCommonPool",
            "BlockingIo",
            "BlockingLock",
            "BlockingSleep",
            "BlockingWait",
            "NestedJoin");
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()).sorted().toList())
          .isEqualTo(names.stream().map(name -> name + ".md").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("checks")
  void namesAndLink(BugChecker check) {
    String name = check.getClass().getSimpleName();
    BugPattern pattern = check.getClass().getAnnotation(BugPattern.class);

    assertThat(pattern.altNames())
        .asList()
        .containsExactly("blocking", "rollout:" + name, "BlockingMethodInNonBlockingContext");
    assertThat(pattern.link()).endsWith("/docs/checks/" + name + ".md");
  }

  @ParameterizedTest
  @MethodSource("checks")
  void examples(BugChecker check) throws IOException {
    String name = check.getClass().getSimpleName();
    Matcher example = EXAMPLE.matcher(Files.readString(PAGES.resolve(name + ".md")));
    List<Integer> counts = new ArrayList<>();

    while (example.find()) {
      List<String> found =
          AllChecks.findings(example.group(1)).stream()
              .map(finding -> finding.replaceFirst("(?s)\\].*", "]"))
              .sorted()
              .toList();
      assertWithMessage(example.group(1)).that(found).isEqualTo(marked(example.group(1), name));
      counts.add(found.size());
    }

    assertWithMessage("a flagged example and one that is not").that(counts).hasSize(2);
    assertThat(counts.get(0)).isGreaterThan(0);
    assertThat(counts.get(1)).isEqualTo(0);
  }

  private static List<String> marked(String example, String check) {
    List<String> result = new ArrayList<>();
    String[] lines = example.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].endsWith("// finding")) {
        result.add(i + 1 + ": [" + check + "]");
      }
    }
    return result.stream().sorted().toList();
  }
}
