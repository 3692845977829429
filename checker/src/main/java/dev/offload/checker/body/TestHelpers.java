package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;

/**
 * Looks into methods of this compilation that only return the value of a test: {@code boolean
 * isReady(Future<?> future) { return future.isDone(); }}.
 */
final class TestHelpers {
  private static final int MOST_HOPS = 5;

  private final Proofs proofs;
  private final Sources sources;
  private int hops;

  TestHelpers(Proofs proofs, Sources sources) {
    this.proofs = proofs;
    this.sources = sources;
  }

  /** What holds where {@code call} has returned {@code truth}. */
  Assumptions assume(Assumptions now, MethodInvocationTree call, boolean truth) {
    Optional<UnitIndex.Method> helper =
        hops < MOST_HOPS ? sources.method(ASTHelpers.getSymbol(call)) : Optional.empty();
    Optional<ExpressionTree> test = helper.flatMap(TestHelpers::returned);
    if (test.isEmpty()) {
      return now;
    }
    hops++;
    try {
      Assumptions within = proofs.assume(Assumptions.NONE, test.get(), truth);
      Assumptions result = within.mayBlock() ? now.withMayBlock() : now;
      Set<Reference> complete = new HashSet<>();
      for (Reference reference : within.complete()) {
        translate(reference, call, helper.get()).ifPresent(complete::add);
      }
      return result.withComplete(complete);
    } finally {
      hops--;
    }
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

  /** What the caller calls that which the helper calls {@code reference}. */
  private static Optional<Reference> translate(
      Reference reference, MethodInvocationTree call, UnitIndex.Method helper) {
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
