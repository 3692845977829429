package dev.offload.patterns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Code of the page about patterns. Comments announce what comes of it: {@code // finding:
 * BlockingIo} behind a line, and {@code // prints: ...} for each line that it prints.
 *
 * @param pattern the folder that it is in
 * @param kind {@code Wrong} or {@code Right}
 */
record Example(String pattern, String kind, String text) {
  private static final Path FOLDER = Path.of("src/test/resources/patterns");
  private static final String FINDING = " // finding: ";
  private static final String PRINTS = " // prints: ";

  static List<String> patterns() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  static String page() throws IOException {
    return Files.readString(FOLDER.resolve("page.md"));
  }

  static Example read(String pattern, String kind) throws IOException {
    return new Example(
        pattern, kind, Files.readString(FOLDER.resolve(pattern).resolve(kind + ".java")));
  }

  /**
   * Puts it into a package of its own, so that all are compiled at once. Lines keep their numbers.
   */
  void writeInto(Path sources) throws IOException {
    Path folder = Files.createDirectories(sources.resolve(packageName()));
    Files.writeString(folder.resolve(kind + ".java"), "package " + packageName() + "; " + text);
  }

  String packageName() {
    return pattern.replace('-', '_');
  }

  boolean runs() {
    return text.contains("void main(String[]");
  }

  /** {@code 12 BlockingIo}. */
  List<String> announcedFindings() {
    return announcedFindings(text);
  }

  /** {@code 12 BlockingIo}. */
  static List<String> announcedFindings(String text) {
    List<String> result = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String[] halves = lines.get(i).split(FINDING, 2);
      if (halves.length == 2) {
        result.add(i + 1 + " " + halves[1].strip());
      }
    }
    return result;
  }

  List<String> announcedOutput() {
    return text.lines()
        .filter(line -> line.contains(PRINTS))
        .map(line -> line.split(PRINTS, 2)[1].strip())
        .toList();
  }
}
