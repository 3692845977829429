package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<String, Jar> jars = new HashMap<>();

  public ClassFileImplementations(ClassFileBodies bodies) {
    this.symbols = bodies.symbols();
  }

  /** Empty if there are none, or if {@code type} comes from no jar. */
  public List<ClassSymbol> of(ClassSymbol type) {
    if (type.classfile == null) {
      return List.of();
    }
    URI uri = type.classfile.toUri();
    if (!"jar".equals(uri.getScheme())) {
      return List.of();
    }
    String location = uri.getRawSchemeSpecificPart();
    int separator = location.indexOf("!/");
    if (separator < 0) {
      return List.of();
    }
    Jar jar =
        jars.computeIfAbsent(location.substring(0, separator), ClassFileImplementations::read);
    List<ClassSymbol> result = new ArrayList<>();
    for (String name : concreteBelow(jar, type.flatName().toString().replace('.', '/'))) {
      symbols.type(type, name).ifPresent(result::add);
    }
    return result;
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

  private static Jar read(String file) {
    Jar jar = new Jar(new HashMap<>(), new HashSet<>());
    try (ZipFile zip = new ZipFile(Path.of(URI.create(file)).toFile())) {
      if (zip.size() > LARGEST_JAR) {
        return UNREADABLE;
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (InputStream bytes = zip.getInputStream(entry)) {
            add(new ClassReader(bytes), jar);
          }
        }
      }
      return jar;
    } catch (IOException | RuntimeException unreadable) {
      // One class that cannot be read could be the implementation that matters.
      return UNREADABLE;
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
