package dev.offload.checker.fix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An example of what a strategy does: {@code <strategy>/<case>.input} and either {@code .output},
 * the file as fixes leave it, or {@code .refusal}, the clause that says why there is none.
 *
 * <p>Lines {@code // with: -XepOpt:..} at the top of the input are options for the compiler; {@code
 * // without: offload-runtime} takes the runtime library from the class path. An input with a
 * {@code main} method is run before and after.
 */
record FixCase(Path input) {
  private static final Path FOLDER = Path.of("src/test/resources/fixes");
  private static final String OPTION = "// with: ";

  static Stream<FixCase> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".input"))
          .sorted()
          .map(FixCase::new)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path output() {
    return sibling(".output");
  }

  Path refusal() {
    return sibling(".refusal");
  }

  private Path sibling(String extension) {
    return input.resolveSibling(input.getFileName().toString().replace(".input", extension));
  }

  String text() {
    return read(input);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> options() {
    return text()
        .lines()
        .filter(line -> line.startsWith(OPTION))
        .map(line -> line.substring(OPTION.length()).strip())
        .toList();
  }

  boolean hasRuntime() {
    return !text().contains("// without: offload-runtime");
  }

  boolean usesLibraries() {
    return text().lines().anyMatch(line -> line.matches("import (?!java\\.|dev\\.offload\\.).*"));
  }

  boolean isProgram() {
    return text().contains("static void main(");
  }

  @Override
  public String toString() {
    return FOLDER.relativize(input).toString();
  }
}
