package dev.offload.checker.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK on this machine. */
public record Jdk(Path home, int feature) {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION =
      Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

  /**
   * The JDK of a feature release: named by a variable like {@code JDK25_HOME}, or in use, or
   * installed.
   */
  public static Optional<Jdk> find(int feature) {
    Stream<Path> named =
        Stream.of(
                System.getenv("JDK" + feature + "_HOME"),
                System.getenv("JAVA_HOME"),
                System.getProperty("java.home"))
            .filter(Objects::nonNull)
            .map(Path::of);
    return Stream.concat(named, installed())
        .flatMap(home -> at(home).stream())
        .filter(jdk -> jdk.feature == feature)
        .findFirst();
  }

  /** What to do when there is none. */
  public static String remedy(int feature) {
    return String.format(
        "no JDK %1$d: set JDK%1$d_HOME or install one in %2$s", feature, INSTALLED);
  }

  Path javac() {
    return home.resolve("bin/javac");
  }

  private static Optional<Jdk> at(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return Optional.empty();
    }
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      return version.find()
          ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return Stream.empty();
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
