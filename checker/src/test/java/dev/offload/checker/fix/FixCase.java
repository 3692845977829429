package dev.offload.checker.fix;

import dev.offload.checker.frameworks.Framework;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An example of what a strategy does: {@code <strategy>/<case>.input} and either {@code .output},
 * the file as fixes leave it, or {@code .refusal}, the clause that says why there is none.
 *
 * <p>Lines {@code // with: -XepOpt:..} at the top of the input are options for the compiler; {@code
 * // library: vertx} puts the newest version of a modelled library on the class path, {@code //
 * library: vertx oldest} the oldest one, {@code // without: offload-runtime} takes the runtime
 * library from it. An input with a {@code main} method is run before and after; {@code // shows:
 * success, failure} says what its output is about.
 */
record FixCase(Path input) {
  private static final Path FOLDER = Path.of("src/test/resources/fixes");
  private static final String OPTION = "// with: ";
  private static final String LIBRARY = "// library: ";
  private static final String OLDEST = " oldest";
  private static final String SHOWS = "// shows: ";

  static Stream<FixCase> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".input"))
          .filter(file -> file.toString().contains(System.getProperty("offload.only", "")))
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
    return headers(OPTION);
  }

  /** The jars of the modelled libraries that it names. */
  List<Path> libraries() {
    return headers(LIBRARY).stream().flatMap(FixCase::jars).toList();
  }

  /** Those of a library's newest version, or of its oldest if that is said behind its name. */
  static Stream<Path> jars(String library) {
    boolean isOldest = library.endsWith(OLDEST);
    List<Path> versions = new Framework(library.replace(OLDEST, "")).versions();
    return Framework.jars(versions.get(isOldest ? 0 : versions.size() - 1)).stream();
  }

  /** The kinds of behaviour that its output shows. */
  List<String> shows() {
    return headers(SHOWS).stream().flatMap(Pattern.compile(", ")::splitAsStream).toList();
  }

  String strategy() {
    return input.getParent().getFileName().toString();
  }

  private List<String> headers(String start) {
    return text()
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()).strip())
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
