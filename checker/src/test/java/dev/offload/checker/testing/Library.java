package dev.offload.checker.testing;

import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A library that the code under test finds on its class path only, as class files.
 *
 * @param folder what the class path has to name
 */
public record Library(Path folder) {
  /** Compiles {@code files}, each a text block as for {@link AllChecks}. */
  public static Library of(String... files) {
    return of(List.of(), files);
  }

  /** The same with options for the compiler. */
  public static Library of(List<String> options, String... files) {
    Path folder = newFolder();
    List<JavaFileObject> sources = new ArrayList<>();
    for (String file : files) {
      sources.add(
          JavaFileObjects.forSourceString(AllChecks.className(file), AllChecks.withImports(file)));
    }
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", folder.toString()));
    StringWriter output = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(output, null, null, arguments, null, sources)
            .call();
    if (!compiled) {
      throw new IllegalArgumentException(output.toString());
    }
    return new Library(folder);
  }

  /** Adds a file, such as a model. */
  public Library with(String path, String... lines) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, Arrays.asList(lines));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves out the code of all methods, as header jars and {@code ct.sym} do. */
  public Library withoutCode() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        ClassWriter header = new ClassWriter(0);
        new ClassReader(Files.readAllBytes(file)).accept(header, ClassReader.SKIP_CODE);
        Files.write(file, header.toByteArray());
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The compiler's options that put this library before the test's own class path. */
  public List<String> options(String... more) {
    List<String> result = new ArrayList<>(List.of(more));
    result.add("-cp");
    result.add(folder + File.pathSeparator + System.getProperty("java.class.path"));
    return result;
  }

  private static Path newFolder() {
    try {
      Path folder = Files.createTempDirectory("offload-library");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
