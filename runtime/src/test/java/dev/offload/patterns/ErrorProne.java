package dev.offload.patterns;

import dev.offload.Offload;
import dev.offload.annotations.NonBlocking;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A javac with Error Prone and the packaged checker, as in a user's build. */
final class ErrorProne {
  private ErrorProne() {}

  /** This library, as users have it on their class path. */
  static Path runtime() {
    return place(Offload.class);
  }

  static Path annotations() {
    return place(NonBlocking.class);
  }

  /** The jar or folder that a class is from. */
  static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String path(Path... places) {
    return Arrays.stream(places)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Compiles every source below a folder.
   *
   * @param output where the class files go
   * @param options more of them for the checker
   */
  static Compilation compile(Path sources, Path output, String options, Path... classPath)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Program.tool("javac"));
    Stream.of("api", "file", "main", "model", "parser", "processing", "tree", "util")
        .map(part -> "-J--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED")
        .forEach(command::add);
    Stream.of("code", "comp")
        .map(part -> "-J--add-opens=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED")
        .forEach(command::add);
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC")); // short runs
    command.addAll(List.of("-J-Duser.language=en", "-encoding", "UTF-8", "--release", "17"));
    command.addAll(List.of("-classpath", path(classPath), "-processorpath", processorPath()));
    command.addAll(List.of("-proc:none", "-d", output.toString()));
    command.addAll(
        List.of(
            "-XDcompilePolicy=simple",
            "--should-stop=ifError=FLOW",
            "-XDaddTypeAnnotationsToSymbol=true",
            "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:blocking:WARN " + options));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".java"))
          .sorted()
          .forEach(command::add);
    }
    Program.Outcome outcome = Program.run(command);
    if (outcome.exitStatus() != 0) {
      throw new IllegalArgumentException("does not compile: " + outcome.errors());
    }
    return new Compilation(outcome.errors());
  }

  /** What other modules of the build have left. */
  private static String processorPath() throws IOException {
    Path checker = Path.of("../checker/target/class-paths/checker.txt");
    Path errorProne = Path.of("../compatibility/oldest/target/class-path.txt");
    String jar = System.getProperty("offload.checker");
    if (jar == null || Files.notExists(checker) || Files.notExists(errorProne)) {
      throw new IllegalStateException("these tests need the whole build: mvn verify");
    }
    return String.join(
        File.pathSeparator,
        jar,
        Files.readString(checker).strip(),
        Files.readString(errorProne).strip());
  }
}
