package dev.offload.checker.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;

/** Finds and reads all model files: the user's, those in jars of the class path, and our own. */
public final class ModelLoader {
  private static final String PACKAGE = "dev.offload.checker.models";
  private static final String EXTENSION = ".model";

  private final Consumer<ModelProblem> problems;
  private final Predicate<String> isOnClassPath;

  /**
   * Makes a loader for one compilation.
   *
   * @param isOnClassPath whether the compilation knows a type, by its binary name
   */
  public ModelLoader(Consumer<ModelProblem> problems, Predicate<String> isOnClassPath) {
    this.problems = problems;
    this.isOnClassPath = isOnClassPath;
  }

  /**
   * All model lines, in layers: a fact of an earlier one beats a later one's.
   *
   * @param userFiles paths of model files
   * @param fileManager the compiler's
   */
  public List<List<ModelLine>> load(List<String> userFiles, JavaFileManager fileManager) {
    Map<String, String> builtIn = builtIn();
    List<ModelLine> own = new ArrayList<>();
    builtIn.forEach((name, text) -> own.addAll(parse(name, text)));
    return List.of(userModels(userFiles), classPathModels(fileManager, builtIn), own);
  }

  private List<ModelLine> parse(String name, String text) {
    return ModelParser.parse(name, text, problems, isOnClassPath);
  }

  private List<ModelLine> userModels(List<String> paths) {
    List<ModelLine> result = new ArrayList<>();
    for (String path : paths) {
      try {
        String text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
        result.addAll(parse(path, text));
      } catch (IOException | InvalidPathException e) {
        problems.accept(new ModelProblem(path, 0, "cannot be read (" + e + ")"));
      }
    }
    return result;
  }

  /**
   * The models of libraries.
   *
   * @param builtIn our own, which are on the class path, too, where the checker is
   */
  private List<ModelLine> classPathModels(
      JavaFileManager fileManager, Map<String, String> builtIn) {
    List<ModelLine> result = new ArrayList<>();
    for (JavaFileManager.Location location : locations(fileManager)) {
      try {
        List<JavaFileObject> files = new ArrayList<>();
        fileManager.list(location, PACKAGE, Set.of(Kind.OTHER), false).forEach(files::add);
        files.sort(Comparator.comparing(JavaFileObject::getName));
        for (JavaFileObject file : files) {
          String path = file.toUri().toString();
          String text = path.endsWith(EXTENSION) ? file.getCharContent(true).toString() : "";
          if (!text.equals(builtIn.get(path.substring(path.lastIndexOf('/') + 1)))) {
            result.addAll(parse(file.getName(), text));
          }
        }
      } catch (IOException | UncheckedIOException | IllegalStateException e) {
        problems.accept(
            new ModelProblem(location.getName(), 0, "cannot be searched for models (" + e + ")"));
      }
    }
    return result;
  }

  private static List<JavaFileManager.Location> locations(JavaFileManager fileManager) {
    List<JavaFileManager.Location> result = new ArrayList<>();
    if (fileManager.hasLocation(StandardLocation.CLASS_PATH)) {
      result.add(StandardLocation.CLASS_PATH);
    }
    if (fileManager.hasLocation(StandardLocation.MODULE_PATH)) {
      try {
        fileManager.listLocationsForModules(StandardLocation.MODULE_PATH).forEach(result::addAll);
      } catch (IOException | UnsupportedOperationException unsupported) {
        // A file manager without modules has no models in them.
        return result;
      }
    }
    return result;
  }

  /** Our own models by file name, as the file {@code index} beside them lists them. */
  private Map<String, String> builtIn() {
    Map<String, String> result = new LinkedHashMap<>();
    resource("index")
        .lines()
        .filter(name -> !name.isBlank())
        .forEach(name -> result.put(name, resource(name)));
    return result;
  }

  private String resource(String name) {
    String path = PACKAGE.replace('.', '/') + "/" + name;
    try (InputStream stream = ModelLoader.class.getClassLoader().getResourceAsStream(path)) {
      if (stream != null) {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      }
      problems.accept(new ModelProblem(path, 0, "is missing from the checker's jar"));
    } catch (IOException e) {
      problems.accept(new ModelProblem(path, 0, "cannot be read (" + e + ")"));
    }
    return "";
  }
}
