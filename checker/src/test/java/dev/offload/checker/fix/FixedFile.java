package dev.offload.checker.fix;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.BaseErrorProneJavaCompiler;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.scanner.ScannerSupplier;
import dev.offload.checker.checks.BlockingInCommonPool;
import dev.offload.checker.checks.BlockingIo;
import dev.offload.checker.checks.BlockingLock;
import dev.offload.checker.checks.BlockingSleep;
import dev.offload.checker.checks.BlockingWait;
import dev.offload.checker.checks.NestedJoin;
import dev.offload.checker.testing.Javac;
import dev.offload.checker.testing.RuntimeLibrary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/** A file on disk that Error Prone fixes in place, as it does for users. */
final class FixedFile {
  private static final ImmutableList<Class<? extends BugChecker>> CHECKS =
      ImmutableList.of(
          BlockingInCommonPool.class,
          BlockingIo.class,
          BlockingLock.class,
          BlockingSleep.class,
          BlockingWait.class,
          NestedJoin.class);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract |sealed )*(?:class|interface|record|enum) (\\w+)",
          Pattern.MULTILINE);

  private final Path file;
  private final Path classes;
  private final FixCase example;

  FixedFile(FixCase example, Path folder) throws IOException {
    this.example = example;
    classes = Files.createDirectories(folder.resolve("classes"));
    file = folder.resolve(className() + ".java");
    Files.writeString(file, example.text());
  }

  /** The first class of the file. */
  String className() {
    Matcher type = TYPE.matcher(example.text());
    if (!type.find()) {
      throw new IllegalArgumentException("no class at the start of a line in " + example);
    }
    return type.group(1);
  }

  String text() {
    return FixCase.read(file);
  }

  /** The messages of all findings. */
  List<String> findings() throws IOException {
    return compile(List.of());
  }

  /** Applies the first fix of each finding. */
  void fix() throws IOException {
    String checks = CHECKS.stream().map(Class::getSimpleName).collect(Collectors.joining(","));
    compile(List.of("-XepPatchChecks:" + checks, "-XepPatchLocation:IN_PLACE"));
  }

  private List<String> compile(List<String> moreOptions) throws IOException {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    BaseErrorProneJavaCompiler compiler =
        new BaseErrorProneJavaCompiler(ScannerSupplier.fromBugCheckerClasses(CHECKS));
    List<String> options = new ArrayList<>(moreOptions);
    options.addAll(example.options());
    options.addAll(
        List.of("-proc:none", "-XDcompilePolicy=simple", "-cp", classPath(), "-d", classes + ""));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, null)) {
      compiler
          .getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(file))
          .call();
    }
    List<String> findings = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      String message = each.getMessage(Locale.ENGLISH);
      boolean isFinding = message.matches("(?s)\\[(Blocking|NestedJoin).*");
      if (each.getKind() == Diagnostic.Kind.ERROR || message.startsWith("Offload:")) {
        throw new AssertionError(example + ": " + each + "\n" + text());
      }
      if (isFinding) {
        findings.add(each.getLineNumber() + ": " + message);
      }
    }
    return findings;
  }

  /** Short where it can be, as javac reads every jar of it anew. */
  private String classPath() {
    List<String> path = new ArrayList<>();
    if (example.hasRuntime()) {
      path.add(RuntimeLibrary.classes().toString());
    }
    example.libraries().forEach(jar -> path.add(jar.toString()));
    path.add(
        example.usesLibraries() && example.libraries().isEmpty()
            ? System.getProperty("java.class.path")
            : Javac.annotations().toString());
    return String.join(File.pathSeparator, path);
  }

  /** What the program prints. */
  String run() throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(classes, RuntimeLibrary.classes()));
    classPath.addAll(example.libraries());
    return Program.run(className(), classPath);
  }
}
