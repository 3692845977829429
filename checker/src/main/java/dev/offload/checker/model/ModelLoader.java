package dev.offload.checker.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Finds and reads all model files: the user's, those in jars of the class path, and our own. */
public final class ModelLoader {
  private static final String FOLDER = "dev/offload/checker/models/";
  private static final String EXTENSION = ".model";

  private final Consumer<ModelProblem> problems;

  public ModelLoader(Consumer<ModelProblem> problems) {
    this.problems = problems;
  }

  /**
   * All model lines, in layers: a fact of an earlier one beats a later one's.
   *
   * @param userFiles paths of model files
   * @param fileManager the compiler's
   */
  public List<List<ModelLine>> load(List<String> userFiles, JavaFileManager fileManager) {
    List<URL> builtIn = builtIn();
    return List.of(userModels(userFiles), classPathModels(fileManager, builtIn), parseAll(builtIn));
  }

  private List<ModelLine> userModels(List<String> paths) {
    List<ModelLine> result = new ArrayList<>();
    for (String path : paths) {
      try {
        String text = Files.readString(Path.of(path), StandardCharsets.UTF_8);
        result.addAll(ModelParser.parse(path, text, problems));
      } catch (IOException | InvalidPathException e) {
        problems.accept(new ModelProblem(path, 0, "cannot be read (" + e + ")"));
      }
    }
    return result;
  }

  private List<ModelLine> classPathModels(JavaFileManager fileManager, List<URL> builtIn) {
    Set<URI> own = new HashSet<>();
    builtIn.forEach(url -> own.add(URI.create(url.toString())));
    List<ModelLine> result = new ArrayList<>();
    for (JavaFileManager.Location location : locations(fileManager)) {
      try {
        List<JavaFileObject> files = new ArrayList<>();
        fileManager
            .list(
                location,
                FOLDER.substring(0, FOLDER.length() - 1).replace('/', '.'),
                Set.of(JavaFileObject.Kind.OTHER),
                false)
            .forEach(files::add);
        files.sort(Comparator.comparing(JavaFileObject::getName));
        for (JavaFileObject file : files) {
          if (file.getName().endsWith(EXTENSION) && !own.contains(file.toUri())) {
            result.addAll(
                ModelParser.parse(file.getName(), file.getCharContent(true).toString(), problems));
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

  private List<ModelLine> parseAll(List<URL> files) {
    List<ModelLine> result = new ArrayList<>();
    for (URL file : files) {
      String name = file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
      try (InputStream stream = file.openStream()) {
        String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        result.addAll(ModelParser.parse(name, text, problems));
      } catch (IOException e) {
        problems.accept(new ModelProblem(name, 0, "cannot be read (" + e + ")"));
      }
    }
    return result;
  }

  /** Our own models, as the file {@code index} beside them lists them. */
  private List<URL> builtIn() {
    ClassLoader loader = ModelLoader.class.getClassLoader();
    List<URL> result = new ArrayList<>();
    try (InputStream index = loader.getResourceAsStream(FOLDER + "index")) {
      if (index == null) {
        problems.accept(new ModelProblem(FOLDER + "index", 0, "is missing from the checker's jar"));
        return result;
      }
      String names = new String(index.readAllBytes(), StandardCharsets.UTF_8);
      names
          .lines()
          .filter(name -> !name.isBlank())
          .forEach(name -> result.add(loader.getResource(FOLDER + name)));
    } catch (IOException e) {
      problems.accept(new ModelProblem(FOLDER + "index", 0, "cannot be read (" + e + ")"));
    }
    return result;
  }
}
