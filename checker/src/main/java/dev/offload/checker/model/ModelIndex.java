package dev.offload.checker.model;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * All model lines of a compilation, found by name first: a member whose name no model mentions
 * costs one look-up in a hash map.
 */
public final class ModelIndex {
  private record Entry(ModelLine line, int layer) {}

  private record Key(Symbol symbol, Symbol receiver) {}

  private final Map<String, List<Entry>> membersByName = new HashMap<>();
  private final Map<String, List<Entry>> types = new HashMap<>();
  private final Set<String> trustedPackages = new HashSet<>();
  private final Map<Key, Facts> cache = new HashMap<>();
  private final Overloads overloads;
  private final Hierarchy hierarchy;

  /**
   * Builds the index.
   *
   * @param layers in the order of their authority: a fact of an earlier layer beats a later one's
   */
  public ModelIndex(List<List<ModelLine>> layers, Types javacTypes, Hierarchy hierarchy) {
    this.overloads = new Overloads(javacTypes, hierarchy);
    this.hierarchy = hierarchy;
    for (int layer = 0; layer < layers.size(); layer++) {
      for (ModelLine line : layers.get(layer)) {
        add(new Entry(line, layer));
      }
    }
  }

  private void add(Entry entry) {
    Subject subject = entry.line().subject();
    switch (subject.sort()) {
      case PACKAGE -> trustedPackages.add(subject.type());
      case TYPE -> types.computeIfAbsent(subject.type(), type -> new ArrayList<>()).add(entry);
      case MEMBER ->
          membersByName.computeIfAbsent(subject.member(), name -> new ArrayList<>()).add(entry);
    }
  }

  /** Whether any model has a member of this name; constructors are {@code new}. */
  public boolean mentions(CharSequence memberName) {
    return membersByName.containsKey(memberName.toString());
  }

  /**
   * What is known about {@code method} when it is called on a receiver of type {@code receiver}.
   */
  public Facts facts(MethodSymbol method, Type receiver) {
    ClassSymbol owner = (ClassSymbol) method.owner;
    ClassSymbol receiverClass = classOf(receiver, owner);
    List<Entry> named =
        membersByName.getOrDefault(
            method.isConstructor() ? Subject.CONSTRUCTOR : method.name.toString(), List.of());
    if (named.isEmpty() && types.isEmpty()) {
      return Facts.NONE;
    }
    return cache.computeIfAbsent(
        new Key(method, receiverClass), key -> compute(method, owner, receiverClass, named));
  }

  /** What is known about a method, whatever the receiver. */
  public Facts facts(MethodSymbol method) {
    return facts(method, method.owner.type);
  }

  /** What is known about a field. */
  public Facts facts(VarSymbol field) {
    List<Entry> named = membersByName.getOrDefault(field.name.toString(), List.of());
    if (named.isEmpty() || !(field.owner instanceof ClassSymbol owner)) {
      return Facts.NONE;
    }
    List<Entry> applicable =
        named.stream()
            .filter(entry -> entry.line().subject().parameters().isEmpty())
            .filter(entry -> entry.line().subject().type().contentEquals(owner.flatName()))
            .toList();
    return best(applicable, hierarchy.supertypes(owner));
  }

  /** What is known about a type, from it and its supertypes. */
  public Facts facts(ClassSymbol type) {
    return cache.computeIfAbsent(
        new Key(type, type),
        key -> {
          Map<String, ClassSymbol> supertypes = hierarchy.supertypes(type);
          List<Entry> applicable = new ArrayList<>();
          supertypes
              .keySet()
              .forEach(name -> applicable.addAll(types.getOrDefault(name, List.of())));
          return best(applicable, supertypes);
        });
  }

  /** The members about which a model states a fact of this sort, by name. */
  public Set<String> membersWith(Class<? extends Fact> sort) {
    Set<String> result = new HashSet<>();
    membersByName.forEach(
        (name, entries) -> {
          if (entries.stream().anyMatch(entry -> sort.isInstance(entry.line().fact()))) {
            result.add(name);
          }
        });
    return result;
  }

  /** Whether any model states a fact of this sort about a type. */
  public boolean hasTypesWith(Class<? extends Fact> sort) {
    return types.values().stream()
        .flatMap(List::stream)
        .anyMatch(entry -> sort.isInstance(entry.line().fact()));
  }

  /** Whether the package of a class, or one around it, is trusted not to block. */
  public boolean isTrustedPackage(ClassSymbol type) {
    String name = type.packge().fullname.toString();
    while (!name.isEmpty()) {
      if (trustedPackages.contains(name)) {
        return true;
      }
      int dot = name.lastIndexOf('.');
      name = dot < 0 ? "" : name.substring(0, dot);
    }
    return false;
  }

  private static ClassSymbol classOf(Type receiver, ClassSymbol fallback) {
    return receiver != null && receiver.tsym instanceof ClassSymbol symbol ? symbol : fallback;
  }

  private Facts compute(
      MethodSymbol method, ClassSymbol owner, ClassSymbol receiver, List<Entry> named) {
    if (method.isConstructor()) {
      return best(
          named.stream()
              .filter(entry -> entry.line().subject().type().contentEquals(owner.flatName()))
              .filter(entry -> overloads.hasParameters(method, entry.line().subject()))
              .toList(),
          Map.of(owner.flatName().toString(), owner));
    }
    Map<String, ClassSymbol> supertypes = new LinkedHashMap<>(hierarchy.supertypes(receiver));
    hierarchy.supertypes(owner).forEach(supertypes::putIfAbsent);
    List<Entry> applicable = new ArrayList<>();
    for (Entry entry : named) {
      ClassSymbol type = supertypes.get(entry.line().subject().type());
      if (type != null && overloads.areMeant(method, type, entry.line())) {
        applicable.add(entry);
      }
    }
    addTypeEffects(method, supertypes, applicable);
    return best(applicable, supertypes);
  }

  /**
   * Facts about the effect of a whole type hold for the methods that the type declares or inherits;
   * that it blocks, for those that somebody else implements, in the type and below it.
   */
  private void addTypeEffects(
      MethodSymbol method, Map<String, ClassSymbol> supertypes, List<Entry> applicable) {
    String owner = method.owner.flatName().toString();
    boolean waits = !AsynchronousTypes.isAny(method.getReturnType(), hierarchy);
    boolean isAbstract =
        method.getModifiers().contains(Modifier.ABSTRACT)
            && (method.owner.flags() & Flags.ANNOTATION) == 0;
    for (Map.Entry<String, ClassSymbol> supertype : supertypes.entrySet()) {
      boolean isInherited = hierarchy.supertypes(supertype.getValue()).containsKey(owner);
      // A default method of the type itself is there for its implementations to override.
      boolean isProxied =
          waits && (isAbstract || (method.isDefault() && owner.equals(supertype.getKey())));
      for (Entry entry : types.getOrDefault(supertype.getKey(), List.of())) {
        Fact fact = entry.line().fact();
        if (fact instanceof Fact.Blocks ? isProxied : fact instanceof Fact.Effect && isInherited) {
          applicable.add(entry);
        }
      }
      if (waits && isAbstract && isInherited) {
        addAnnotationEffects(supertype.getValue(), Fact.Blocks.class, applicable);
      }
    }
    if (waits && isAbstract) {
      addAnnotationEffects(method, Fact.Blocks.class, applicable);
    }
    // A framework runs what carries such an annotation elsewhere: @Async.
    addAnnotationEffects(method, Fact.NonBlocking.class, applicable);
    addAnnotationEffects(method.owner, Fact.NonBlocking.class, applicable);
  }

  private void addAnnotationEffects(
      Symbol carrier, Class<? extends Fact.Effect> sort, List<Entry> applicable) {
    for (Annotations.Carried annotation : Annotations.of(carrier)) {
      String name = annotation.type().flatName().toString();
      for (Entry entry : types.getOrDefault(name, List.of())) {
        if (sort.isInstance(entry.line().fact())) {
          applicable.add(entry);
        }
      }
    }
  }

  private Facts best(List<Entry> applicable, Map<String, ClassSymbol> supertypes) {
    if (applicable.isEmpty()) {
      return Facts.NONE;
    }
    Map<Object, Entry> winners = new LinkedHashMap<>();
    for (Entry entry : applicable) {
      winners.merge(
          entry.line().fact().sort(),
          entry,
          (first, second) -> beats(second, first, supertypes) ? second : first);
    }
    return new Facts(winners.values().stream().map(Entry::line).toList());
  }

  private boolean beats(Entry challenger, Entry holder, Map<String, ClassSymbol> supertypes) {
    if (challenger.layer() != holder.layer()) {
      return challenger.layer() < holder.layer();
    }
    Subject first = challenger.line().subject();
    Subject second = holder.line().subject();
    if (!first.type().equals(second.type())) {
      ClassSymbol firstType = supertypes.get(first.type());
      return firstType != null && hierarchy.supertypes(firstType).containsKey(second.type());
    }
    return specificity(first) > specificity(second);
  }

  private static int specificity(Subject subject) {
    return (subject.sort() == Subject.Sort.MEMBER ? 1 : 0)
        + (subject.parameters().isPresent() ? 1 : 0);
  }
}
