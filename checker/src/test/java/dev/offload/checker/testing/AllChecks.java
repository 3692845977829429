package dev.offload.checker.testing;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.BaseErrorProneJavaCompiler;
import com.google.errorprone.CompilationTestHelper;
import com.google.errorprone.FileManagers;
import com.google.errorprone.scanner.ScannerSupplier;
import com.google.testing.compile.JavaFileObjects;
import dev.offload.checker.checks.BlockingInCommonPool;
import dev.offload.checker.checks.BlockingIo;
import dev.offload.checker.checks.BlockingLock;
import dev.offload.checker.checks.BlockingSleep;
import dev.offload.checker.checks.BlockingWait;
import dev.offload.checker.checks.NestedJoin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;

/**
 * Compiles small programs with all checks of the plugin switched on.
 *
 * <p>A program is one text block per file. Each file gets the imports that these tests need again
 * and again, so that a text block shows only what its test is about.
 */
public final class AllChecks {
  private static final String IMPORTS =
      Stream.of(
              "dev.offload.annotations",
              "java.io",
              "java.nio.file",
              "java.util",
              "java.util.concurrent",
              "java.util.concurrent.locks",
              "java.util.function")
          .map(name -> "import " + name + ".*; ")
          .collect(Collectors.joining());

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile(
          "^(?:public |final |abstract |sealed )*(?:class|@?interface|record|enum) (\\w+)",
          Pattern.MULTILINE);

  private AllChecks() {}

  /** Checks that the findings in {@code files} are the ones their comments ask for. */
  public static void compile(String... files) {
    compile(List.of(), files);
  }

  /** The same with options for the compiler. */
  public static void compile(List<String> options, String... files) {
    CompilationTestHelper helper =
        CompilationTestHelper.newInstance(checks(), AllChecks.class).setArgs(options);
    for (String file : files) {
      helper.addSourceLines(path(file), withImports(file));
    }
    helper.doTest();
  }

  /**
   * The findings in {@code files}, as users read them: {@code 12: [BlockingSleep] ...}, without the
   * advice and the link at their end and with javac's indentation evened out.
   */
  public static List<String> findings(String... files) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    BaseErrorProneJavaCompiler compiler = new BaseErrorProneJavaCompiler(checks());
    List<JavaFileObject> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(JavaFileObjects.forSourceString(className(file), withImports(file)));
    }
    compiler
        .getTask(
            null,
            FileManagers.testFileManager(),
            diagnostics,
            ImmutableList.of("-proc:none", "-XDcompilePolicy=simple"),
            null,
            sources)
        .call();
    return diagnostics.getDiagnostics().stream()
        // Our suggestions are notes, and so is what javac says about the compilation.
        .filter(
            each ->
                each.getKind() != Diagnostic.Kind.NOTE
                    || each.getMessage(Locale.ENGLISH).startsWith("[Blocking"))
        .map(
            each ->
                each.getLineNumber()
                    + ": "
                    + each.getMessage(Locale.ENGLISH)
                        .replaceFirst("\\n +\\(see [^)]*\\)", "")
                        .replaceFirst("\\n +No automatic fix: .*", "")
                        .replaceAll("\\n +", "\n    "))
        .toList();
  }

  private static ScannerSupplier checks() {
    return ScannerSupplier.fromBugCheckerClasses(
        Arrays.asList(
            BlockingInCommonPool.class,
            BlockingIo.class,
            BlockingLock.class,
            BlockingSleep.class,
            BlockingWait.class,
            NestedJoin.class));
  }

  /** The imports go onto a line that is there anyway: lines keep their numbers. */
  static String withImports(String file) {
    Matcher declaration = PACKAGE.matcher(file);
    return declaration.find()
        ? file.substring(0, declaration.end()) + " " + IMPORTS + file.substring(declaration.end())
        : IMPORTS + file;
  }

  static String className(String file) {
    Matcher type = TYPE.matcher(file);
    if (!type.find()) {
      throw new IllegalArgumentException("no type at the start of a line in " + file);
    }
    Matcher declaration = PACKAGE.matcher(file);
    return declaration.find() ? declaration.group(1) + "." + type.group(1) : type.group(1);
  }

  private static String path(String file) {
    return className(file).replace('.', '/') + ".java";
  }
}
