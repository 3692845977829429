package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known at one place of a body: whether a guard has shown that the thread may block,
 * whether the place is reached only once, which values are complete, which variables hold elements
 * of which collections, which arguments would never have led here, which fields are no longer what
 * the caller knew, and which variables are two names for one value. Immutable.
 */
public final class Assumptions {
  /** Nothing is known. */
  public static final Assumptions NONE = of(Set.of());

  /** Which operations count, most first. */
  private enum Counted {
    ALL,
    WAITS,
    NONE
  }

  private final Counted counted;
  private final Set<Reference> complete;
  private final Map<VarSymbol, Reference> collections;
  private final Set<Premise> unless;
  private final Set<Symbol> changed;
  private final Map<VarSymbol, Reference> aliases;

  private Assumptions(
      Counted counted,
      Set<Reference> complete,
      Map<VarSymbol, Reference> collections,
      Set<Premise> unless,
      Set<Symbol> changed,
      Map<VarSymbol, Reference> aliases) {
    this.counted = counted;
    this.complete = Set.copyOf(complete);
    this.collections = Map.copyOf(collections);
    this.unless = Set.copyOf(unless);
    this.changed = Set.copyOf(changed);
    this.aliases = Map.copyOf(aliases);
  }

  static Assumptions of(Set<Reference> complete) {
    return new Assumptions(Counted.ALL, complete, Map.of(), Set.of(), Set.of(), Map.of());
  }

  boolean mayBlock() {
    return counted == Counted.NONE;
  }

  boolean locksCount() {
    return counted == Counted.ALL;
  }

  boolean isComplete(Reference reference) {
    return complete.contains(reference);
  }

  Set<Reference> complete() {
    return complete;
  }

  /** What is complete of that which is read from {@code owner}, as its own methods call it. */
  Set<Reference> completeIn(Reference owner) {
    Set<Reference> result = new HashSet<>();
    for (Reference reference : complete) {
      reference.behind(owner).filter(Reference::isMember).ifPresent(result::add);
    }
    return result;
  }

  /** What would have led elsewhere, had the caller's arguments been so. */
  Set<Premise> unless() {
    return unless;
  }

  /** Whether a part of {@code reference} may have got another value since the method began. */
  boolean isChanged(Reference reference) {
    return reference.path().stream().anyMatch(changed::contains);
  }

  /** The collection that {@code variable} holds an element of. */
  Optional<Reference> collection(VarSymbol variable) {
    return Optional.ofNullable(collections.get(variable));
  }

  Assumptions withComplete(Set<Reference> more) {
    if (complete.containsAll(more)) {
      return this;
    }
    Set<Reference> all = new HashSet<>(complete);
    all.addAll(more);
    aliases.forEach(
        (alias, value) -> {
          if (more.contains(value)) {
            all.add(Reference.of(alias));
          } else if (more.contains(Reference.of(alias))) {
            all.add(value);
          }
        });
    return new Assumptions(counted, all, collections, unless, changed, aliases);
  }

  /**
   * What holds for code that runs later: what is complete stays so, but the thread may be another.
   */
  Assumptions later() {
    Map<VarSymbol, Reference> locals = new HashMap<>(aliases);
    locals.values().removeIf(value -> value.isMember());
    return new Assumptions(Counted.ALL, complete, Map.of(), Set.of(), Set.of(), locals);
  }

  /** Two names for one value, until either gets another one. */
  Assumptions withAlias(VarSymbol alias, Reference value) {
    Map<VarSymbol, Reference> all = new HashMap<>(aliases);
    all.put(alias, value);
    return new Assumptions(counted, complete, collections, unless, changed, all);
  }

  Assumptions withElement(VarSymbol element, Reference collection) {
    Map<VarSymbol, Reference> all = new HashMap<>(collections);
    all.put(element, collection);
    return new Assumptions(counted, complete, all, unless, changed, aliases);
  }

  Assumptions withMayBlock() {
    return new Assumptions(Counted.NONE, complete, collections, unless, changed, aliases);
  }

  /** What holds in code that runs only once. */
  Assumptions withoutLocks() {
    return locksCount()
        ? new Assumptions(Counted.WAITS, complete, collections, unless, changed, aliases)
        : this;
  }

  Assumptions withUnless(Premise premise) {
    Set<Premise> all = new HashSet<>(unless);
    all.add(premise);
    return new Assumptions(counted, complete, collections, all, changed, aliases);
  }

  /** What still holds after {@code variable} has got another value. */
  Assumptions without(Symbol variable) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.removeIf(reference -> reference.path().contains(variable));
    Map<VarSymbol, Reference> elements = new HashMap<>(collections);
    elements.keySet().remove(variable);
    elements.values().removeIf(collection -> collection.path().contains(variable));
    Map<VarSymbol, Reference> names = new HashMap<>(aliases);
    names.keySet().remove(variable);
    names.values().removeIf(value -> value.path().contains(variable));
    Set<Symbol> fields = new HashSet<>(changed);
    if (variable.owner instanceof ClassSymbol) {
      fields.add(variable);
    }
    return new Assumptions(counted, rest, elements, unless, fields, names);
  }

  /** What still holds where {@code reference} names something else. */
  Assumptions without(Reference reference) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.remove(reference);
    return new Assumptions(counted, rest, collections, unless, changed, aliases);
  }

  /** What holds where two paths meet. */
  Assumptions meet(Assumptions other) {
    Set<Reference> both = new HashSet<>(complete);
    both.retainAll(other.complete);
    Map<VarSymbol, Reference> elements = new HashMap<>(collections);
    elements.entrySet().retainAll(other.collections.entrySet());
    Set<Premise> premises = new HashSet<>(unless);
    premises.retainAll(other.unless);
    Map<VarSymbol, Reference> names = new HashMap<>(aliases);
    names.entrySet().retainAll(other.aliases.entrySet());
    Set<Symbol> either = new HashSet<>(changed);
    either.addAll(other.changed);
    Counted more = counted.compareTo(other.counted) < 0 ? counted : other.counted;
    return new Assumptions(more, both, elements, premises, either, names);
  }
}
