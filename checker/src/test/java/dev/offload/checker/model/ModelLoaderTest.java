package dev.offload.checker.model;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.offload.annotations.NonBlocking;
import dev.offload.checker.testing.Javac;
import dev.offload.checker.testing.Javac.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileManager;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where models come from, which of them win, and what becomes of bad ones. */
final class ModelLoaderTest {
  private static final String FOLDER = "dev/offload/checker/models/";

  private static final String LOOP =
      """
      import dev.offload.annotations.NonBlocking;

      class Loop {
        @NonBlocking
        void run() throws Exception {
          Lib.one();
          Lib.two();
          Thread.sleep(1);
        }
      }

      class Lib {
        static void one() {}

        static void two() {}
      }
      """;

  private static final String ONE = "Loop.java:6: ";
  private static final String TWO = "Loop.java:7: ";
  private static final String SLEEP = "Loop.java:8: ";

  @TempDir private Path temp;

  @Test
  void builtIn() {
    Outcome outcome = compile(List.of());

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void userModel() throws IOException {
    Path model = model("my.model", "Lib#one  blocks file");

    Outcome outcome = compile(List.of(), model);

    assertFindings(outcome, ONE, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void userModelOfAnyName() throws IOException {
    assertFindings(compile(List.of(), model("facts.txt", "Lib#one  blocks file")), ONE, SLEEP);
  }

  @Test
  void severalUserModels() throws IOException {
    Path one = model("one.model", "Lib#one  blocks file");
    Path two = model("two.model", "Lib#two  blocks file");

    assertFindings(compile(List.of(), one, two), ONE, TWO, SLEEP);
  }

  @Test
  void userModelIsReadAsUtf8() throws IOException {
    Path model = model("my.model", "# Bücher, книги, 書", "Lib#one  blocks file  # größer");

    Outcome outcome = compile(List.of(), model);

    assertFindings(outcome, ONE, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void missingUserModel() throws IOException {
    Path missing = temp.resolve("missing.model");

    Outcome outcome = compile(List.of(), missing, model("two.model", "Lib#two  blocks file"));

    assertFindings(outcome, TWO, SLEEP);
    assertOneTrouble(outcome, missing.toString(), "cannot be read");
  }

  @Test
  void folderAsUserModel() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("folder"));

    Outcome outcome = compile(List.of(), folder, model("two.model", "Lib#two  blocks file"));

    assertFindings(outcome, TWO, SLEEP);
    assertOneTrouble(outcome, folder.toString(), "cannot be read");
  }

  @Test
  void impossiblePath() {
    Outcome outcome = javac().options("-XepOpt:Offload:Models=no\0where").withChecks();

    assertFindings(outcome, SLEEP);
    assertOneTrouble(outcome, "no\0where", "cannot be read");
  }

  @Test
  void userModelThatIsNoUtf8() throws IOException {
    Path model = temp.resolve("latin.model");
    Files.writeString(model, "Lib#one  blocks file  # größer\n", ISO_8859_1);

    Outcome outcome = compile(List.of(), model);

    assertThat(outcome.succeeded()).isTrue();
    assertOneTrouble(outcome, model.toString());
  }

  @Test
  void badLineOfUserModel() throws IOException {
    Path model =
        model("my.model", "Lib#one  blocks file", "Lib#two  blocks disk", "Lib#two  blocks file");

    Outcome outcome = compile(List.of(), model);

    assertFindings(outcome, ONE, TWO, SLEEP);
    assertOneTrouble(outcome, model + ":2: ", "'disk' is not a kind");
  }

  @Test
  void everyBadLineIsOneWarning() throws IOException {
    Path model = model("my.model", "nonsense", "Lib#two  blocks disk");

    Outcome outcome = compile(List.of(), model);

    assertThat(outcome.troubles()).hasSize(2);
    assertThat(outcome.troubles().get(0)).contains(model + ":1: ");
    assertThat(outcome.troubles().get(1)).contains(model + ":2: ");
  }

  @Test
  void badLineIsOneWarningForAllFilesOfACompilation() throws IOException {
    Path model = model("my.model", "Lib#two  blocks disk");

    Outcome outcome =
        javac()
            .options("-XepOpt:Offload:Models=" + model)
            .source("Other.java", "class Other {}")
            .source("Third.java", "class Third {}")
            .withChecks();

    assertOneTrouble(outcome, model + ":1: ");
  }

  @Test
  void modelInJarOfTheClassPath() throws IOException {
    Path jar = jar("lib.jar", Map.of(FOLDER + "lib.model", "Lib#one  blocks file\n"));

    Outcome outcome = compile(List.of(jar));

    assertFindings(outcome, ONE, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void modelsInSeveralJarsUnderOneName() throws IOException {
    Path one = jar("one.jar", Map.of(FOLDER + "lib.model", "Lib#one  blocks file\n"));
    Path two = jar("two.jar", Map.of(FOLDER + "lib.model", "Lib#two  blocks file\n"));

    assertFindings(compile(List.of(one, two)), ONE, TWO, SLEEP);
  }

  @Test
  void modelNamedLikeABuiltInOne() throws IOException {
    Path jar = jar("lib.jar", Map.of(FOLDER + "jdk-files.model", "Lib#one  blocks file\n"));

    assertFindings(compile(List.of(jar)), ONE, SLEEP);
  }

  @Test
  void modelInFolderOfTheClassPath() throws IOException {
    model("classes/" + FOLDER + "lib.model", "Lib#one  blocks file");

    assertFindings(compile(List.of(temp.resolve("classes"))), ONE, SLEEP);
  }

  @Test
  void otherFilesAndFoldersAreNoModels() throws IOException {
    Path jar =
        jar(
            "lib.jar",
            Map.of(
                FOLDER + "README",
                "Lib#one  blocks file\n",
                FOLDER + "index",
                "Lib#one  blocks file\n",
                FOLDER + "more/lib.model",
                "Lib#one  blocks file\n",
                "lib.model",
                "Lib#one  blocks file\n"));

    Outcome outcome = compile(List.of(jar));

    assertFindings(outcome, SLEEP);
    assertThat(outcome.troubles()).isEmpty();
  }

  @Test
  void modelInModuleOfTheModulePath() throws IOException {
    Path lib = temp.resolve("lib");
    assertThat(
            Javac.into(lib)
                .options("--module-path", temp.toString())
                .source("module-info.java", "module lib { exports lib; }")
                .source("lib/Lib.java", "package lib; public class Lib { public void one() {} }")
                .withoutChecks()
                .succeeded())
        .isTrue();
    model("lib/" + FOLDER + "lib.model", "lib.Lib#one  blocks file", "lib.Lib#two  blocks disk");
    Path annotations = pathOf(NonBlocking.class);

    Outcome outcome =
        Javac.into(temp.resolve("out"))
            .options("--module-path", lib + ":" + annotations)
            .source(
                "module-info.java",
                "module app { requires lib; requires " + moduleOf(annotations) + "; }")
            .source(
                "app/App.java",
                """
                package app;
                class App {
                  @dev.offload.annotations.NonBlocking
                  void run(lib.Lib lib) {
                    lib.one();
                  }
                }
                """)
            .withChecks();

    assertThat(outcome.javac()).isEmpty();
    assertFindings(outcome, "App.java:5: ");
    assertOneTrouble(outcome, "lib.model:2: ");
  }

  @Test
  void badLineOfModelInJar() throws IOException {
    Path jar =
        jar(
            "lib.jar",
            Map.of(FOLDER + "lib.model", "Lib#one  blocks disk\nLib#two  blocks file\n"));

    Outcome outcome = compile(List.of(jar));

    assertFindings(outcome, TWO, SLEEP);
    assertOneTrouble(outcome, "lib.jar", FOLDER + "lib.model", ":1: ", "'disk' is not a kind");
  }

  @Test
  void jarThatIsNone() throws IOException {
    Path jar = Files.writeString(temp.resolve("broken.jar"), "no zip file");

    Outcome outcome = compile(List.of(jar));

    assertThat(outcome.javac()).isEqualTo(javac().classPath(jar).withoutChecks().javac());
    assertThat(outcome.troubles().size()).isAtMost(1);
  }

  @Test
  void jarBeatsBuiltIn() throws IOException {
    Path jar =
        jar("lib.jar", Map.of(FOLDER + "lib.model", "java.lang.Thread#sleep  nonblocking\n"));

    assertFindings(compile(List.of(jar)));
  }

  @Test
  void userBeatsBuiltIn() throws IOException {
    assertFindings(compile(List.of(), model("my.model", "java.lang.Thread#sleep  nonblocking")));
  }

  @Test
  void userBeatsJar() throws IOException {
    Path jar =
        jar(
            "lib.jar",
            Map.of(FOLDER + "lib.model", "Lib#one  blocks file\nLib#two  blocks file\n"));

    Outcome outcome = compile(List.of(jar), model("my.model", "Lib#one  nonblocking"));

    assertFindings(outcome, TWO, SLEEP);
  }

  @Test
  void userBeatsMoreSpecificLineOfJar() throws IOException {
    Path jar = jar("lib.jar", Map.of(FOLDER + "lib.model", "Lib#one()  blocks file\n"));

    assertFindings(compile(List.of(jar), model("my.model", "Lib#one  nonblocking")), SLEEP);
  }

  /** Else the checker's own lines would stand beside those of libraries, and might win. */
  @Test
  void checkerInFolderOfTheClassPathIsNoLibrary() throws IOException {
    Path checker = pathOf(ModelLoader.class);
    try (StandardJavaFileManager files = files(checker)) {
      assertThat(new ModelLoader(ModelLoaderTest::fail, type -> true).load(List.of(), files).get(1))
          .isEmpty();
      assertThat(new ModelLoader(ModelLoaderTest::fail, type -> true).load(List.of(), files).get(2))
          .isNotEmpty();
    }
  }

  @Test
  void checkerInJarOfTheClassPathIsNoLibrary() throws Exception {
    Path jar = checkerJar();
    try (StandardJavaFileManager files = files(jar);
        URLClassLoader loader = new CheckerLoader(jar)) {
      Class<?> packaged = loader.loadClass(ModelLoader.class.getName());
      assertThat(packaged).isNotEqualTo(ModelLoader.class);
      Consumer<Object> fail = ModelLoaderTest::fail;
      Predicate<String> all = type -> true;
      Object layers =
          packaged
              .getMethod("load", List.class, JavaFileManager.class)
              .invoke(
                  packaged.getConstructor(Consumer.class, Predicate.class).newInstance(fail, all),
                  List.of(),
                  files);

      assertThat((List<?>) ((List<?>) layers).get(1)).isEmpty();
      assertThat((List<?>) ((List<?>) layers).get(2)).isNotEmpty();
    }
  }

  private static void fail(Object problem) {
    throw new AssertionError(problem);
  }

  /** Loads the checker from its jar only, everything else as usual. */
  private static final class CheckerLoader extends URLClassLoader {
    CheckerLoader(Path jar) throws IOException {
      super(new URL[] {jar.toUri().toURL()}, ModelLoaderTest.class.getClassLoader());
    }

    @Override
    public URL getResource(String name) {
      return name.startsWith("dev/offload/checker/") ? findResource(name) : super.getResource(name);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.offload.checker.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  private Path checkerJar() throws IOException {
    Path classes = pathOf(ModelLoader.class);
    if (!Files.isDirectory(classes)) {
      return classes;
    }
    // A blank in the name: as on many machines.
    Path jar = temp.resolve("the checker.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.sorted().toList()) {
        String name = classes.relativize(each).toString().replace('\\', '/');
        if (!name.isEmpty()) {
          zip.putNextEntry(new ZipEntry(Files.isDirectory(each) ? name + "/" : name));
          if (Files.isRegularFile(each)) {
            Files.copy(each, zip);
          }
        }
      }
    }
    return jar;
  }

  private static Path pathOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static String moduleOf(Path path) {
    return ModuleFinder.of(path).findAll().iterator().next().descriptor().name();
  }

  private static StandardJavaFileManager files(Path classPath) throws IOException {
    StandardJavaFileManager files =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of(classPath));
    return files;
  }

  private Javac javac() {
    return Javac.into(temp.resolve("out")).source("Loop.java", LOOP);
  }

  private Outcome compile(List<Path> classPath, Path... models) {
    Javac javac = javac().classPath(classPath.toArray(Path[]::new));
    if (models.length > 0) {
      String paths = String.join(",", Stream.of(models).map(Path::toString).toList());
      javac.options("-XepOpt:Offload:Models=" + paths);
    }
    return javac.withChecks();
  }

  private Path model(String path, String... lines) throws IOException {
    Path file = temp.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, List.of(lines));
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = temp.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      files.forEach(
          (path, text) -> {
            try {
              zip.putNextEntry(new ZipEntry(path));
              zip.write(text.getBytes(UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return jar;
  }

  private static void assertFindings(Outcome outcome, String... places) {
    assertWithMessage("%s", outcome).that(outcome.succeeded()).isTrue();
    assertWithMessage("%s", outcome).that(outcome.findings()).hasSize(places.length);
    for (int i = 0; i < places.length; i++) {
      assertThat(outcome.findings().get(i)).startsWith(places[i] + "WARNING: ");
    }
  }

  private static void assertOneTrouble(Outcome outcome, String... parts) {
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.troubles()).hasSize(1);
    assertThat(outcome.troubles().get(0)).contains("WARNING: Offload");
    for (String part : parts) {
      assertThat(outcome.troubles().get(0)).contains(part);
    }
  }
}
