package dev.offload.checker;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.comp.Modules;
import com.sun.tools.javac.model.JavacElements;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.body.Bodies;
import dev.offload.checker.body.ClassFileBodies;
import dev.offload.checker.body.ClassFileImplementations;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.InlineParameters;
import dev.offload.checker.body.Operation;
import dev.offload.checker.body.ParameterUses;
import dev.offload.checker.body.SourceBodies;
import dev.offload.checker.body.Sources;
import dev.offload.checker.context.Callbacks;
import dev.offload.checker.context.ContextScanner;
import dev.offload.checker.context.ExecutionContext;
import dev.offload.checker.context.FrameworkAnnotations;
import dev.offload.checker.context.HostedHandlers;
import dev.offload.checker.context.MethodContexts;
import dev.offload.checker.context.NonBlockingCode;
import dev.offload.checker.effect.Effect;
import dev.offload.checker.effect.EffectFinder;
import dev.offload.checker.fix.Fixes;
import dev.offload.checker.model.Contracts;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.Kind;
import dev.offload.checker.model.ModelIndex;
import dev.offload.checker.model.ModelLoader;
import dev.offload.checker.model.ModelProblem;
import dev.offload.checker.report.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.tools.JavaFileManager;

/**
 * The whole analysis of one compilation: tree, context, effect, finding. Each stage hands a value
 * to the next; none looks back.
 */
final class Engine {
  private final Types types;
  private final SourceBodies sourceBodies;
  private final MethodContexts methodContexts;
  private final Callbacks callbacks;
  private final Map<Class<? extends ExecutionContext.Checked>, EffectFinder> effects =
      new HashMap<>();
  private final AssemblyCalls assemblies;
  private final Supplier<Fixes> newFixes;

  /**
   * Makes the engine of one compilation.
   *
   * @param kinds what is reported in each sort of context
   */
  Engine(
      Context context,
      Options options,
      Map<Class<? extends ExecutionContext.Checked>, Set<Kind>> kinds,
      Consumer<ModelProblem> problems) {
    Symtab symtab = Symtab.instance(context);
    Names names = Names.instance(context);
    types = Types.instance(context);
    Hierarchy hierarchy = new Hierarchy(types);
    ModelIndex models =
        new ModelIndex(
            new ModelLoader(problems, type -> isKnown(type, context))
                .load(options.models(), context.get(JavaFileManager.class)),
            types,
            hierarchy);
    Contracts contracts =
        new Contracts(
            options.nonBlockingAnnotations(), options.blockingAnnotations(), types, hierarchy);
    Sources sources = new Sources(context, hierarchy);
    Executors executors = new Executors(models, contracts, sources);
    InlineParameters inline = new InlineParameters(models, contracts, executors);
    ClassFileBodies classFiles =
        new ClassFileBodies(symtab, names, types, hierarchy, models, inline);
    sourceBodies = new SourceBodies(sources, models, hierarchy, types, names, inline, classFiles);
    inline.readBodiesWith(new ParameterUses(sources, classFiles, inline));
    HostedHandlers hostedHandlers =
        new HostedHandlers(models, contracts, sources, executors, hierarchy);
    assemblies = new AssemblyCalls(hierarchy, sources);
    newFixes = () -> new Fixes(options.executor(), contracts, executors, sources);
    methodContexts =
        new MethodContexts(
            contracts,
            models,
            new FrameworkAnnotations(models, contracts, hierarchy),
            hostedHandlers);
    callbacks =
        new Callbacks(models, contracts, sources, hierarchy, executors, inline, hostedHandlers);
    Bodies bodies = new Bodies(sources, sourceBodies, classFiles);
    ClassFileImplementations implementations = new ClassFileImplementations(classFiles);
    kinds.forEach(
        (sort, reported) ->
            effects.put(
                sort,
                new EffectFinder(
                    bodies,
                    models,
                    contracts,
                    sources,
                    implementations,
                    types,
                    symtab,
                    reported,
                    facts -> counts(facts, sort))));
  }

  /** The common pool makes up for threads that wait as it wants them to. */
  private static boolean counts(Facts facts, Class<? extends ExecutionContext.Checked> sort) {
    return sort != ExecutionContext.CommonPool.class || facts.get(Fact.Managed.class).isEmpty();
  }

  private static boolean isKnown(String binaryName, Context context) {
    String canonicalName = binaryName.replace('$', '.');
    // In one module: without it, all modules of the JDK would be asked, each time.
    return JavacElements.instance(context)
            .getTypeElement(Modules.instance(context).getDefaultModule(), canonicalName)
        != null;
  }

  /** The findings of one compilation unit, in the order of the source for each sort of context. */
  List<Finding> findings(CompilationUnitTree unit) {
    List<Finding> result = new ArrayList<>();
    ContextScanner scanner = new ContextScanner(methodContexts, callbacks, sourceBodies, types);
    // Constructors share initialisers, and a stored function may be given to several callers.
    Set<Tree> reported = Collections.newSetFromMap(new IdentityHashMap<>());
    for (NonBlockingCode code : mustNotBlockFirst(scanner.scan(unit))) {
      for (Finding finding : findings(code)) {
        if (reported.add(finding.path().getLeaf())) {
          result.add(finding);
        }
      }
    }
    return result;
  }

  /** A function that is given to both is reported as one that must not block. */
  private static List<NonBlockingCode> mustNotBlockFirst(List<NonBlockingCode> found) {
    return found.stream()
        .sorted(Comparator.comparing(code -> code.context() instanceof ExecutionContext.CommonPool))
        .toList();
  }

  /** What to do about its findings: made only for who asks, as most code has none. */
  Fixes newFixes() {
    return newFixes.get();
  }

  private List<Finding> findings(NonBlockingCode code) {
    EffectFinder finder = effects.get(code.context().getClass());
    if (finder == null) {
      return List.of();
    }
    List<Finding> found = new ArrayList<>();
    Map<Finding, Tree> sections = new LinkedHashMap<>();
    for (Operation operation : code.operations()) {
      Optional<Effect> effect = finder.effect(operation);
      if (effect.isPresent() && operation.tree().isPresent()) {
        Finding finding = finding(operation.tree().get(), effect.get(), code);
        found.add(finding);
        CriticalSections.of(operation, finding)
            .ifPresent(section -> sections.put(finding, section));
      }
    }
    return found.stream().filter(finding -> isTold(finding, found, sections)).toList();
  }

  /**
   * A lock whose critical section itself blocks is reported as that; of locks that are taken under
   * one another, the outermost is the one to wait for.
   */
  private static boolean isTold(Finding finding, List<Finding> found, Map<Finding, Tree> sections) {
    if (finding.effect().kind() != Kind.LOCK) {
      return true;
    }
    boolean isNested =
        sections.entrySet().stream()
            .anyMatch(
                lock ->
                    !lock.getKey().equals(finding) && isWithin(finding.path(), lock.getValue()));
    Tree section = sections.get(finding);
    return !isNested
        && (section == null
            || found.stream()
                .noneMatch(
                    each -> each.effect().kind() != Kind.LOCK && isWithin(each.path(), section)));
  }

  private Finding finding(Tree tree, Effect effect, NonBlockingCode code) {
    TreePath path = path(tree, code.path());
    return new Finding(path, spelling(tree), effect, code, assemblies.around(path, code.path()));
  }

  /** The initialisers that a constructor runs are not within it. */
  private static TreePath path(Tree tree, TreePath function) {
    if (tree == function.getLeaf()) {
      return function;
    }
    TreePath within = TreePath.getPath(function, tree);
    TreePath anywhere =
        within == null ? TreePath.getPath(function.getCompilationUnit(), tree) : within;
    return anywhere == null ? function : anywhere;
  }

  private static boolean isWithin(TreePath path, Tree section) {
    for (Tree tree : path) {
      if (tree == section) {
        return true;
      }
    }
    return false;
  }

  private static String spelling(Tree tree) {
    String spelled =
        tree instanceof VariableTree resource ? resource.getName() + ".close()" : tree.toString();
    String text = spelled.replaceAll("\\s+", " ");
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
