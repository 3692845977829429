package dev.offload.checker.frameworks;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.offload.checker.testing.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every framework has a page that is up to date, with examples that compile and have the findings
 * that they show. {@code mvn -pl checker -am test -Dtest=FrameworkPagesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Doffload.pages=write} writes the pages anew.
 */
final class FrameworkPagesTest {
  private static final Path PAGES = Path.of("../docs/frameworks");
  private static final Pattern FINDING =
      Pattern.compile("(?s)(\\w+)\\.java:(\\d+): WARNING: \\[(\\w+)\\].*");

  @TempDir private Path folder;

  static List<Framework> frameworks() {
    return Framework.all();
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void page(Framework framework) throws IOException {
    check(framework.model() + ".md", new FrameworkPage(framework).text());
  }

  @Test
  void listOfAllPages() throws IOException {
    StringBuilder list = new StringBuilder();
    list.append("# Frameworks\n\nWhat Offload knows without configuration, besides the JDK. ");
    list.append("Each page is generated from a model file.\n\n");
    list.append("| framework | facts | held against version |\n|---|---|---|\n");
    Framework.all().stream()
        .map(framework -> List.of(framework.model(), new FrameworkPage(framework)))
        .sorted((first, second) -> row(first).compareToIgnoreCase(row(second)))
        .forEach(each -> list.append(row(each)));
    check("README.md", list.toString());
  }

  private static String row(List<Object> framework) {
    FrameworkPage page = (FrameworkPage) framework.get(1);
    return "| [%s](%s.md) | %d | %s |\n"
        .formatted(page.name(), framework.get(0), page.size(), page.versions());
  }

  private static void check(String name, String expected) throws IOException {
    Path page = PAGES.resolve(name);
    if ("write".equals(System.getProperty("offload.pages"))) {
      Files.writeString(page, expected);
    }
    assertWithMessage("%s is stale: see the class comment", page)
        .that(Files.exists(page) ? Files.readString(page) : "")
        .isEqualTo(expected);
  }

  @Test
  void everyPageIsOfAFramework() throws IOException {
    List<String> expected = new ArrayList<>(List.of("README.md"));
    Framework.all().forEach(framework -> expected.add(framework.model() + ".md"));
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()).toList())
          .containsExactlyElementsIn(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("frameworks")
  void examples(Framework framework) {
    String bad = framework.example("Bad.java");
    String good = framework.example("Good.java");
    assertThat(marked(bad)).isNotEmpty();
    assertThat(marked(good)).isEmpty();
    List<Path> versions = new ArrayList<>(framework.versions());
    Collections.reverse(versions);
    List<String> problems = new ArrayList<>();
    for (Path version : versions.isEmpty() ? List.of(folder) : versions) {
      Javac.Outcome outcome = compile(version, "Bad.java", bad);
      if (outcome.succeeded()) {
        assertFindings(bad, outcome);
        Javac.Outcome right = compile(version, "Good.java", good);
        assertWithMessage("%s", right.javac()).that(right.succeeded()).isTrue();
        assertFindings(good, right);
        return;
      }
      problems.add(version + ": " + outcome.javac());
    }
    assertWithMessage("compiles with no version: %s", problems).fail();
  }

  private Javac.Outcome compile(Path version, String file, String example) {
    return Javac.into(folder.resolve("classes"))
        .classPath(Framework.jars(version).toArray(new Path[0]))
        .source(file, example)
        .withChecks();
  }

  private static void assertFindings(String example, Javac.Outcome outcome) {
    assertThat(outcome.findings().stream().map(FrameworkPagesTest::shortened).sorted().toList())
        .isEqualTo(marked(example));
    assertThat(outcome.troubles()).isEmpty();
  }

  private static String shortened(String finding) {
    Matcher matcher = FINDING.matcher(finding);
    assertThat(matcher.matches()).isTrue();
    return matcher.group(1) + ":" + matcher.group(2) + " " + matcher.group(3);
  }

  /** The findings that the comments of an example announce. */
  private static List<String> marked(String example) {
    List<String> result = new ArrayList<>();
    String[] lines = example.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String[] halves = lines[i].split(" // finding: ", 2);
      if (halves.length == 2) {
        int line = i + 1;
        Arrays.stream(halves[1].split(", "))
            .forEach(check -> result.add("Bad:" + line + " " + check.strip()));
      }
    }
    return result.stream().sorted().toList();
  }
}
