package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;

/** A JVM of its own with our class path. */
final class ChildProcess {
  private static final String LOADED = "[class,load] ";

  private ChildProcess() {}

  /** The names of the classes that the JVM loads to run the main class. */
  static List<String> loadedBy(Class<?> mainClass) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout:tags",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(0);
    return log.lines()
        .filter(line -> line.startsWith(LOADED))
        .map(line -> line.substring(LOADED.length()).split(" ", 2)[0])
        .toList();
  }
}
