package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The concrete classes below an abstract class or interface in the jar that it comes from. Jars are
 * looked through at most once, and only when a call is reached that depends on them.
 */
public final class ClassFileImplementations {
  /** Looking through a larger jar would take longer than its answer is worth. */
  private static final int LARGEST_JAR = 5_000;

  /** The types of a jar: who extends or implements whom, and who is concrete. */
  private record Jar(Map<String, List<String>> subtypes, Set<String> concrete) {}

  private static final Jar UNREADABLE = new Jar(Map.of(), Set.of());

  private final ClassFileSymbols symbols;
  private final Map<Path, Jar> jars = new HashMap<>();

  public ClassFileImplementations(ClassFileBodies bodies) {
    this.symbols = bodies.symbols();
  }

  /** Empty if there are none, or if {@code type} comes from neither a jar nor a folder. */
  public List<ClassSymbol> of(ClassSymbol type) {
    String name = type.flatName().toString().replace('.', '/');
    List<ClassSymbol> result = new ArrayList<>();
    Optional<Path> container = container(type, name);
    if (container.isPresent()) {
      Jar jar = jars.computeIfAbsent(container.get(), ClassFileImplementations::read);
      for (String concrete : concreteBelow(jar, name)) {
        symbols.type(type, concrete).ifPresent(result::add);
      }
    }
    return result;
  }

  /** The jar or folder that holds a class file. */
  private static Optional<Path> container(ClassSymbol type, String name) {
    if (type.classfile == null) {
      return Optional.empty();
    }
    URI uri = type.classfile.toUri();
    String file = uri.getRawSchemeSpecificPart();
    try {
      if ("jar".equals(uri.getScheme()) && file.contains("!/")) {
        return Optional.of(Path.of(URI.create(file.substring(0, file.indexOf("!/")))));
      }
      Path folder = "file".equals(uri.getScheme()) ? Path.of(uri) : null;
      for (int depth = name.split("/").length; depth > 0 && folder != null; depth--) {
        folder = folder.getParent();
      }
      return Optional.ofNullable(folder);
    } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
      // A file manager of its own kind, whose files are no files of this machine.
      return Optional.empty();
    }
  }

  private static List<String> concreteBelow(Jar jar, String name) {
    List<String> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(jar.subtypes().getOrDefault(name, List.of()));
    while (!queue.isEmpty()) {
      String next = queue.remove();
      if (seen.add(next)) {
        if (jar.concrete().contains(next)) {
          result.add(next);
        }
        queue.addAll(jar.subtypes().getOrDefault(next, List.of()));
      }
    }
    return result;
  }

  private static Jar read(Path container) {
    Jar jar = new Jar(new HashMap<>(), new HashSet<>());
    try {
      if (Files.isDirectory(container)) {
        readFolder(container, jar);
      } else {
        readArchive(container, jar);
      }
      return jar;
    } catch (IOException | RuntimeException unreadable) {
      // One class that cannot be read could be the implementation that matters.
      return UNREADABLE;
    }
  }

  private static void readFolder(Path folder, Jar jar) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).limit(LARGEST_JAR).toList();
    }
    for (Path file : files) {
      add(new ClassReader(Files.readAllBytes(file)), jar);
    }
  }

  private static void readArchive(Path archive, Jar jar) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      List<? extends ZipEntry> classes =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .filter(entry -> !entry.getName().startsWith("META-INF/"))
              .toList();
      if (classes.size() > LARGEST_JAR) {
        throw new IOException("more than " + LARGEST_JAR + " classes");
      }
      for (ZipEntry entry : classes) {
        try (InputStream bytes = zip.getInputStream(entry)) {
          add(new ClassReader(bytes), jar);
        }
      }
    }
  }

  private static void add(ClassReader type, Jar jar) {
    String name = type.getClassName();
    if ((type.getAccess() & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) == 0) {
      jar.concrete().add(name);
    }
    if (type.getSuperName() != null) {
      jar.subtypes().computeIfAbsent(type.getSuperName(), key -> new ArrayList<>()).add(name);
    }
    for (String implemented : type.getInterfaces()) {
      jar.subtypes().computeIfAbsent(implemented, key -> new ArrayList<>()).add(name);
    }
  }
}
