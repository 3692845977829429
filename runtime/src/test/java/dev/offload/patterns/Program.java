package dev.offload.patterns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of the JDK that the tests run on. */
final class Program {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Program() {}

  /**
   * What came of it.
   *
   * @param output what it printed
   * @param errors what it printed as errors
   */
  record Outcome(int exitStatus, String output, String errors) {}

  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  static Outcome run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("offload-program", ".out");
    Path errors = Files.createTempFile("offload-program", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("did not end within " + PATIENCE + ": " + command);
      }
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}
