package dev.offload.checker.body;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.ModelIndex;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known at one place of a body: whether a guard has shown that the thread may block, and
 * which values are complete. Immutable.
 */
final class Assumptions {
  private final boolean mayBlock;
  private final Set<Reference> complete;

  private Assumptions(boolean mayBlock, Set<Reference> complete) {
    this.mayBlock = mayBlock;
    this.complete = Set.copyOf(complete);
  }

  static Assumptions of(Set<Reference> complete) {
    return new Assumptions(false, complete);
  }

  boolean mayBlock() {
    return mayBlock;
  }

  boolean isComplete(Reference reference) {
    return complete.contains(reference);
  }

  Assumptions withComplete(Set<Reference> more) {
    if (complete.containsAll(more)) {
      return this;
    }
    Set<Reference> all = new HashSet<>(complete);
    all.addAll(more);
    return new Assumptions(mayBlock, all);
  }

  /** What still holds after {@code variable} has got another value. */
  Assumptions without(Symbol variable) {
    Set<Reference> rest = new HashSet<>(complete);
    rest.removeIf(reference -> reference.path().contains(variable));
    return new Assumptions(mayBlock, rest);
  }

  /** What holds where two paths meet. */
  Assumptions meet(Assumptions other) {
    Set<Reference> both = new HashSet<>(complete);
    both.retainAll(other.complete);
    return new Assumptions(mayBlock && other.mayBlock, both);
  }

  private Assumptions withMayBlock() {
    return new Assumptions(true, complete);
  }

  /** Derives assumptions from conditions and values, with the models' help. */
  static final class Deriver {
    private final ModelIndex models;
    private final Sources sources;

    Deriver(ModelIndex models, Sources sources) {
      this.models = models;
      this.sources = sources;
    }

    /** What holds where {@code condition} has the value {@code truth}. */
    Assumptions assume(Assumptions now, ExpressionTree condition, boolean truth) {
      ExpressionTree test = Reference.strip(condition);
      return switch (test.getKind()) {
        case LOGICAL_COMPLEMENT -> assume(now, ((UnaryTree) test).getExpression(), !truth);
        case CONDITIONAL_AND -> truth ? assumeBoth(now, (BinaryTree) test, true) : now;
        case CONDITIONAL_OR -> truth ? now : assumeBoth(now, (BinaryTree) test, false);
        case METHOD_INVOCATION -> assumeCall(now, (MethodInvocationTree) test, truth);
        case IDENTIFIER, MEMBER_SELECT -> assumeVariable(now, test, truth);
        default -> now;
      };
    }

    private Assumptions assumeBoth(Assumptions now, BinaryTree test, boolean truth) {
      return assume(assume(now, test.getLeftOperand(), truth), test.getRightOperand(), truth);
    }

    /** A boolean that was set once holds what its test said. */
    private Assumptions assumeVariable(Assumptions now, ExpressionTree test, boolean truth) {
      return ASTHelpers.getSymbol(test) instanceof VarSymbol variable
          ? sources
              .onlyValue(variable)
              .filter(value -> !(Reference.strip(value) instanceof IdentifierTree))
              .map(value -> assume(now, value, truth))
              .orElse(now)
          : now;
    }

    private Assumptions assumeCall(Assumptions now, MethodInvocationTree call, boolean truth) {
      MethodSymbol method = ASTHelpers.getSymbol(call);
      if (!models.mentions(method.name)) {
        return now;
      }
      Facts facts = models.facts(method, ASTHelpers.getReceiverType(call));
      Optional<Fact.Guard> guard = facts.get(Fact.Guard.class);
      if (guard.isPresent() && guard.get().mayBlock() == truth) {
        return now.withMayBlock();
      }
      if (truth && facts.get(Fact.Done.class).isPresent()) {
        ExpressionTree receiver = ASTHelpers.getReceiver(call);
        return receiver == null ? now : now.withComplete(completeWith(receiver));
      }
      return now;
    }

    /** Everything that is complete when {@code value} is. */
    Set<Reference> completeWith(ExpressionTree value) {
      Set<Reference> result = new HashSet<>();
      addCompleteWith(Reference.strip(value), result);
      return result;
    }

    private void addCompleteWith(ExpressionTree value, Set<Reference> result) {
      Reference.of(value).ifPresent(result::add);
      if (value instanceof MethodInvocationTree call) {
        MethodSymbol method = ASTHelpers.getSymbol(call);
        for (int operand : models.facts(method, ASTHelpers.getReceiverType(call)).completeAfter()) {
          boolean isVariable =
              method.isVarArgs() && operand == method.type.getParameterTypes().size() - 1;
          call.getArguments().stream()
              .skip(operand)
              .limit(isVariable ? Long.MAX_VALUE : 1)
              .forEach(argument -> addMembers(argument, result));
        }
      } else if (ASTHelpers.getSymbol(value) instanceof VarSymbol variable) {
        sources
            .onlyValue(variable)
            .map(Reference::strip)
            .filter(MethodInvocationTree.class::isInstance)
            .ifPresent(known -> addCompleteWith(known, result));
      }
    }

    /** The futures that an argument of {@code allOf} names, or the collections that hold them. */
    private static void addMembers(ExpressionTree argument, Set<Reference> result) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitIdentifier(IdentifierTree tree, Void unused) {
          return add(tree);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
          add(tree);
          return super.visitMemberSelect(tree, null);
        }

        private Void add(ExpressionTree tree) {
          if (ASTHelpers.getSymbol(tree) instanceof VarSymbol) {
            Reference.of(tree).ifPresent(result::add);
          }
          return null;
        }
      }.scan(argument, null);
    }

    /** Whether waiting for {@code value} cannot wait. */
    boolean isComplete(Assumptions now, ExpressionTree value) {
      ExpressionTree expression = Reference.strip(value);
      if (Reference.of(expression).filter(now::isComplete).isPresent()) {
        return true;
      }
      if (expression instanceof ArrayAccessTree access) {
        return isComplete(now, access.getExpression());
      }
      if (expression instanceof MethodInvocationTree call) {
        return isCompleteCall(now, call);
      }
      return ASTHelpers.getSymbol(expression) instanceof VarSymbol variable
          && sources
              .onlyValue(variable)
              .map(Reference::strip)
              .filter(MethodInvocationTree.class::isInstance)
              .filter(known -> isCompleteCall(now, (MethodInvocationTree) known))
              .isPresent();
    }

    private boolean isCompleteCall(Assumptions now, MethodInvocationTree call) {
      MethodSymbol method = ASTHelpers.getSymbol(call);
      ExpressionTree receiver = ASTHelpers.getReceiver(call);
      if (models
          .facts(method, ASTHelpers.getReceiverType(call))
          .get(Fact.Complete.class)
          .isPresent()) {
        return true;
      }
      // An element of a collection whose futures are all complete.
      return receiver != null
          && method.owner.packge().fullname.toString().startsWith("java.util")
          && !method.owner.packge().fullname.contentEquals("java.util.concurrent")
          && isComplete(now, receiver);
    }
  }
}
