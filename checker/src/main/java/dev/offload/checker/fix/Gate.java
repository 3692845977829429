package dev.offload.checker.fix;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTool;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Options;
import dev.offload.checker.body.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/**
 * Compiles a file as an edit leaves it.
 *
 * <p>Error Prone's {@code SuggestedFixes.compilesWithFix} compiles all files of the compilation,
 * and runs its annotation processors once more. This attributes the edited file only; of the
 * others, javac reads those that it needs, as if they were on a source path.
 */
final class Gate {
  private final Sources sources;

  Gate(Sources sources) {
    this.sources = sources;
  }

  /**
   * What the compiler says against the edited file that it does not say against the file as it is:
   * code that an annotation processor alone can complete has errors anyway.
   */
  Optional<String> newError(Edit edit, Site site) {
    String text = withImports(edit, site);
    List<String> errors = errors(text, site);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = errors(site.text(), site);
    return errors.stream().filter(error -> !known.remove(error)).findFirst();
  }

  /** All on one line, so that no line moves. */
  private static String withImports(Edit edit, Site site) {
    StringBuilder imports = new StringBuilder();
    edit.imports().forEach(name -> imports.append(" import ").append(name).append(";"));
    return edit.and(site.importPosition(), site.importPosition(), imports.toString())
        .applyTo(site.text());
  }

  private List<String> errors(String text, Site site) {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    CompilationUnitTree unit = site.unit();
    try (JavaFileManager files = new SourcesAsPath(fileManager(site.state()), sources.units())) {
      JavacTaskImpl task =
          (JavacTaskImpl)
              JavacTool.create()
                  .getTask(
                      Writer.nullWriter(),
                      files,
                      diagnostics,
                      List.of("-proc:none", "-implicit:none", "-Xprefer:source"),
                      null,
                      roots(unit, text),
                      context(site.state()));
      Iterable<? extends CompilationUnitTree> parsed = task.parse();
      Iterable<? extends Element> entered = task.enter(parsed);
      task.analyze(entered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> errors = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(each.getMessage(Locale.ENGLISH).lines().findFirst().orElse(each.getCode()));
      }
    }
    return errors;
  }

  /** The edited file, and the module that it belongs to. */
  private List<JavaFileObject> roots(CompilationUnitTree unit, String text) {
    List<JavaFileObject> roots = new ArrayList<>();
    roots.add(new Edited(unit.getSourceFile(), text));
    for (CompilationUnitTree each : sources.units()) {
      if (each != unit && each.getModule() != null) {
        roots.add(each.getSourceFile());
      }
    }
    return roots;
  }

  private static JavaFileManager fileManager(VisitorState state) {
    return state.context.get(JavaFileManager.class);
  }

  /** A context with the options of this compilation, as far as they do not start something else. */
  private static Context context(VisitorState state) {
    Context context = new Context();
    Options copy = Options.instance(context);
    Options options = Options.instance(state.context);
    for (String key : options.keySet()) {
      // The file manager has the class path, and what --release means, already.
      boolean isUnwanted =
          key.startsWith("-Xplugin")
              || key.startsWith("-proc")
              || key.equals("-processor")
              || key.equals("--release")
              || key.equals("-Werror")
              || key.equals("-d");
      if (!isUnwanted) {
        copy.put(key, options.get(key));
      }
    }
    copy.put("should-stop.ifError", "FLOW");
    return context;
  }

  private static final class Edited extends ForwardingJavaFileObject<JavaFileObject> {
    private final String text;

    Edited(FileObject original, String text) {
      super((JavaFileObject) original);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
