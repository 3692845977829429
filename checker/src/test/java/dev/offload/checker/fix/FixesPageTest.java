package dev.offload.checker.fix;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every strategy has examples and its place in docs/fixes.md, where its class comment is repeated.
 * {@code mvn -pl checker -am test -Dtest=FixesPageTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Doffload.pages=write} writes that part of the page anew.
 */
final class FixesPageTest {
  private static final Path PAGE = Path.of("../docs/fixes.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/offload/checker/fix");
  private static final Path EXAMPLES = Path.of("src/test/resources/fixes");
  private static final String START = "## Strategies\n";
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*final class");

  /** In the order in which they are asked. */
  static List<String> strategies() {
    return Strategies.all(new ExecutorChoice(Optional.empty(), null, null)).stream()
        .map(strategy -> strategy.getClass().getSimpleName())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void hasExamples(String strategy) throws IOException {
    Path folder = EXAMPLES.resolve(folder(strategy));
    assertWithMessage("%s: .input with .output or .refusal", folder)
        .that(Files.isDirectory(folder))
        .isTrue();
    try (Stream<Path> files = Files.list(folder)) {
      assertWithMessage("%s", folder).that(files.toList()).isNotEmpty();
    }
  }

  @Test
  void page() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START);
    assertWithMessage("%s has no line: %s", PAGE, START).that(start).isAtLeast(0);
    StringBuilder expected = new StringBuilder(page.substring(0, start)).append(START);
    for (String strategy : strategies()) {
      expected.append(section(strategy));
    }
    if ("write".equals(System.getProperty("offload.pages"))) {
      Files.writeString(PAGE, expected);
      page = expected.toString();
    }
    assertWithMessage("%s is stale: see the class comment", PAGE)
        .that(page)
        .isEqualTo(expected.toString());
  }

  private static String section(String strategy) throws IOException {
    String source = Files.readString(SOURCES.resolve(strategy + ".java"));
    Matcher comment = COMMENT.matcher(source);
    assertWithMessage("%s has a class comment", strategy).that(comment.find()).isTrue();
    return "\n### %s\n\n%s\n\n[Examples](../checker/src/test/resources/fixes/%s)\n"
        .formatted(strategy, markdown(comment.group(1)), folder(strategy));
  }

  private static String markdown(String comment) {
    String text = comment.replaceAll("\\n \\* ?", " ").strip();
    return text.replaceAll("\\s*<p>", "\n\n")
        .replaceAll(
            "\\{@(?:code|link) ((?:[^{}]|\\{[^{}]*\\}|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*)\\}", "`$1`")
        .replaceAll("&amp;", "&")
        .replaceAll(" {2,}", " ");
  }

  private static String folder(String strategy) {
    return strategy.replaceAll("(?<=.)(?=\\p{Upper})", "-").toLowerCase(Locale.ROOT);
  }
}
