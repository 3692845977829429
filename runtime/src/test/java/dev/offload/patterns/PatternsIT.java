package dev.offload.patterns;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page about patterns is up to date, and its code does what it says. {@code mvn verify
 * -Dit.test=PatternsIT -Dfailsafe.failIfNoSpecifiedTests=false -Doffload.pages=write} writes it
 * anew.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PatternsIT {
  private static final Path PAGE = Path.of("../docs/patterns.md");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w-]+)}}\n");

  /** SQLite's driver. */
  private static final Path DRIVER = ErrorProne.place(org.sqlite.JDBC.class);

  @TempDir private static Path folder;
  private static Compilation wrong;
  private static Compilation right;

  static List<String> patterns() throws IOException {
    return Example.patterns();
  }

  @BeforeAll
  static void compile() throws Exception {
    wrong = compile("Wrong");
    right = compile("Right");
  }

  private static Compilation compile(String kind) throws IOException, InterruptedException {
    Path sources = folder.resolve("sources").resolve(kind);
    for (String pattern : patterns()) {
      Example.read(pattern, kind).writeInto(sources);
    }
    return ErrorProne.compile(
        sources,
        Files.createDirectories(folder.resolve(kind)),
        "",
        ErrorProne.runtime(),
        ErrorProne.annotations(),
        DRIVER);
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void wrongHasTheFindingsThatItAnnounces(String pattern) throws IOException {
    List<String> announced = Example.read(pattern, "Wrong").announcedFindings();
    assertThat(announced).isNotEmpty();
    assertWithMessage(wrong.output())
        .that(findings(pattern).stream().map(Compilation.Finding::mark).toList())
        .isEqualTo(announced);
  }

  @Test
  void rightHasNone() {
    assertThat(right.output()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void rightPrintsWhatItAnnounces(String pattern) throws Exception {
    Example example = Example.read(pattern, "Right");
    assertThat(example.announcedOutput()).isNotEmpty();
    Program.Outcome outcome = run(example);
    assertWithMessage(outcome.errors())
        .that(outcome.output().lines().toList())
        .isEqualTo(example.announcedOutput());
    assertThat(outcome.exitStatus()).isEqualTo(0);
  }

  @Test
  void page() throws Exception {
    String expected = expectedPage();
    if ("write".equals(System.getProperty("offload.pages"))) {
      Files.writeString(PAGE, expected);
    }
    assertWithMessage("%s is stale: see the class comment", PAGE)
        .that(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .isEqualTo(expected);
  }

  @Test
  void everyPatternIsOnThePageOnce() throws IOException {
    assertThat(PLACEHOLDER.matcher(Example.page()).results().map(match -> match.group(1)).toList())
        .containsExactlyElementsIn(patterns());
  }

  private static String expectedPage() throws Exception {
    StringBuilder result = new StringBuilder();
    String page = Example.page();
    int end = 0;
    for (MatchResult placeholder : PLACEHOLDER.matcher(page).results().toList()) {
      result.append(page.substring(end, placeholder.start()));
      result.append(code(placeholder.group(1)));
      end = placeholder.end();
    }
    return result.append(page.substring(end)).toString();
  }

  private static String code(String pattern) throws Exception {
    Example wrongExample = Example.read(pattern, "Wrong");
    StringBuilder result = new StringBuilder();
    result.append("Wrong:\n\n").append(block("java", wrongExample.text())).append('\n');
    String messages =
        String.join("\n", findings(pattern).stream().map(Compilation.Finding::text).toList());
    result.append(block("", messages + "\n")).append('\n');
    if (wrongExample.runs()) {
      result.append("When it runs:\n\n");
      result.append(block("", run(wrongExample).output())).append('\n');
    }
    return result
        .append("Right:\n\n")
        .append(block("java", Example.read(pattern, "Right").text()))
        .toString();
  }

  private static String block(String language, String text) {
    return "```" + language + "\n" + text + "```\n";
  }

  private static List<Compilation.Finding> findings(String pattern) {
    return wrong.findings().stream()
        .filter(finding -> finding.folder().equals(pattern.replace('-', '_')))
        .toList();
  }

  /** Without the annotations, which nobody needs at run time. */
  private static Program.Outcome run(Example example) throws IOException, InterruptedException {
    String classPath =
        ErrorProne.path(folder.resolve(example.kind()), ErrorProne.runtime(), DRIVER);
    return Program.run(
        List.of(
            Program.tool("java"),
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-classpath",
            classPath,
            example.packageName() + "." + example.kind()));
  }
}
