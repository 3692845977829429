package dev.offload.checker;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.testing.compile.JavaFileObjects;
import dev.offload.checker.testing.Javac;
import dev.offload.checker.testing.Javac.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options under {@code -XepOpt:Offload:}, and what a wrong one gets: one warning. */
final class OptionsTest {
  private static final String LOOP =
      """
      import dev.offload.annotations.NonBlocking;
      import java.io.File;
      import java.security.SecureRandom;

      class Loop {
        @NonBlocking
        void run(File file, SecureRandom random) throws Exception {
          Thread.sleep(1);
          file.exists();
          random.generateSeed(8);
          Lib.slow();
        }

        @acme.OnLoop
        void onLoop() throws Exception {
          Lib.declared();
          Thread.sleep(1);
        }
      }
      """;

  private static final String SLEEP = "Loop.java:8: ";
  private static final String METADATA = "Loop.java:9: ";
  private static final String ENTROPY = "Loop.java:10: ";
  private static final String SLOW = "Loop.java:11: ";
  private static final String DECLARED = "Loop.java:16: ";
  private static final String SLEEP_ON_LOOP = "Loop.java:17: ";

  @TempDir private Path temp;

  @Test
  void noOptions() {
    Outcome outcome = compile();

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void optionsOfOtherPlugins() {
    Outcome outcome =
        compile("-XepOpt:Other:Kinds=cpu", "-XepOpt:Offloader=1", "-XepOpt:Offload=1");

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void models() throws IOException {
    Path model = Files.writeString(temp.resolve("my.model"), "Lib#slow  blocks file\n");

    Outcome outcome = compile("-XepOpt:Offload:Models=" + model);

    assertFindings(outcome, SLEEP, SLOW);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void kind() {
    Outcome outcome = compile("-XepOpt:Offload:Kinds=file-metadata");

    assertFindings(outcome, SLEEP, METADATA);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void severalKinds() {
    Outcome outcome = compile("-XepOpt:Offload:Kinds=file-metadata,entropy,cpu");

    assertFindings(outcome, SLEEP, METADATA, ENTROPY);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void blanksAndEmptyWordsInLists() {
    Outcome outcome = compile("-XepOpt:Offload:Kinds=file-metadata, entropy,,");

    assertFindings(outcome, SLEEP, METADATA, ENTROPY);
    assertThat(outcome.troubles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Models", "Kinds", "NonBlockingAnnotations", "BlockingAnnotations"})
  void emptyValueIsNoValue(String option) {
    Outcome outcome = compile("-XepOpt:Offload:" + option + "=");

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void nonBlockingAnnotations() {
    Outcome outcome = compile("-XepOpt:Offload:NonBlockingAnnotations=acme.Unused,acme.OnLoop");

    assertFindings(outcome, SLEEP, SLEEP_ON_LOOP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void blockingAnnotations() {
    Outcome outcome =
        compile(
            "-XepOpt:Offload:NonBlockingAnnotations=acme.OnLoop",
            "-XepOpt:Offload:BlockingAnnotations=acme.Slow");

    assertFindings(outcome, SLEEP, DECLARED, SLEEP_ON_LOOP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Kinds=disk                     | Kinds=disk                         | file-metadata, entropy, cpu
          Kinds=CPU                      | Kinds=CPU                          | file-metadata, entropy, cpu
          Kinds=sleep                    | Kinds=sleep                        | file-metadata, entropy, cpu
          Kinds=declared                 | Kinds=declared                     | file-metadata, entropy, cpu
          Kinds=true                     | Kinds=true                         | file-metadata, entropy, cpu
          Kinds                          | Kinds                              | file-metadata, entropy, cpu
          NonBlockingAnnotations=@a.Loop | NonBlockingAnnotations=@a.Loop     | qualified names
          NonBlockingAnnotations=Loop    | NonBlockingAnnotations=Loop        | qualified names
          NonBlockingAnnotations=a.Loop; | NonBlockingAnnotations=a.Loop;     | qualified names
          NonBlockingAnnotations=.Loop   | NonBlockingAnnotations=.Loop       | qualified names
          BlockingAnnotations=a..Slow    | BlockingAnnotations=a..Slow        | qualified names
          BlockingAnnotations=a.1        | BlockingAnnotations=a.1            | qualified names
          Models=/no/such.model          | /no/such.model                     | cannot be read
          Model=my.model                 | Model                              | Offload:Models
          models=my.model                | models                             | Offload:Models
          Executor=new Pool()            | Executor=new Pool()                | com.acme.Pools.io()
          Executor=pool                  | Executor=pool                      | com.acme.Pools.io()
          Executor=a.Pools.io(1)         | Executor=a.Pools.io(1)             | com.acme.Pools.io()
          Executor=java.util.concurrent.ForkJoinPool.commonPool() | ForkJoinPool.commonPool() | not the common pool
          Nonsense                       | Nonsense                           | Offload:BlockingAnnotations, Offload:Executor, Offload:Kinds, Offload:Models, Offload:NonBlockingAnnotations
          """)
  void wrong(String option, String named, String allowed) {
    Outcome outcome = compile("-XepOpt:Offload:" + option);

    assertFindings(outcome, SLEEP);
    assertWithMessage("%s", outcome).that(outcome.troubles()).hasSize(1);
    assertThat(outcome.troubles().get(0)).contains("WARNING: Offload");
    assertThat(outcome.troubles().get(0)).contains(named);
    assertThat(outcome.troubles().get(0)).contains(allowed);
  }

  @Test
  void wrongWordLeavesTheOthersInForce() {
    Outcome outcome = compile("-XepOpt:Offload:Kinds=disk,file-metadata");

    assertFindings(outcome, SLEEP, METADATA);
    assertThat(outcome.troubles()).hasSize(1);
  }

  @Test
  void everyMistakeIsOneWarning() {
    Outcome outcome = compile("-XepOpt:Offload:Kinds=disk", "-XepOpt:Offload:Nonsense=1");

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).hasSize(2);
  }

  /**
   * As users run it: what goes wrong in a plugin's constructor would look like a crash of javac.
   */
  @Test
  void wrongInThePlugin() {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    boolean succeeded =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                diagnostics,
                List.of(
                    "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:BlockingSleep:WARN"
                        + " -XepOpt:Offload:Kinds=disk",
                    "-XDcompilePolicy=simple",
                    "--should-stop=ifError=FLOW",
                    "-processorpath",
                    System.getProperty("java.class.path"),
                    "-d",
                    temp.toString()),
                null,
                List.of(
                    JavaFileObjects.forSourceString(
                        "Sleeps",
                        "class Sleeps { @dev.offload.annotations.NonBlocking"
                            + " void run() throws Exception { Thread.sleep(1); } }")))
            .call();

    assertWithMessage("%s", diagnostics.getDiagnostics()).that(succeeded).isTrue();
    assertThat(
            diagnostics.getDiagnostics().stream()
                .map(each -> each.getKind() + ": " + each.getMessage(Locale.ENGLISH))
                .map(text -> text.replaceFirst("(?s)(Kinds=disk|\\[BlockingSleep]).*", "$1"))
                .toList())
        .containsExactly(
            "WARNING: Offload: -XepOpt:Offload:Kinds=disk", "WARNING: [BlockingSleep]");
  }

  private Outcome compile(String... options) {
    return Javac.into(temp.resolve("out"))
        .options(options)
        .source("Loop.java", LOOP)
        .source(
            "Lib.java", "class Lib { static void slow() {} @acme.Slow static void declared() {} }")
        .source("acme/OnLoop.java", "package acme; public @interface OnLoop {}")
        .source("acme/Slow.java", "package acme; public @interface Slow {}")
        .withChecks();
  }

  private static void assertFindings(Outcome outcome, String... places) {
    assertWithMessage("%s", outcome).that(outcome.succeeded()).isTrue();
    assertThat(outcome.javac()).isEmpty();
    assertThat(outcome.findings().stream().map(OptionsTest::place).toList())
        .containsExactlyElementsIn(Stream.of(places).toList());
  }

  private static String place(String finding) {
    return finding.substring(0, finding.indexOf("WARNING"));
  }
}
