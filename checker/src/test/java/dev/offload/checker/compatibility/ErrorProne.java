package dev.offload.checker.compatibility;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real javac with a released Error Prone and the packaged checker, as in a user's build. */
final class ErrorProne {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Jdk jdk;
  private final String processorPath;

  /**
   * Puts the three together.
   *
   * @param release the folder of {@code compatibility/} that looks this Error Prone up
   */
  ErrorProne(Jdk jdk, String release) {
    this.jdk = jdk;
    this.processorPath =
        String.join(
            File.pathSeparator,
            System.getProperty("offload.checker"),
            classPath("target/class-paths/checker.txt"),
            classPath("../compatibility/" + release + "/target/class-path.txt"));
  }

  /** A class path that the build has looked up. */
  static String classPath(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("these tests need the whole build: mvn verify", e);
    }
  }

  /**
   * Compiles every source below a folder.
   *
   * @param output an empty folder for the class files
   * @param flags what to turn on after everything is turned off
   * @param options more options for javac
   */
  Compilation compile(Path sources, Path output, String flags, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.javac().toString());
    Stream.of("api", "file", "main", "model", "parser", "processing", "tree", "util")
        .map(part -> "-J--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED")
        .forEach(command::add);
    Stream.of("code", "comp")
        .map(part -> "-J--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED")
        .forEach(command::add);
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // short runs
    command.addAll(List.of("-J-Duser.language=en", "-encoding", "UTF-8"));
    command.addAll(List.of("-processorpath", processorPath, "-d", output.toString()));
    command.addAll(
        List.of(
            "-XDcompilePolicy=simple",
            "--should-stop=ifError=FLOW",
            "-XDaddTypeAnnotationsToSymbol=true",
            "-Xmaxwarns",
            "10000",
            "-Xplugin:ErrorProne -XepDisableAllChecks " + flags));
    command.addAll(List.of(options));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .forEach(command::add);
    }
    return run(command, output.resolve("javac.log"));
  }

  private static Compilation run(List<String> command, Path log)
      throws IOException, InterruptedException {
    Process javac =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!javac.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      javac.destroyForcibly();
      throw new IllegalStateException("javac did not end within " + PATIENCE + ": " + command);
    }
    return new Compilation(javac.exitValue(), Files.readString(log));
  }
}
