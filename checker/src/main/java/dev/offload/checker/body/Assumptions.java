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
 * What is known at one place of a body: whether a guard has shown that the thread may block, which
 * values are complete, which variables hold elements of which collections, which arguments would
 * never have led here, and which fields are no longer what the caller knew. Immutable.
 */
public final class Assumptions {
  /** Nothing is known. */
  public static final Assumptions NONE = of(Set.of());

  private final boolean mayBlock;
  private final Set<Reference> complete;
  private final Map<VarSymbol, Reference> collections;
  private final Set<Premise> unless;
  private final Set<Symbol> changed;

  private Assumptions(
      boolean mayBlock,
      Set<Reference> complete,
      Map<VarSymbol, Reference> collections,
      Set<Premise> unless,
      Set<Symbol> changed) {
    this.mayBlock = mayBlock;
    this.complete = Set.copyOf(complete);
    this.collections = Map.copyOf(collections);
    this.unless = Set.copyOf(unless);
    this.changed = Set.copyOf(changed);
  }

  static Assumptions of(Set<Reference> complete) {
    return new Assumptions(false, complete, Map.of(), Set.of(), Set.of());
  }

  boolean mayBlock() {
    return mayBlock;
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
    return new Assumptions(mayBlock, all, collections, unless, changed);
  }

  /**
   * What holds for code that runs later: what is complete stays so, but the thread may be another.
   */
  Assumptions later() {
    return of(complete);
  }

  Assumptions withElement(VarSymbol element, Reference collection) {
    Map<VarSymbol, Reference> all = new HashMap<>(collections);
    all.put(element, collection);
    return new Assumptions(mayBlock, complete, all, unless, changed);
  }

  Assumptions withMayBlock() {
    return new Assumptions(true, complete, collections, unless, changed);
  }

  Assumptions withUnless(Premise premise) {
    Set<Premise> all = new HashSet<>(unless);
    all.add(premise);
    return new Assumptions(mayBlock, complete, collections, all, changed);
  }

  /** What still holds after {@code variable} has got another value. */
  Assumptions without(Symbol variable) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.removeIf(reference -> reference.path().contains(variable));
    Map<VarSymbol, Reference> elements = new HashMap<>(collections);
    elements.keySet().remove(variable);
    elements.values().removeIf(collection -> collection.path().contains(variable));
    Set<Symbol> fields = new HashSet<>(changed);
    if (variable.owner instanceof ClassSymbol) {
      fields.add(variable);
    }
    return new Assumptions(mayBlock, rest, elements, unless, fields);
  }

  /** What still holds where {@code reference} names something else. */
  Assumptions without(Reference reference) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.remove(reference);
    return new Assumptions(mayBlock, rest, collections, unless, changed);
  }

  /** What holds where two paths meet. */
  Assumptions meet(Assumptions other) {
    Set<Reference> both = new HashSet<>(complete);
    both.retainAll(other.complete);
    Map<VarSymbol, Reference> elements = new HashMap<>(collections);
    elements.entrySet().retainAll(other.collections.entrySet());
    Set<Premise> premises = new HashSet<>(unless);
    premises.retainAll(other.unless);
    Set<Symbol> either = new HashSet<>(changed);
    either.addAll(other.changed);
    return new Assumptions(mayBlock && other.mayBlock, both, elements, premises, either);
  }
}
