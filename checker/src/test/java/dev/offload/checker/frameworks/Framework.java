package dev.offload.checker.frameworks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A shipped model that has examples, and the jars that it is about. */
public record Framework(String model) {
  private static final Path MODELS = Path.of("src/main/resources/dev/offload/checker/models");
  private static final Path EXAMPLES = Path.of("src/test/resources/frameworks");

  /** Made by maven-dependency-plugin; a folder is called {@code <model>-<version>}. */
  private static final Path JARS = Path.of("../compatibility/models/target");

  /** All models but those of the JDK, which the pages of the checks describe. */
  static List<Framework> all() {
    return list(MODELS).stream()
        .map(file -> file.getFileName().toString().replace(".model", ""))
        .filter(name -> !name.equals("index") && !name.equals("logging"))
        .filter(name -> !name.startsWith("jdk-") || name.equals("jdk-async"))
        .map(Framework::new)
        .toList();
  }

  /**
   * What fulfils the conditions of a model file: every type but those it is not to be used with.
   */
  public static Predicate<String> classPathFor(String text) {
    return type ->
        text.lines().noneMatch(line -> line.startsWith("without ") && line.contains(type));
  }

  /** The text of the model file. */
  String text() {
    return read(MODELS.resolve(model + ".model"));
  }

  /** The folders with the jars of each version, oldest first. */
  public List<Path> versions() {
    Pattern name = Pattern.compile(Pattern.quote(model) + "-\\d.*");
    return list(JARS).stream()
        .filter(folder -> name.matcher(folder.getFileName().toString()).matches())
        .sorted((first, second) -> compareVersions(first.toString(), second.toString()))
        .toList();
  }

  private static int compareVersions(String first, String second) {
    String[] firstParts = first.split("[.-]", -1);
    String[] secondParts = second.split("[.-]", -1);
    for (int i = 0; i < Math.min(firstParts.length, secondParts.length); i++) {
      boolean areNumbers = firstParts[i].matches("\\d+") && secondParts[i].matches("\\d+");
      int order =
          areNumbers
              ? Integer.compare(Integer.parseInt(firstParts[i]), Integer.parseInt(secondParts[i]))
              : firstParts[i].compareTo(secondParts[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(firstParts.length, secondParts.length);
  }

  /** {@code Bad.java} or {@code Good.java}. */
  String example(String file) {
    return read(EXAMPLES.resolve(model).resolve(file));
  }

  /** The jars of a version. */
  public static List<Path> jars(Path folder) {
    return list(folder).stream().filter(file -> file.toString().endsWith(".jar")).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return model;
  }
}
