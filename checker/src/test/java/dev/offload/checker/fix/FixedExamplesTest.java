package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page of each check shows its flagged example as the fixes leave it. {@code mvn -pl checker
 * -am test -Dtest=FixedExamplesTest -Dsurefire.failIfNoSpecifiedTests=false -Doffload.pages=write}
 * writes these examples anew.
 */
final class FixedExamplesTest {
  private static final Path PAGES = Path.of("../docs/checks");
  private static final Pattern FLAGGED =
      Pattern.compile("(?s)(## Flagged\n\n```java\n(.*?)```\n)(.*?)(\n## Not flagged)");
  private static final String IMPORTS =
      Stream.of("dev.offload.annotations", "java.io", "java.nio.file", "java.util")
          .map(name -> "import " + name + ".*;\n")
          .collect(
              joining(
                  "",
                  "",
                  "import java.util.concurrent.*;\nimport java.util.concurrent.locks.*;\n"));
  private static final String HEAD =
      """

      ## As the fixes leave it

      What still says `finding` is left for you, and the message says what to do: [fixes](../fixes.md).

      """;
  private static final int ROUNDS = 3;

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void flaggedExample(Path page) throws IOException {
    String text = Files.readString(page);
    Matcher flagged = FLAGGED.matcher(text);
    assertWithMessage("%s has a flagged example", page).that(flagged.find()).isTrue();
    String section = HEAD + "```java\n" + fixed(flagged.group(2)) + "```\n";
    String expected =
        flagged.replaceFirst(
            Matcher.quoteReplacement(flagged.group(1) + section + flagged.group(4)));
    if ("write".equals(System.getProperty("offload.pages"))) {
      Files.writeString(page, expected);
      text = expected;
    }
    assertWithMessage("%s is stale: see the class comment", page).that(text).isEqualTo(expected);
  }

  private String fixed(String example) throws IOException {
    Path input = Files.writeString(folder.resolve("example.input"), IMPORTS + example);
    FixedFile file = new FixedFile(new FixCase(input), folder);
    for (int round = 0; round < ROUNDS; round++) {
      file.fix();
    }
    Set<Integer> left =
        file.findings().stream()
            .map(finding -> Integer.valueOf(finding.replaceFirst("(?s):.*", "")))
            .collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : file.text().lines().toList()) {
      number++;
      boolean isBeforeTheClass = lines.isEmpty() && line.isBlank();
      if (!line.startsWith("import ") && !isBeforeTheClass) {
        lines.add(left.contains(number) ? line : line.replace(" // finding", ""));
      }
    }
    return lines.stream().map(line -> line + "\n").collect(joining());
  }
}
