package dev.offload.checker.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.errorprone.BaseErrorProneJavaCompiler;
import com.google.errorprone.scanner.ScannerSupplier;
import com.google.testing.compile.JavaFileObjects;
import dev.offload.annotations.NonBlocking;
import dev.offload.checker.checks.BlockingInCommonPool;
import dev.offload.checker.checks.BlockingIo;
import dev.offload.checker.checks.BlockingLock;
import dev.offload.checker.checks.BlockingSleep;
import dev.offload.checker.checks.BlockingWait;
import dev.offload.checker.checks.NestedJoin;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/** One compilation that can be run with our checks and without them. */
public final class Javac {
  private static final Pattern FINDING = Pattern.compile("(?s)\\[(Blocking|NestedJoin).*");

  private final Path classes;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();

  private Javac(Path classes) {
    this.classes = classes;
  }

  /** A compilation whose class files go to a folder; our annotations are on its class path. */
  public static Javac into(Path classes) {
    return new Javac(classes);
  }

  /** Adds a file; the lines of the message show the name. */
  public Javac source(String path, String text) {
    sources.put(path, text);
    return this;
  }

  public Javac options(String... more) {
    options.addAll(Arrays.asList(more));
    return this;
  }

  /** What the class path has; no more, as javac reads every jar of it anew. */
  public static Path annotations() {
    return Path.of(
        URI.create(
            NonBlocking.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** Puts jars or folders onto the class path. */
  public Javac classPath(Path... more) {
    classPath.addAll(Arrays.asList(more));
    return this;
  }

  public Outcome withChecks() {
    return compile(
        ScannerSupplier.fromBugCheckerClasses(
            List.of(
                BlockingInCommonPool.class,
                BlockingIo.class,
                BlockingLock.class,
                BlockingSleep.class,
                BlockingWait.class,
                NestedJoin.class)));
  }

  /** Error Prone without any check. */
  public Outcome withoutChecks() {
    return compile(ScannerSupplier.fromBugCheckerClasses(List.of()));
  }

  /**
   * Runs both and fails if the checks changed what javac makes of the program, or had more than one
   * thing to say about themselves.
   */
  public Outcome unharmed() {
    Outcome expected = withoutChecks();
    Outcome result = withChecks();
    assertWithMessage("what javac says").that(result.javac()).isEqualTo(expected.javac());
    assertWithMessage("what is said besides").that(expected.troubles()).isEmpty();
    assertWithMessage("success").that(result.succeeded()).isEqualTo(expected.succeeded());
    assertWithMessage("%s", result.troubles()).that(result.troubles().size()).isAtMost(1);
    for (String trouble : result.troubles()) {
      assertThat(trouble).contains("WARNING: Offload: ");
    }
    return result;
  }

  private Outcome compile(ScannerSupplier checks) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    BaseErrorProneJavaCompiler compiler = new BaseErrorProneJavaCompiler(checks);
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, null)) {
      boolean succeeded =
          compiler.getTask(null, files, diagnostics, arguments(), null, sourceFiles()).call();
      return Outcome.of(succeeded, diagnostics.getDiagnostics());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> arguments() throws IOException {
    Files.createDirectories(classes);
    List<String> result = new ArrayList<>(options);
    if (!options.contains("--module-path")) {
      String path =
          Stream.concat(classPath.stream(), Stream.of(annotations()))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      result.addAll(List.of("-cp", path));
    }
    result.addAll(
        List.of("-proc:none", "-XDcompilePolicy=simple", "-Xmaxwarns", "1000", "-d", classes + ""));
    return result;
  }

  private List<JavaFileObject> sourceFiles() {
    return sources.entrySet().stream()
        .map(source -> JavaFileObjects.forSourceString(name(source.getKey()), source.getValue()))
        .toList();
  }

  private static String name(String path) {
    return path.replace(".java", "").replace('/', '.');
  }

  /**
   * What came of a compilation. Diagnostics read {@code A.java:3: WARNING: message}.
   *
   * @param findings of our checks
   * @param troubles what Offload or Error Prone says about itself
   * @param javac what javac says
   */
  public record Outcome(
      boolean succeeded, List<String> findings, List<String> troubles, List<String> javac) {
    private static Outcome of(
        boolean succeeded, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
      Outcome result =
          new Outcome(succeeded, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Diagnostic<? extends JavaFileObject> each : diagnostics) {
        String message = each.getMessage(Locale.ENGLISH);
        List<String> target =
            FINDING.matcher(message).matches()
                ? result.findings
                : each.getCode().contains("error.prone") || each.getCode().contains("messager")
                    ? result.troubles
                    : result.javac;
        target.add(place(each) + each.getKind() + ": " + message);
      }
      return result;
    }

    private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
      if (diagnostic.getSource() == null) {
        return "";
      }
      String path = diagnostic.getSource().getName();
      return path.substring(path.lastIndexOf('/') + 1) + ":" + diagnostic.getLineNumber() + ": ";
    }
  }
}
