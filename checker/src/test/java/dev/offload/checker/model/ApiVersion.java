package dev.offload.checker.model;

import dev.offload.checker.compatibility.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * The class files of one version of an API: those of a JDK, or those of a library's jars with the
 * running JDK behind them. Nothing is loaded.
 */
final class ApiVersion implements AutoCloseable {
  private static final URI RUNTIME_IMAGE = URI.create("jrt:/");

  private final String name;
  private final List<Path> jars;
  private final FileSystem jdk;
  private final List<FileSystem> opened = new ArrayList<>();
  private final Map<String, Optional<ClassNode>> classes = new HashMap<>();

  private ApiVersion(String name, List<Path> jars, FileSystem jdk) {
    this.name = name;
    this.jars = jars;
    this.jdk = jdk;
  }

  static ApiVersion ofJdk(Jdk jdk) throws IOException {
    FileSystem image =
        FileSystems.newFileSystem(RUNTIME_IMAGE, Map.of("java.home", jdk.home().toString()));
    ApiVersion result = new ApiVersion("JDK " + jdk.feature(), List.of(), image);
    result.opened.add(image);
    return result;
  }

  /** All jars in the given folders, together. */
  static ApiVersion ofJars(String name, Collection<Path> folders) throws IOException {
    List<Path> roots = new ArrayList<>();
    ApiVersion result = new ApiVersion(name, roots, FileSystems.getFileSystem(RUNTIME_IMAGE));
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
          FileSystem content = FileSystems.newFileSystem(jar);
          result.opened.add(content);
          roots.add(content.getPath("/"));
        }
      }
    }
    return result;
  }

  /** The class with an internal name, {@code java/util/Map$Entry}. */
  Optional<ClassNode> find(String internalName) {
    return classes.computeIfAbsent(internalName, this::read);
  }

  /**
   * The class itself and its supertypes, nearest first, by internal name; missing ones left out.
   */
  Map<String, ClassNode> supertypes(ClassNode type) {
    Map<String, ClassNode> result = new LinkedHashMap<>();
    Deque<ClassNode> queue = new ArrayDeque<>(List.of(type));
    while (!queue.isEmpty()) {
      ClassNode next = queue.remove();
      if (result.putIfAbsent(next.name, next) == null) {
        Stream.concat(Stream.ofNullable(next.superName), next.interfaces.stream())
            .flatMap(supertype -> find(supertype).stream())
            .forEach(queue::add);
      }
    }
    return result;
  }

  /** Whether a package of this name, {@code java.util}, or one below it has a class. */
  boolean hasPackage(String packageName) {
    String folder = packageName.replace('.', '/');
    return jars.stream().anyMatch(root -> hasClass(root.resolve(folder)))
        || modules(packageName).stream().anyMatch(module -> hasClass(module.resolve(folder)));
  }

  private static boolean hasClass(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ClassNode> read(String internalName) {
    String file = internalName + ".class";
    int slash = internalName.lastIndexOf('/');
    String packageName = slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
    return Stream.concat(jars.stream(), modules(packageName).stream())
        .map(root -> root.resolve(file))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(ApiVersion::parse);
  }

  /** The roots of the JDK's modules that have a package. */
  private List<Path> modules(String packageName) {
    Path links = jdk.getPath("/packages", packageName);
    if (packageName.isEmpty() || !Files.isDirectory(links)) {
      return List.of();
    }
    try (Stream<Path> modules = Files.list(links)) {
      return modules.map(link -> jdk.getPath("/modules", link.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassNode parse(Path file) {
    ClassNode result = new ClassNode();
    try (InputStream bytes = Files.newInputStream(file)) {
      new ClassReader(bytes)
          .accept(result, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    for (FileSystem each : opened) {
      each.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
