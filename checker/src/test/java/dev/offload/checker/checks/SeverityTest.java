package dev.offload.checker.checks;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the plugin's flags make of a warning and a suggestion. */
final class SeverityTest {
  private static final String SLEEPS =
      """
      import java.util.concurrent.CompletableFuture;

      class Sleeps {
        void run(CompletableFuture<String> future) {
          future.thenAccept(x -> nap());
          future.thenAcceptAsync(x -> nap());
        }

        private static void nap() {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      """;

  @TempDir private Path classes;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -Xep:blocking:WARN                                         | WARNING | WARNING
          -Xep:blocking:ERROR                                        | ERROR   | ERROR
          -Xep:blocking:DEFAULT                                      | WARNING | NOTE
          -Xep:blocking:ERROR -Xep:BlockingInCommonPool:DEFAULT      | ERROR   | NOTE
          -Xep:blocking:ERROR -Xep:BlockingInCommonPool:OFF          | ERROR   |
          -Xep:BlockingInCommonPool:WARN                             |         | WARNING
          -Xep:BlockingSleep:WARN                                    | WARNING |
          """)
  void flags(String flags, Diagnostic.Kind sleep, Diagnostic.Kind commonPool) {
    List<Diagnostic<? extends JavaFileObject>> findings = findings(flags);

    assertThat(kinds(findings, "BlockingSleep")).isEqualTo(listOf(sleep));
    assertThat(kinds(findings, "BlockingInCommonPool")).isEqualTo(listOf(commonPool));
  }

  private static List<Diagnostic.Kind> listOf(Diagnostic.Kind kind) {
    return kind == null ? List.of() : List.of(kind);
  }

  private static List<Diagnostic.Kind> kinds(
      List<Diagnostic<? extends JavaFileObject>> findings, String check) {
    return findings.stream()
        .filter(each -> each.getMessage(Locale.ENGLISH).startsWith("[" + check + "]"))
        .<Diagnostic.Kind>map(Diagnostic::getKind)
        .toList();
  }

  private List<Diagnostic<? extends JavaFileObject>> findings(String flags) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    ToolProvider.getSystemJavaCompiler()
        .getTask(
            null,
            null,
            diagnostics,
            List.of(
                "-Xplugin:ErrorProne -XepDisableAllChecks " + flags,
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "-processorpath",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()),
            null,
            List.of(JavaFileObjects.forSourceString("Sleeps", SLEEPS)))
        .call();
    return diagnostics.getDiagnostics();
  }
}
