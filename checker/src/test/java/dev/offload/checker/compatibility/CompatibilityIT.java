package dev.offload.checker.compatibility;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.Comparator.comparing;

import dev.offload.checker.compatibility.Compilation.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged checker in every supported pair of Error Prone and JDK. */
@Execution(ExecutionMode.CONCURRENT)
final class CompatibilityIT {
  private static final String SLEEPS =
      """
      import java.util.concurrent.CompletableFuture;

      final class Sleeps {
        static CompletableFuture<String> page(CompletableFuture<String> id) {
          return id.thenApply(i -> load(i));
        }

        @SuppressWarnings("blocking")
        static CompletableFuture<String> suppressed(CompletableFuture<String> id) {
          return id.thenApply(i -> load(i));
        }

        private static String load(String id) {
          return read(id);
        }

        private static String read(String id) {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return id;
        }
      }
      """;

  private static final Path BROKEN_SERVICE = Path.of("../sample-project/broken-service");

  @TempDir private Path sources;
  @TempDir private Path classes;

  /**
   * The ends of what we support. A JDK that is not on the machine aborts the tests of its pairs.
   */
  enum Pair {
    OLDEST_ON_JDK_17(17, "oldest"),
    OLDEST_ON_JDK_25(25, "oldest"),
    NEWEST_ON_JDK_25(25, "newest");

    private final int feature;
    private final String release;

    Pair(int feature, String release) {
      this.feature = feature;
      this.release = release;
    }

    ErrorProne errorProne() {
      Optional<Jdk> jdk = Jdk.find(feature);
      Assumptions.assumeTrue(jdk.isPresent(), () -> this + " not tested: " + Jdk.remedy(feature));
      return new ErrorProne(jdk.orElseThrow(), release);
    }
  }

  @ParameterizedTest
  @EnumSource
  void warns(Pair pair) throws Exception {
    Compilation compilation = compileSleeps(pair, "-Xep:blocking:WARN");

    assertOneFinding(pair, compilation, "warning");
    assertThat(compilation.exitStatus()).isEqualTo(0);
  }

  @ParameterizedTest
  @EnumSource
  void failsTheBuild(Pair pair) throws Exception {
    Compilation compilation = compileSleeps(pair, "-Xep:blocking:ERROR");

    assertOneFinding(pair, compilation, "error");
    assertThat(compilation.exitStatus()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void compilesForRelease17(Pair pair) throws Exception {
    Compilation compilation = compileSleeps(pair, "-Xep:blocking:WARN", "--release", "17");

    assertOneFinding(pair, compilation, "warning");
    assertThat(compilation.exitStatus()).isEqualTo(0);
  }

  @ParameterizedTest
  @EnumSource
  void brokenService(Pair pair) throws Exception {
    Compilation compilation =
        pair.errorProne()
            .compile(
                BROKEN_SERVICE.resolve("src/main/java"),
                classes,
                "-Xep:blocking:WARN",
                "--release",
                "17",
                "-classpath",
                ErrorProne.classPath("target/class-paths/sample-project.txt"));

    assertWithMessage("%s: %s", pair, compilation.output())
        .that(
            compilation.findings().stream()
                .sorted(comparing(Finding::file).thenComparing(Finding::line))
                .map(Finding::toString)
                .toList())
        .isEqualTo(Files.readAllLines(BROKEN_SERVICE.resolve("expected-findings.txt")));
    assertThat(compilation.exitStatus()).isEqualTo(0);
  }

  /** Code without findings does not pay for fixes: no strategy is loaded. */
  @ParameterizedTest
  @EnumSource
  void looksForFixesOfFindingsOnly(Pair pair) throws Exception {
    assertThat(loadedClasses(pair, SLEEPS)).contains("dev.offload.checker.fix.Strategies ");

    String silent = SLEEPS.replaceFirst("Thread.sleep\\(100\\)", "Thread.sleep(0)");
    assertThat(silent).isNotEqualTo(SLEEPS);
    String loaded = loadedClasses(pair, silent.replace("@SuppressWarnings(\"blocking\")", ""));
    assertThat(loaded).contains("dev.offload.checker.BlockingAnalysis ");
    assertThat(loaded).doesNotContain("dev.offload.checker.fix.Strategies ");
  }

  private String loadedClasses(Pair pair, String source) throws Exception {
    Path log = classes.resolve("loaded.txt");
    Files.writeString(sources.resolve("Sleeps.java"), source);
    Compilation compilation =
        pair.errorProne()
            .compile(sources, classes, "-Xep:blocking:WARN", "-J-Xlog:class+load:file=" + log);
    assertWithMessage("%s", compilation.output()).that(compilation.exitStatus()).isEqualTo(0);
    return Files.readString(log);
  }

  private Compilation compileSleeps(Pair pair, String flags, String... options)
      throws IOException, InterruptedException {
    Files.writeString(sources.resolve("Sleeps.java"), SLEEPS);
    return pair.errorProne().compile(sources, classes, flags, options);
  }

  /** The one that is not suppressed. */
  private static void assertOneFinding(Pair pair, Compilation compilation, String severity) {
    List<Finding> findings = compilation.findings();
    assertWithMessage("%s: %s", pair, compilation.output()).that(findings).hasSize(1);
    Finding finding = findings.get(0);
    assertThat(finding.file()).isEqualTo("Sleeps.java");
    assertThat(finding.line()).isEqualTo(5);
    assertThat(finding.check()).isEqualTo("BlockingSleep");
    assertThat(finding.severity()).isEqualTo(severity);
  }
}
