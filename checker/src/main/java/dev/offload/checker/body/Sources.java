package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.comp.Enter;
import com.sun.tools.javac.util.Context;
import dev.offload.checker.model.Hierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/**
 * The attributed trees of the whole compilation.
 *
 * <p>They are all there while a checker runs because Error Prone requires {@code
 * -XDcompilePolicy=simple}: every class is attributed before the first one is checked, and none is
 * lowered before the last one is.
 */
public final class Sources {
  private final Enter enter;
  private final Symtab symtab;
  private final Hierarchy hierarchy;
  private final IdentityHashMap<CompilationUnitTree, UnitIndex> units = new IdentityHashMap<>();
  private Map<ClassSymbol, List<ClassSymbol>> subclasses;
  private final Set<ClassSymbol> implementedByFunctions = new HashSet<>();

  public Sources(Context context, Hierarchy hierarchy) {
    this.enter = Enter.instance(context);
    this.symtab = Symtab.instance(context);
    this.hierarchy = hierarchy;
  }

  /** Whether this compilation compiles the class that declares {@code symbol}. */
  public boolean contains(Symbol symbol) {
    return unit(symbol).isPresent();
  }

  Optional<UnitIndex.Method> method(MethodSymbol symbol) {
    return index(symbol).flatMap(index -> index.method(symbol));
  }

  /** The declaration of a class in this compilation. */
  public Optional<ClassTree> type(ClassSymbol symbol) {
    return index(symbol).flatMap(index -> index.type(symbol));
  }

  /** The class of this compilation with a binary name. */
  public Optional<ClassSymbol> type(String binaryName) {
    return allClasses().stream()
        .filter(known -> known.flatName().contentEquals(binaryName))
        .findFirst();
  }

  /** The compilation units of this compilation. */
  public Set<CompilationUnitTree> units() {
    Set<CompilationUnitTree> result = new LinkedHashSet<>();
    allClasses().forEach(known -> unit(known).ifPresent(result::add));
    return result;
  }

  boolean isReassigned(VarSymbol variable) {
    return index(variable).map(index -> index.isReassigned(variable)).orElse(true);
  }

  /** Whether the compilation unit of a variable calls a method of this name. */
  boolean calls(VarSymbol variable, String method) {
    return index(variable).map(index -> index.calls(method)).orElse(true);
  }

  /** The methods that the compilation unit of a variable calls on it. */
  Set<MethodSymbol> calledOn(VarSymbol variable) {
    return index(variable).map(index -> index.calledOn(variable)).orElse(Set.of());
  }

  /**
   * The only value that a variable ever has, for locals and for fields that nobody else can set:
   * private or final ones.
   */
  public Optional<ExpressionTree> onlyValue(VarSymbol variable) {
    boolean isField = variable.owner instanceof ClassSymbol;
    boolean isFinal = variable.getModifiers().contains(Modifier.FINAL);
    if (isField && !isFinal && !variable.getModifiers().contains(Modifier.PRIVATE)) {
      return Optional.empty();
    }
    // A field that is not final is null before its first assignment.
    boolean needsInitializer = isField && !isFinal;
    return index(variable).flatMap(index -> index.onlyValue(variable, needsInitializer));
  }

  /** All values of a local variable that is assigned more than once, if they are seen. */
  List<ExpressionTree> values(VarSymbol variable) {
    return variable.getKind() == ElementKind.LOCAL_VARIABLE
        ? index(variable).map(index -> index.values(variable)).orElse(List.of())
        : List.of();
  }

  /** What a variable is declared with, whatever it is set to later. */
  Optional<ExpressionTree> initializer(VarSymbol variable) {
    return index(variable).flatMap(index -> index.initializer(variable));
  }

  /** Whether only the code around {@code use} of a local can have its value. */
  boolean isOwn(VarSymbol local, ExpressionTree use) {
    return index(local).filter(index -> index.escapes().isOwn(use)).isPresent();
  }

  /** The value that a method returns, if it has one {@code return} only. */
  public Optional<ExpressionTree> returned(MethodSymbol method) {
    return method(method)
        .map(found -> Returns.values(found.tree().getBody()))
        .filter(values -> values.size() == 1)
        .map(values -> values.get(0));
  }

  /** What a parameter of a constructor gets, if only one place calls that. */
  public Optional<ExpressionTree> onlyConstructorArgument(VarSymbol parameter) {
    if (!(parameter.owner instanceof MethodSymbol constructor)
        || !constructor.isConstructor()
        || constructor.params == null) {
      return Optional.empty();
    }
    int index = constructor.params.indexOf(parameter);
    List<NewClassTree> made = new ArrayList<>();
    for (CompilationUnitTree unit : units()) {
      made.addAll(index(unit).constructions(constructor));
    }
    return made.size() == 1 && index >= 0 && index < made.get(0).getArguments().size()
        ? Optional.of(made.get(0).getArguments().get(index))
        : Optional.empty();
  }

  /** The concrete classes of this compilation below an abstract class or interface. */
  public List<ClassSymbol> implementations(ClassSymbol type) {
    return subclasses().getOrDefault(type, List.of());
  }

  /** Whether a lambda or method reference of this compilation implements an interface. */
  public boolean isImplementedByFunction(ClassSymbol type) {
    subclasses();
    return implementedByFunctions.contains(type);
  }

  private Map<ClassSymbol, List<ClassSymbol>> subclasses() {
    if (subclasses == null) {
      subclasses = collectSubclasses();
    }
    return subclasses;
  }

  private Map<ClassSymbol, List<ClassSymbol>> collectSubclasses() {
    Map<ClassSymbol, List<ClassSymbol>> result = new HashMap<>();
    Set<UnitIndex> seen = new HashSet<>();
    for (ClassSymbol known : List.copyOf(allClasses())) {
      index(known).filter(seen::add).ifPresent(index -> collectSubclasses(index, result));
    }
    return result;
  }

  private void collectSubclasses(UnitIndex index, Map<ClassSymbol, List<ClassSymbol>> result) {
    for (ClassSymbol type : index.types()) {
      if (type.isInterface() || type.getModifiers().contains(Modifier.ABSTRACT)) {
        continue;
      }
      for (ClassSymbol supertype : hierarchy.supertypes(type).values()) {
        result.computeIfAbsent(supertype, key -> new ArrayList<>()).add(type);
      }
    }
    index
        .functions()
        .forEach(
            function -> {
              Type target = ASTHelpers.getType(function);
              if (target != null && target.tsym instanceof ClassSymbol type) {
                implementedByFunctions.add(type);
              }
            });
  }

  private List<ClassSymbol> allClasses() {
    List<ClassSymbol> result = new ArrayList<>();
    for (ClassSymbol known : symtab.getAllClasses()) {
      if (enter.getEnv(known) != null) {
        result.add(known);
      }
    }
    return result;
  }

  private Optional<UnitIndex> index(Symbol symbol) {
    return unit(symbol).map(this::index);
  }

  private UnitIndex index(CompilationUnitTree unit) {
    return units.computeIfAbsent(unit, UnitIndex::new);
  }

  private Optional<CompilationUnitTree> unit(Symbol symbol) {
    return outermostClass(symbol).map(enter::getEnv).map(env -> env.toplevel);
  }

  /** The compiler's own symbols, such as the length of an array, belong to no class. */
  private static Optional<ClassSymbol> outermostClass(Symbol symbol) {
    ClassSymbol outermost = null;
    for (Symbol each = symbol; each != null; each = each.owner) {
      if (each instanceof ClassSymbol type) {
        outermost = type;
      }
    }
    return Optional.ofNullable(outermost);
  }
}
