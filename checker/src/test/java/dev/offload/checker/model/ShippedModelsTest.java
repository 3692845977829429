package dev.offload.checker.model;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.joining;

import dev.offload.checker.compatibility.Jdk;
import dev.offload.checker.frameworks.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of every shipped model is about something that exists, in the JDKs and the versions of
 * the libraries that we support: in at least one of them. Failures name file and line.
 */
final class ShippedModelsTest {
  private static final Path MODELS = Path.of("src/main/resources/dev/offload/checker/models");

  /** Made by maven-dependency-plugin; a folder is called {@code <model>-<version>}. */
  private static final Path JARS = Path.of("../compatibility/models/target");

  private static final List<Integer> JDKS = List.of(17, 25);

  private final List<ApiVersion> versions = new ArrayList<>();

  /** JDKs that are not on this machine. */
  private final List<Integer> missing = new ArrayList<>();

  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".model"))
          .sorted()
          .toList();
    }
  }

  @AfterEach
  void closeVersions() throws IOException {
    for (ApiVersion version : versions) {
      version.close();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyLineNamesSomethingThatExists(String model) throws IOException {
    openVersions(model);
    List<ModelLineResolver> resolvers = versions.stream().map(ModelLineResolver::new).toList();
    List<String> unresolved = new ArrayList<>();
    for (ModelLine line : parse(model)) {
      List<Optional<String>> problems =
          resolvers.stream().map(resolver -> resolver.problem(line)).toList();
      if (problems.stream().allMatch(Optional::isPresent)) {
        List<String> reasons = problems.stream().flatMap(Optional::stream).distinct().toList();
        unresolved.add(at(line) + ": " + line.subject() + ": " + String.join("; ", reasons));
      }
    }
    String report = lines(unresolved);
    Assumptions.assumeTrue(
        unresolved.isEmpty() || missing.isEmpty(),
        () -> missing.stream().map(Jdk::remedy).collect(joining(", ")) + " to resolve" + report);
    assertWithMessage("in none of %s:%s", versions, report).that(unresolved).isEmpty();
  }

  private void openVersions(String model) throws IOException {
    String name = model.replace(".model", "");
    if (name.startsWith("jdk-") || name.equals("swing")) {
      for (int feature : JDKS) {
        Optional<Jdk> jdk = Jdk.find(feature);
        if (jdk.isPresent()) {
          versions.add(ApiVersion.ofJdk(jdk.get()));
        } else {
          missing.add(feature);
        }
      }
      return;
    }
    assertWithMessage("%s is made by the build; run `mvn generate-test-resources`", JARS)
        .that(Files.isDirectory(JARS))
        .isTrue();
    if (name.equals("logging")) {
      // Its lines are about libraries of all sorts.
      try (Stream<Path> folders = Files.list(JARS)) {
        versions.add(ApiVersion.ofJars("all jars", folders.sorted().toList()));
      }
      return;
    }
    for (Path folder : new Framework(name).versions()) {
      versions.add(ApiVersion.ofJars(folder.getFileName().toString(), List.of(folder)));
    }
    assertWithMessage("no folder %s/%s-<version>: add one in %s", JARS, name, JARS.getParent())
        .that(versions)
        .isNotEmpty();
  }

  /** A file about a library that is not there is not even read to its end. */
  @ParameterizedTest
  @MethodSource("models")
  void countsOnlyWhereItsLibraryIs(String model) throws IOException {
    if (model.startsWith("jdk-") || model.equals("logging.model")) {
      return;
    }
    openVersions(model);
    List<String> names =
        Files.readAllLines(MODELS.resolve(model)).stream()
            .filter(line -> line.startsWith("with "))
            .flatMap(line -> Stream.of(line.split("\\s+")).skip(1))
            .map(type -> type.replace('.', '/'))
            .toList();

    assertWithMessage("types behind 'with'").that(names).isNotEmpty();
    for (ApiVersion version : versions) {
      assertWithMessage("none of %s is in %s", names, version)
          .that(names.stream().anyMatch(type -> version.find(type).isPresent()))
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void noLineIsBad(String model) throws IOException {
    List<ModelProblem> problems = new ArrayList<>();

    parse(model, problems::add);

    assertWithMessage("bad lines:%s", lines(problems)).that(problems).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void linesAreSortedInGroups(String model) throws IOException {
    List<String> unsorted = new ArrayList<>();
    String previous = "";
    int number = 0;
    for (String line : Files.readAllLines(MODELS.resolve(model))) {
      number++;
      String subject = line.startsWith("#") ? "" : line.split("\\s", 2)[0];
      if (!subject.isEmpty() && subject.compareTo(previous) < 0) {
        unsorted.add(model + ":" + number + ": " + subject + " is below " + previous);
      }
      previous = subject;
    }

    assertWithMessage("not sorted:%s", lines(unsorted)).that(unsorted).isEmpty();
  }

  @Test
  void nothingIsSaidTwice() throws IOException {
    Map<List<Object>, ModelLine> said = new HashMap<>();
    List<String> repetitions = new ArrayList<>();
    for (String model : models()) {
      for (ModelLine line : parse(model)) {
        // Two facts of one sort about one subject: one of them never counts.
        ModelLine before = said.put(List.of(line.subject(), line.fact().sort()), line);
        if (before != null) {
          repetitions.add(at(line) + ": " + line.subject() + " is also at " + at(before));
        }
      }
    }

    assertWithMessage("said twice:%s", lines(repetitions)).that(repetitions).isEmpty();
  }

  @Test
  void indexListsEveryModelAndNothingElse() throws IOException {
    assertThat(Files.readAllLines(MODELS.resolve("index")))
        .containsExactlyElementsIn(models())
        .inOrder();
  }

  @Test
  void folderHasNothingElse() throws IOException {
    try (Stream<Path> files = Files.list(MODELS)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.endsWith(".model"))
                  .toList())
          .containsExactly("index");
    }
  }

  private static List<ModelLine> parse(String model) throws IOException {
    return parse(model, problem -> {});
  }

  private static List<ModelLine> parse(String model, Consumer<ModelProblem> problems)
      throws IOException {
    String text = Files.readString(MODELS.resolve(model));
    return ModelParser.parse(model, text, problems, Framework.classPathFor(text));
  }

  private static String at(ModelLine line) {
    return line.file() + ":" + line.line();
  }

  private static String lines(List<?> texts) {
    return texts.stream().map(text -> "\n  " + text).collect(joining());
  }
}
