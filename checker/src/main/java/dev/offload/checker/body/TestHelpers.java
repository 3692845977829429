package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.ElementKind;

/**
 * Looks into methods of this compilation that only return the value of a test: {@code boolean
 * isReady(Future<?> future) { return future.isDone(); }}.
 */
final class TestHelpers {
  private static final int MOST_HOPS = 5;

  private final Proofs proofs;
  private final Completion completion;
  private final Sources sources;
  private final ClassFileBodies classFiles;
  private int hops;

  TestHelpers(Proofs proofs, Completion completion, Sources sources, ClassFileBodies classFiles) {
    this.proofs = proofs;
    this.completion = completion;
    this.sources = sources;
    this.classFiles = classFiles;
  }

  /** What holds where {@code call} has returned {@code truth}. */
  Assumptions assume(Assumptions now, MethodInvocationTree call, boolean truth) {
    MethodSymbol method = ASTHelpers.getSymbol(call);
    if (!sources.contains(method)) {
      return assumeClassFile(now, call, truth);
    }
    Optional<UnitIndex.Method> helper = sources.method(method);
    return helper
        .flatMap(TestHelpers::returned)
        .map(test -> assumeWithin(now, call, helper.get(), test, truth))
        .orElse(now);
  }

  /** What holds after a call of a method that begins with {@code if (..) throw}. */
  Assumptions assumeReturned(Assumptions now, MethodInvocationTree call) {
    Optional<UnitIndex.Method> helper = sources.method(ASTHelpers.getSymbol(call));
    return helper
        .flatMap(TestHelpers::refused)
        .map(test -> assumeWithin(now, call, helper.get(), test, false))
        .orElse(now);
  }

  private Assumptions assumeWithin(
      Assumptions now,
      MethodInvocationTree call,
      UnitIndex.Method helper,
      ExpressionTree test,
      boolean truth) {
    if (hops >= MOST_HOPS) {
      return now;
    }
    hops++;
    try {
      Assumptions within = proofs.assume(Assumptions.NONE, test, truth);
      Assumptions result = within.mayBlock() ? now.withMayBlock() : now;
      return result.withComplete(translate(within.complete(), call, helper));
    } finally {
      hops--;
    }
  }

  private Assumptions assumeClassFile(Assumptions now, MethodInvocationTree call, boolean truth) {
    Optional<ClassFileBodies.Returned> test = classFiles.returned(ASTHelpers.getSymbol(call));
    if (test.isEmpty()) {
      return now;
    }
    Facts facts = test.get().facts();
    if (facts.get(Fact.Guard.class).filter(guard -> guard.mayBlock() == truth).isPresent()) {
      return now.withMayBlock();
    }
    OptionalInt parameter = test.get().receiver();
    boolean isDone = truth && facts.get(Fact.Done.class).isPresent() && parameter.isPresent();
    return isDone
        ? CallSite.of(call)
            .operand(parameter.getAsInt())
            .map(completion::completeWith)
            .map(now::withComplete)
            .orElse(now)
        : now;
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
        .map(value -> translate(completeWith.apply(value), call, helper.get()))
        .orElse(Set.of());
  }

  private static Optional<ExpressionTree> refused(UnitIndex.Method method) {
    return method.tree().getBody() != null
            && !method.tree().getBody().getStatements().isEmpty()
            && method.tree().getBody().getStatements().get(0) instanceof IfTree test
            && test.getElseStatement() == null
            && ControlFlow.throwsAtItsEnd(test.getThenStatement())
        ? Optional.of(test.getCondition())
        : Optional.empty();
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
      Set<Reference> references, MethodInvocationTree call, UnitIndex.Method helper) {
    Set<Reference> result = new HashSet<>();
    for (Reference reference : references) {
      translate(reference, call, helper).ifPresent(result::add);
    }
    return result;
  }

  /** What the caller calls that which the helper calls {@code reference}. */
  private static Optional<Reference> translate(
      Reference reference, MethodInvocationTree call, UnitIndex.Method helper) {
    if (reference.equals(Reference.SELF)) {
      ExpressionTree owner = ASTHelpers.getReceiver(call);
      return owner == null ? Optional.of(reference) : Reference.of(owner);
    }
    Symbol first = reference.path().get(0);
    if (first instanceof VarSymbol variable && variable.getKind() == ElementKind.PARAMETER) {
      List<? extends VariableTree> parameters = helper.tree().getParameters();
      for (int i = 0; i < parameters.size() && i < call.getArguments().size(); i++) {
        if (variable.equals(ASTHelpers.getSymbol(parameters.get(i)))) {
          return Reference.of(call.getArguments().get(i))
              .map(
                  argument -> join(argument, reference.path().subList(1, reference.path().size())));
        }
      }
      return Optional.empty();
    }
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    boolean isOwn = receiver == null || receiver.toString().equals("this") || first.isStatic();
    if (isOwn) {
      return Optional.of(reference);
    }
    return first instanceof VarSymbol || first instanceof MethodSymbol
        ? Reference.of(receiver).map(owner -> join(owner, reference.path()))
        : Optional.empty();
  }

  private static Reference join(Reference first, List<Symbol> rest) {
    List<Symbol> path = new ArrayList<>(first.path());
    path.addAll(rest);
    return new Reference(List.copyOf(path));
  }
}
