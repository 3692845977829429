package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import com.sun.tools.javac.util.Names;
import dev.offload.checker.model.Hierarchy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Makes {@link Operation.Call}s out of trees, for calls in the source and for those it implies. */
public final class Calls {
  private final Sources sources;
  private final Completion completion;
  private final Proofs proofs;
  private final Types types;
  private final Names names;
  private final Hierarchy hierarchy;

  Calls(
      Sources sources,
      Completion completion,
      Proofs proofs,
      Types types,
      Names names,
      Hierarchy hierarchy) {
    this.sources = sources;
    this.completion = completion;
    this.proofs = proofs;
    this.types = types;
    this.names = names;
    this.hierarchy = hierarchy;
  }

  Operation.Call of(MethodInvocationTree tree, Assumptions now) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    ExpressionTree receiver = ASTHelpers.getReceiver(tree);
    Type declared = ASTHelpers.getReceiverType(tree);
    Type receiverType = declared == null || method.isStatic() ? method.owner.type : declared;
    Operand receiverOperand =
        method.isStatic()
            ? statics(now)
            : receiver == null ? self(receiverType, now) : operand(receiver, now);
    boolean isSuper =
        receiver instanceof IdentifierTree identifier
            && identifier.getName().contentEquals("super");
    return dispatch(
        Optional.of(tree),
        method,
        receiverType,
        isSuper,
        receiverOperand,
        operands(tree.getArguments(), now));
  }

  private static Operand self(Type type, Assumptions now) {
    return new KnownOperand(
        Optional.of(type),
        now.isComplete(Reference.SELF),
        now.completeIn(Reference.SELF),
        Optional.of(Part.THIS),
        Operand.SELF.itself());
  }

  /** A static method knows static fields only. */
  private static Operand statics(Assumptions now) {
    Set<Reference> complete = new HashSet<>(now.completeIn(Reference.SELF));
    complete.removeIf(reference -> !reference.isStatic());
    return new KnownOperand(
        Optional.empty(), false, complete, Optional.of(Part.THIS), OptionalInt.empty());
  }

  Operation.Call of(NewClassTree tree, Assumptions now) {
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    return new Operation.Call(
        Optional.of(tree),
        constructor,
        constructor.owner.type,
        true,
        Operand.MADE,
        operands(tree.getArguments(), now),
        Set.of());
  }

  /** The superclass constructor that an anonymous class calls. */
  Optional<Operation.Call> superConstructor(NewClassTree tree, Assumptions now) {
    for (Tree member : tree.getClassBody().getMembers()) {
      if (member instanceof MethodTree method
          && method.getReturnType() == null
          && method.getBody() != null
          && !method.getBody().getStatements().isEmpty()
          && method.getBody().getStatements().get(0) instanceof ExpressionStatementTree first
          && first.getExpression() instanceof MethodInvocationTree call) {
        MethodSymbol constructor = ASTHelpers.getSymbol(call);
        return Optional.of(
            new Operation.Call(
                Optional.of(tree),
                constructor,
                constructor.owner.type,
                true,
                Operand.MADE,
                operands(tree.getArguments(), now),
                Set.of()));
      }
    }
    return Optional.empty();
  }

  /**
   * The call that a method reference makes when it is run.
   *
   * @param element whether what {@code Type::method} is called on is complete
   * @param part what the caller of the enclosing method knows that as, or as an element of
   */
  Operation.Call of(
      MemberReferenceTree tree, Assumptions now, boolean element, Optional<Part> part) {
    MethodSymbol method = ASTHelpers.getSymbol(tree);
    Type qualifier = ASTHelpers.getType(tree.getQualifierExpression());
    Type receiverType = qualifier == null || method.isStatic() ? method.owner.type : qualifier;
    Operand receiver =
        method.isStatic()
            ? statics(now)
            : ASTHelpers.getSymbol(tree.getQualifierExpression()) instanceof ClassSymbol
                ? new KnownOperand(
                    Optional.of(receiverType), element, Set.of(), part, OptionalInt.empty())
                : operand(tree.getQualifierExpression(), now);
    return dispatch(Optional.of(tree), method, receiverType, false, receiver, List.of());
  }

  /** The call of {@code method} on an object whose class is {@code type}. */
  public Operation.Call of(Tree tree, MethodSymbol method, Type type) {
    return dispatch(Optional.of(tree), method, type, false, Operand.UNKNOWN, List.of());
  }

  /** The calls that a for-each loop makes. */
  List<Operation.Call> iteration(EnhancedForLoopTree tree, Assumptions now) {
    Type iterable = ASTHelpers.getType(tree.getExpression());
    List<Operation.Call> result = new ArrayList<>();
    if (iterable == null || iterable.hasTag(TypeTag.ARRAY)) {
      return result;
    }
    find(iterable, "iterator")
        .ifPresent(
            iterator -> {
              Tree at = tree.getExpression();
              result.add(implied(at, iterator, iterable, operand(tree.getExpression(), now)));
              Type iteratorType =
                  types.erasure(types.memberType(iterable, iterator).getReturnType());
              for (String step : List.of("hasNext", "next")) {
                find(iteratorType, step)
                    .ifPresent(
                        method -> result.add(implied(at, method, iteratorType, Operand.UNKNOWN)));
              }
            });
    return result;
  }

  /** The {@code close()} at the end of a try-with-resources statement. */
  Optional<Operation.Call> close(Tree resource, Assumptions now) {
    Type type = ASTHelpers.getType(resource);
    Operand operand =
        resource instanceof VariableTree variable
            ? variable.getInitializer() == null
                ? Operand.UNKNOWN
                : operand(variable.getInitializer(), now)
            : operand((ExpressionTree) resource, now);
    return type == null
        ? Optional.empty()
        : find(type, "close").map(close -> implied(resource, close, type, operand));
  }

  private Operation.Call implied(Tree tree, MethodSymbol method, Type type, Operand receiver) {
    return dispatch(Optional.of(tree), method, type, false, receiver, List.of());
  }

  private Optional<MethodSymbol> find(Type type, String name) {
    if (!(types.erasure(type).tsym instanceof ClassSymbol symbol)) {
      return Optional.empty();
    }
    for (ClassSymbol supertype : hierarchy.supertypes(symbol).values()) {
      for (Symbol member : supertype.members().getSymbolsByName(names.fromString(name))) {
        // A bridge only leads to the method that has the narrower result.
        if (member instanceof MethodSymbol method
            && method.type.getParameterTypes().isEmpty()
            && (method.flags() & Flags.BRIDGE) == 0) {
          return Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the method that really runs, where the receiver's class is known or nobody can override.
   */
  private Operation.Call dispatch(
      Optional<Tree> tree,
      MethodSymbol method,
      Type receiverType,
      boolean isSuper,
      Operand receiver,
      List<Operand> arguments) {
    boolean isExact =
        isSuper
            || method.isConstructor()
            || method.isStatic()
            || method.getModifiers().contains(Modifier.PRIVATE)
            || method.getModifiers().contains(Modifier.FINAL);
    if (isExact) {
      return new Operation.Call(tree, method, receiverType, true, receiver, arguments, Set.of());
    }
    Optional<Type> created = receiver.created();
    Type type = created.orElse(receiverType);
    boolean isKnown = created.isPresent() || type.tsym.getModifiers().contains(Modifier.FINAL);
    MethodSymbol implementation =
        type.tsym instanceof ClassSymbol symbol ? method.implementation(symbol, types, true) : null;
    return implementation == null
        ? new Operation.Call(tree, method, receiverType, false, receiver, arguments, Set.of())
        : new Operation.Call(tree, implementation, type, isKnown, receiver, arguments, Set.of());
  }

  private List<Operand> operands(List<? extends ExpressionTree> expressions, Assumptions now) {
    List<Operand> result = new ArrayList<>();
    for (ExpressionTree expression : expressions) {
      result.add(operand(expression, now));
    }
    return result;
  }

  Operand operand(ExpressionTree expression, Assumptions now) {
    return new TreeOperand(Values.strip(expression), now, sources, completion, proofs, this);
  }

  /** An operand that no expression stands for. */
  private record KnownOperand(
      Optional<Type> type,
      boolean isComplete,
      Set<Reference> completeParts,
      Optional<Part> part,
      OptionalInt itself)
      implements Operand {}
}
