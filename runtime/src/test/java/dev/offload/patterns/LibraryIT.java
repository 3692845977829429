package dev.offload.patterns;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The checker knows this library by its annotations and its model, of which the users' class path
 * has the first only as marks in class files: the annotations themselves are not on it.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LibraryIT {
  private static final Path SOURCES = Path.of("src/test/resources/library");

  @TempDir private static Path classes;
  private static Compilation compilation;

  @BeforeAll
  static void compile() throws Exception {
    compilation =
        ErrorProne.compile(
            SOURCES, classes, "-XepOpt:Offload:Kinds=file-metadata", ErrorProne.runtime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bodies", "Counterparts", "Threads", "Waits"})
  void hasTheFindingsThatItAnnounces(String name) throws Exception {
    String file = name + ".java";
    List<String> announced = Example.announcedFindings(Files.readString(SOURCES.resolve(file)));
    assertWithMessage(compilation.output())
        .that(
            compilation.findings().stream()
                .filter(finding -> finding.file().equals(file))
                .map(Compilation.Finding::markWithCounterpart)
                .toList())
        .isEqualTo(announced);
  }

  @Test
  void hasNoOtherFindings() {
    assertThat(compilation.findings().stream().map(Compilation.Finding::file).distinct().toList())
        .containsExactly("Bodies.java", "Counterparts.java", "Threads.java", "Waits.java");
  }

  @Test
  void itsModelHasNoBadLine() {
    assertThat(compilation.output()).doesNotContain("warning: Offload");
  }
}
