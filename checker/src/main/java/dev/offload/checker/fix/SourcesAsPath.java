package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** Shows the files of a compilation to another one, on its source path. */
final class SourcesAsPath extends ForwardingJavaFileManager<JavaFileManager> {
  /** A source file under the name of one of its top-level classes. */
  private static final class Source extends ForwardingJavaFileObject<JavaFileObject> {
    private final String binaryName;

    Source(JavaFileObject file, String binaryName) {
      super(file);
      this.binaryName = binaryName;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      // All classes of the file may be in it: the first compilation said so.
      return kind == Kind.SOURCE;
    }
  }

  private final Map<String, List<JavaFileObject>> byPackage = new HashMap<>();

  SourcesAsPath(JavaFileManager files, Set<CompilationUnitTree> units) {
    super(files);
    for (CompilationUnitTree unit : units) {
      for (Tree declaration : unit.getTypeDecls()) {
        if (declaration instanceof ClassTree type && ASTHelpers.getSymbol(type) != null) {
          ClassSymbol symbol = ASTHelpers.getSymbol(type);
          byPackage
              .computeIfAbsent(symbol.packge().fullname.toString(), key -> new ArrayList<>())
              .add(new Source(unit.getSourceFile(), symbol.flatName().toString()));
        }
      }
    }
  }

  @Override
  public boolean hasLocation(Location location) {
    return location == StandardLocation.SOURCE_PATH || super.hasLocation(location);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    List<JavaFileObject> result = new ArrayList<>();
    if (location == StandardLocation.SOURCE_PATH && kinds.contains(JavaFileObject.Kind.SOURCE)) {
      result.addAll(byPackage.getOrDefault(packageName, List.of()));
    }
    super.list(location, packageName, kinds, recurse).forEach(result::add);
    return result;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof Source source
        ? source.binaryName
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject first, FileObject second) {
    return first.toUri().equals(second.toUri());
  }

  /** The compilation that is looked at goes on with the files. */
  @Override
  public void close() {}
}
