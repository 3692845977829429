package dev.offload.checker.testing;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * The runtime library, as class files. Its module is built after the checker, which checks it, so
 * this compiles its sources once for all tests.
 */
public final class RuntimeLibrary {
  private static final Path MODULE = Path.of("../runtime/src/main");

  /** They need libraries of others, and are never loaded where those are missing. */
  private static final List<String> ADAPTERS =
      List.of("MdcPropagator", "MicrometerPropagator", "OpenTelemetryPropagator");

  private RuntimeLibrary() {}

  /** A folder for the class path. */
  public static Path classes() {
    return Compiled.FOLDER;
  }

  private static final class Compiled {
    private static final Path FOLDER = compile();

    private static Path compile() {
      try {
        Path folder = Files.createTempDirectory("offload-runtime");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        StringWriter output = new StringWriter();
        boolean compiled =
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    output,
                    null,
                    null,
                    List.of(
                        "-proc:none",
                        "-nowarn",
                        "-d",
                        folder.toString(),
                        "-cp",
                        Javac.annotations().toString()),
                    null,
                    sources())
                .call();
        if (!compiled) {
          throw new IllegalStateException(output.toString());
        }
        copyModels(folder);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static List<JavaFileObject> sources() throws IOException {
      List<JavaFileObject> sources = new ArrayList<>();
      try (Stream<Path> files = Files.walk(MODULE.resolve("java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (ADAPTERS.contains(name)) {
            sources.add(adapter(name));
          } else if (!name.equals("module-info")) {
            sources.add(forFile(file));
          }
        }
      }
      return sources;
    }

    private static JavaFileObject forFile(Path file) throws MalformedURLException {
      return JavaFileObjects.forResource(file.toUri().toURL());
    }

    private static JavaFileObject adapter(String name) {
      return JavaFileObjects.forSourceLines(
          "dev.offload." + name,
          "package dev.offload;",
          "final class " + name + " implements ContextPropagator {",
          "  public Captured capture() { throw new IllegalStateException(); }",
          "}");
    }

    private static void copyModels(Path folder) throws IOException {
      Path resources = MODULE.resolve("resources");
      try (Stream<Path> files = Files.walk(resources)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(resources.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }

    private static void delete(Path folder) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
