package dev.offload.checker.compatibility;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.offload.checker.testing.RuntimeLibrary;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How far fixes reach: the broken sample service, patched as users patch a module, still answers as
 * the one that is written right. The findings that are left are in {@code
 * expected-after-fixes.txt}, with the reasons; {@code -Doffload.pages=write} writes that file anew.
 * While some are left the loop does get blocked, so this leaves EventLoopTest out.
 */
final class PatchedSampleIT {
  private static final Path PROJECT = Path.of("../sample-project");
  private static final Path EXPECTED = PROJECT.resolve("broken-service/expected-after-fixes.txt");
  private static final Path TESTS = PROJECT.resolve("service/src/test/java");
  private static final String TEST = "dev.offload.sample.OrderServiceTest";
  private static final String PATCH =
      "-Xep:blocking:WARN -XepPatchLocation:IN_PLACE"
          + " -XepPatchChecks:BlockingInCommonPool,BlockingIo,BlockingLock,BlockingSleep,BlockingWait,NestedJoin";
  private static final int MOST_ROUNDS = 3;

  @TempDir private Path folder;

  @Test
  void passesTheTestsOfTheOtherOne() throws Exception {
    Path sources = folder.resolve("sources");
    copy(PROJECT.resolve("broken-service/src/main/java"), sources);

    Compilation compilation = compile(sources, "-Xep:blocking:WARN");
    int rounds = 0;
    while (compilation.output().contains("Fix (")) {
      rounds++;
      assertWithMessage("rounds; left: %s", compilation.output())
          .that(rounds)
          .isAtMost(MOST_ROUNDS);
      compile(sources, PATCH);
      compilation = compile(sources, "-Xep:blocking:WARN");
    }

    List<String> lines = new ArrayList<>();
    lines.add("rounds: " + rounds);
    lines.addAll(left(compilation));
    lines.addAll(results());
    String actual = String.join("\n", lines) + "\n";
    if ("write".equals(System.getProperty("offload.pages"))) {
      Files.writeString(EXPECTED, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(EXPECTED));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private Compilation compile(Path sources, String flags) throws Exception {
    Path classes = folder.resolve("classes");
    Compilation compilation =
        CompatibilityIT.Pair.OLDEST_ON_JDK_17
            .errorProne()
            .compile(
                sources,
                Files.createDirectories(classes),
                flags,
                "-classpath",
                ErrorProne.classPath("target/class-paths/sample-project.txt")
                    + File.pathSeparator
                    + RuntimeLibrary.classes());
    assertWithMessage("%s", compilation.output()).that(compilation.exitStatus()).isEqualTo(0);
    return compilation;
  }

  /** The findings, each with the reason why it has no fix. */
  private static List<String> left(Compilation compilation) {
    List<String> result = new ArrayList<>();
    for (String line : compilation.output().lines().toList()) {
      if (line.contains(": warning: [")) {
        result.add(line.replaceFirst(".*?(\\w+\\.java):\\d+: warning: ", "$1: "));
      } else if (line.strip().startsWith("No automatic fix: ")) {
        result.add("    " + line.strip());
      }
    }
    return result;
  }

  private List<String> results() throws Exception {
    Path classes = compileTests();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {
              url(classes),
              url(folder.resolve("classes")),
              url(PROJECT.resolve("broken-service/src/main/resources")),
              url(RuntimeLibrary.classes())
            },
            PatchedSampleIT.class.getClassLoader())) {
      Results results = new Results();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(loader.loadClass(TEST)))
                  .build(),
              results);
      return results.lines.stream().sorted().toList();
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** But for that of Orders, as no fix changes what its methods return. */
  private Path compileTests() throws IOException {
    Path output = Files.createDirectories(folder.resolve("test-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(TESTS)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-nowarn",
                      "-d",
                      output.toString(),
                      "-cp",
                      folder.resolve("classes")
                          + File.pathSeparator
                          + System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjectsFromPaths(
                      sources
                          .filter(file -> file.toString().endsWith(".java"))
                          .filter(file -> !file.endsWith("OrdersTest.java"))
                          .toList()))
              .call();
      assertThat(compiled).isTrue();
    }
    return output;
  }

  private static final class Results implements TestExecutionListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        lines.add(
            test.getDisplayName()
                + (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL
                    ? " passes"
                    : " fails"));
      }
    }
  }
}
