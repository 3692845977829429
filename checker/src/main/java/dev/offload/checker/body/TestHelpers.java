package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Fact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.ElementKind;

/**
 * What calls of helpers prove by returning: {@code boolean isReady(Future<?> future) { return
 * future.isDone(); }}, or a method that throws unless its argument is complete.
 */
final class TestHelpers {
  private static final int MOST_HOPS = 5;

  /** Helpers are small: longer methods are not read to find out what they prove. */
  private static final int MOST_STATEMENTS = 10;

  /** The same for methods that do not throw themselves. */
  private static final int MOST_STATEMENTS_WITHOUT_THROW = 3;

  /** A method, and what it returned if that matters. */
  private record Key(MethodSymbol method, Optional<Boolean> result) {}

  private final Proofs proofs;
  private final Completion completion;
  private final Sources sources;
  private final ClassFileBodies classFiles;
  private final Function<MethodTree, List<Exit>> exits;
  private final Map<Key, Assumptions> known = new HashMap<>();
  private int hops;

  TestHelpers(
      Proofs proofs,
      Completion completion,
      Sources sources,
      ClassFileBodies classFiles,
      Function<MethodTree, List<Exit>> exits) {
    this.proofs = proofs;
    this.completion = completion;
    this.sources = sources;
    this.classFiles = classFiles;
    this.exits = exits;
  }

  /**
   * What holds where {@code call} has returned.
   *
   * @param result what it returned, if that matters
   */
  Assumptions assume(Assumptions now, MethodInvocationTree call, Optional<Boolean> result) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (!sources.contains(method)) {
      return assume(now, call, classFiles.helpers().outcome(method, result));
    }
    Optional<UnitIndex.Method> helper =
        sources.method(method).filter(found -> isHelper(found.tree().getBody(), result));
    if (helper.isEmpty()) {
      return now;
    }
    Assumptions within = within(new Key(method, result), helper.get().tree());
    Assumptions after = within.mayBlock() ? now.withMayBlock() : now;
    return after.withComplete(translate(within.complete(), call, helper.get(), sources));
  }

  private static boolean isHelper(BlockTree body, Optional<Boolean> result) {
    if (body == null || body.getStatements().size() > MOST_STATEMENTS) {
      return false;
    }
    return result.isPresent()
        || body.getStatements().size() <= MOST_STATEMENTS_WITHOUT_THROW
        || ControlFlow.mayThrow(body);
  }

  /** What is known in a method wherever it returns. */
  private Assumptions within(Key key, MethodTree method) {
    Assumptions remembered = known.get(key);
    if (remembered != null) {
      return remembered;
    }
    if (hops >= MOST_HOPS) {
      return Assumptions.NONE;
    }
    // A method that calls itself proves nothing by that.
    known.put(key, Assumptions.NONE);
    hops++;
    try {
      Assumptions found =
          exits.apply(method).stream()
              .flatMap(exit -> known(exit, key.result()).stream())
              .reduce(Assumptions::meet)
              .orElse(Assumptions.NONE);
      known.put(key, found);
      return found;
    } finally {
      hops--;
    }
  }

  /** What is known at an exit; empty if it returns something else than {@code result}. */
  private Optional<Assumptions> known(Exit exit, Optional<Boolean> result) {
    if (result.isEmpty() || exit.value().isEmpty()) {
      return Optional.of(exit.known());
    }
    ExpressionTree value = exit.value().get();
    Boolean constant = ASTHelpers.constValue(Values.strip(value), Boolean.class);
    return constant != null && !constant.equals(result.get())
        ? Optional.empty()
        : Optional.of(proofs.assume(exit.known(), value, result.get()));
  }

  private Assumptions assume(Assumptions now, MethodInvocationTree call, Outcome outcome) {
    Assumptions result = outcome.mayBlock() ? now.withMayBlock() : now;
    for (Part part : outcome.complete()) {
      result = result.withComplete(named(part, CallSite.of(call)));
    }
    return result;
  }

  /** What the caller calls a part of what it calls a method with, and what is complete with it. */
  private Set<Reference> named(Part part, CallSite site) {
    Optional<ExpressionTree> given = site.operand(part.parameter());
    boolean isOwn = part.parameter() == Fact.THIS && given.isEmpty();
    if (part.rest().equals(Reference.SELF)) {
      return isOwn ? Set.of(Reference.SELF) : given.map(completion::completeWith).orElse(Set.of());
    }
    Optional<Reference> start = isOwn ? Optional.of(Reference.SELF) : given.flatMap(Reference::of);
    return start.map(owner -> Set.of(owner.then(part.rest()))).orElse(Set.of());
  }

  /**
   * What is complete with the value that a method of this compilation only returns, as its caller
   * calls it.
   */
  static Set<Reference> translated(
      MethodInvocationTree call,
      Sources sources,
      Function<ExpressionTree, Set<Reference>> completeWith) {
    Optional<UnitIndex.Method> helper = sources.method(ASTHelpers.getSymbol(call));
    return helper
        .flatMap(TestHelpers::returned)
        .map(value -> translate(completeWith.apply(value), call, helper.get(), sources))
        .orElse(Set.of());
  }

  /** The value of a method that only returns one. */
  static Optional<ExpressionTree> returned(UnitIndex.Method method) {
    if (method.tree().getBody() == null || method.tree().getBody().getStatements().size() != 1) {
      return Optional.empty();
    }
    StatementTree only = method.tree().getBody().getStatements().get(0);
    return only instanceof ReturnTree result
        ? Optional.ofNullable(result.getExpression())
        : Optional.empty();
  }

  private static Set<Reference> translate(
      Set<Reference> references,
      MethodInvocationTree call,
      UnitIndex.Method helper,
      Sources sources) {
    Set<Reference> result = new HashSet<>();
    for (Reference reference : references) {
      translate(reference, call, helper, sources).ifPresent(result::add);
    }
    return result;
  }

  /** What the caller calls that which the helper calls {@code reference}. */
  private static Optional<Reference> translate(
      Reference reference, MethodInvocationTree call, UnitIndex.Method helper, Sources sources) {
    if (reference.equals(Reference.SELF)) {
      ExpressionTree owner = ASTHelpers.getReceiver(call);
      return owner == null ? Optional.of(reference) : Reference.of(owner);
    }
    Symbol first = reference.path().get(0);
    if (first instanceof VarSymbol variable && variable.getKind() == ElementKind.PARAMETER) {
      List<? extends VariableTree> parameters = helper.tree().getParameters();
      for (int i = 0; i < parameters.size() && i < call.getArguments().size(); i++) {
        if (variable.equals(ASTHelpers.getSymbol(parameters.get(i)))
            && !sources.isReassigned(variable)) {
          return Reference.of(call.getArguments().get(i))
              .flatMap(argument -> reference.behind(Reference.of(variable)).map(argument::then));
        }
      }
      return Optional.empty();
    }
    if (!reference.isMember()) {
      return Optional.empty();
    }
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    boolean isOwn = receiver == null || receiver.toString().equals("this") || first.isStatic();
    if (isOwn) {
      return Optional.of(reference);
    }
    return Reference.of(receiver).map(owner -> owner.then(reference));
  }
}
