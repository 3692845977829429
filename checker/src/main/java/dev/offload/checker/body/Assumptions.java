package dev.offload.checker.body;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known at one place of a body: whether a guard has shown that the thread may block, which
 * values are complete, which variables hold elements of which collections, and which arguments
 * would never have led here. Immutable.
 */
public final class Assumptions {
  /** Nothing is known. */
  public static final Assumptions NONE = of(Set.of());

  private final boolean mayBlock;
  private final Set<Reference> complete;
  private final Map<VarSymbol, VarSymbol> collections;
  private final Set<Premise> unless;

  private Assumptions(
      boolean mayBlock,
      Set<Reference> complete,
      Map<VarSymbol, VarSymbol> collections,
      Set<Premise> unless) {
    this.mayBlock = mayBlock;
    this.complete = Set.copyOf(complete);
    this.collections = Map.copyOf(collections);
    this.unless = Set.copyOf(unless);
  }

  static Assumptions of(Set<Reference> complete) {
    return new Assumptions(false, complete, Map.of(), Set.of());
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

  /** What would have led elsewhere, had the caller's arguments been so. */
  Set<Premise> unless() {
    return unless;
  }

  /** The collection that {@code variable} holds an element of. */
  Optional<VarSymbol> collection(VarSymbol variable) {
    return Optional.ofNullable(collections.get(variable));
  }

  Assumptions withComplete(Set<Reference> more) {
    if (complete.containsAll(more)) {
      return this;
    }
    Set<Reference> all = new HashSet<>(complete);
    all.addAll(more);
    return new Assumptions(mayBlock, all, collections, unless);
  }

  /**
   * What holds for code that runs later: what is complete stays so, but the thread may be another.
   */
  Assumptions later() {
    return new Assumptions(false, complete, Map.of(), Set.of());
  }

  Assumptions withElement(VarSymbol element, VarSymbol collection) {
    Map<VarSymbol, VarSymbol> all = new HashMap<>(collections);
    all.put(element, collection);
    return new Assumptions(mayBlock, complete, all, unless);
  }

  Assumptions withMayBlock() {
    return new Assumptions(true, complete, collections, unless);
  }

  Assumptions withUnless(Premise premise) {
    Set<Premise> all = new HashSet<>(unless);
    all.add(premise);
    return new Assumptions(mayBlock, complete, collections, all);
  }

  /** What still holds after {@code variable} has got another value. */
  Assumptions without(Symbol variable) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.removeIf(reference -> reference.path().contains(variable));
    Map<VarSymbol, VarSymbol> elements = new HashMap<>(collections);
    elements.keySet().remove(variable);
    elements.values().remove(variable);
    return new Assumptions(mayBlock, rest, elements, unless);
  }

  /** What still holds where {@code reference} names something else. */
  Assumptions without(Reference reference) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.remove(reference);
    return new Assumptions(mayBlock, rest, collections, unless);
  }

  /** What holds where two paths meet. */
  Assumptions meet(Assumptions other) {
    Set<Reference> both = new HashSet<>(complete);
    both.retainAll(other.complete);
    Map<VarSymbol, VarSymbol> elements = new HashMap<>(collections);
    elements.entrySet().retainAll(other.collections.entrySet());
    Set<Premise> premises = new HashSet<>(unless);
    premises.retainAll(other.unless);
    return new Assumptions(mayBlock && other.mayBlock, both, elements, premises);
  }
}
