package dev.offload.checker.context;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.offload.checker.body.Executors;
import dev.offload.checker.body.Sources;
import dev.offload.checker.model.AsynchronousTypes;
import dev.offload.checker.model.Fact;
import dev.offload.checker.model.Facts;
import dev.offload.checker.model.Hierarchy;
import dev.offload.checker.model.ModelIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;

/**
 * Where an operator of a reactive chain runs: after the nearest thing before it that changes
 * threads, else where the chain is subscribed.
 */
final class OperatorChain {
  private static final int MOST_LOCALS = 5;

  private final ModelIndex models;
  private final Executors executors;
  private final Sources sources;
  private final Hierarchy hierarchy;

  OperatorChain(ModelIndex models, Executors executors, Sources sources, Hierarchy hierarchy) {
    this.models = models;
    this.executors = executors;
    this.sources = sources;
    this.hierarchy = hierarchy;
  }

  /** The threads on which the functions of {@code call} run; empty if the chain does not say. */
  Optional<ExecutionContext> context(TreePath call, String role) {
    List<MethodInvocationTree> before = before((MethodInvocationTree) call.getLeaf());
    for (MethodInvocationTree step : before) {
      Optional<Fact.Schedules> schedules = schedules(step);
      if (schedules.filter(OperatorChain::changesThread).isPresent()) {
        return Optional.of(downstream(step, schedules.get(), role));
      }
    }
    List<MethodInvocationTree> all = new ArrayList<>(after(call, 0));
    Collections.reverse(all);
    all.addAll(before);
    // The subscription goes up the chain: the subscribeOn nearest to the source is the last to move
    // it.
    for (int i = all.size() - 1; i >= 0; i--) {
      MethodInvocationTree step = all.get(i);
      Optional<Fact.Schedules> schedules = schedules(step);
      if (schedules.isPresent() && schedules.get() instanceof Fact.SchedulesUpstream upstream) {
        return Optional.of(onScheduler(step, upstream.scheduler(), role));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the chain that {@code call} is part of is an argument of something other than a stage
   * of a chain: whoever gets it may subscribe to it anywhere.
   */
  boolean isHandedOver(TreePath call) {
    TreePath end = end(call);
    Tree parent = end.getParentPath().getLeaf();
    return parent instanceof MethodInvocationTree receiver
        && receiver.getArguments().contains(end.getLeaf())
        && ASTHelpers.getSymbol(receiver) != null
        && !AsynchronousTypes.isAny(ASTHelpers.getSymbol(receiver).owner.type, hierarchy);
  }

  /** The last call of the expression that {@code call} begins. */
  private static TreePath end(TreePath call) {
    TreePath current = call;
    while (next(current).isPresent()) {
      current = next(current).get();
    }
    return current;
  }

  /** The call that is made on the result of {@code call} in the same expression. */
  private static Optional<TreePath> next(TreePath call) {
    return call.getParentPath() != null
            && call.getParentPath().getLeaf() instanceof MemberSelectTree select
            && select.getExpression() == call.getLeaf()
            && call.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree step
            && step.getMethodSelect() == select
        ? Optional.of(call.getParentPath().getParentPath())
        : Optional.empty();
  }

  /** Where the last call of the chain says that it runs, wherever {@code call} stands in it. */
  Optional<Fact.Place> lastPlace(TreePath call) {
    List<MethodInvocationTree> all = new ArrayList<>(after(call, 0));
    Collections.reverse(all);
    all.add((MethodInvocationTree) call.getLeaf());
    all.addAll(before((MethodInvocationTree) call.getLeaf()));
    return all.stream()
        .flatMap(step -> schedules(step).stream())
        .filter(Fact.SchedulesDownstreamAt.class::isInstance)
        .map(schedules -> ((Fact.SchedulesDownstreamAt) schedules).place())
        .findFirst();
  }

  private static boolean changesThread(Fact.Schedules schedules) {
    return !(schedules instanceof Fact.SchedulesUpstream)
        && !schedules.equals(new Fact.SchedulesDownstreamAt(Fact.Place.CALLER));
  }

  /**
   * Whether {@code call} is known to run on the very thread that the code around it runs on: its
   * chain begins with a source that emits where it is subscribed, and ends in a wait, or is
   * subscribed by code that may block.
   */
  boolean runsOnSubscriber(TreePath call, boolean isSubscribedByWorker) {
    boolean isCold =
        before((MethodInvocationTree) call.getLeaf()).stream()
            .anyMatch(
                step ->
                    schedules(step)
                        .filter(new Fact.SchedulesDownstreamAt(Fact.Place.CALLER)::equals)
                        .isPresent());
    return isCold
        && (isSubscribedByWorker
            || after(call, 0).stream()
                .anyMatch(
                    step ->
                        facts(step).get(Fact.Effect.class).orElse(null) instanceof Fact.Blocks));
  }

  /** The step right before {@code call} if it moves to threads of its own, such as a timer's. */
  Optional<MethodInvocationTree> hopBefore(MethodInvocationTree call) {
    return ASTHelpers.getReceiver(call) instanceof MethodInvocationTree previous
            && schedules(previous)
                .filter(Fact.SchedulesDownstreamAt.class::isInstance)
                .filter(OperatorChain::changesThread)
                .isPresent()
        ? Optional.of(previous)
        : Optional.empty();
  }

  private ExecutionContext downstream(
      MethodInvocationTree step, Fact.Schedules schedules, String role) {
    if (schedules instanceof Fact.SchedulesDownstream on) {
      return onScheduler(step, on.scheduler(), role);
    }
    Fact.Place place = ((Fact.SchedulesDownstreamAt) schedules).place();
    return Places.context(place, facts(step).framework(schedules), role, "emits");
  }

  private ExecutionContext onScheduler(MethodInvocationTree step, int operand, String role) {
    if (operand < 0 || operand >= step.getArguments().size()) {
      return ExecutionContext.UNKNOWN;
    }
    ExpressionTree scheduler = step.getArguments().get(operand);
    return executors
        .of(scheduler)
        .map(threads -> Places.context(threads.place(), threads.framework(), role, "emits"))
        .orElse(ExecutionContext.UNKNOWN);
  }

  /**
   * The calls on whose results {@code call} is made, nearest first, also through final locals and
   * fields, the constructor that sets a field, and methods of this compilation.
   */
  List<MethodInvocationTree> before(MethodInvocationTree call) {
    List<MethodInvocationTree> result = new ArrayList<>();
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    while (receiver != null && result.size() < 1_000) {
      if (receiver instanceof MethodInvocationTree step) {
        result.add(step);
        receiver = source(step);
      } else if (ASTHelpers.getSymbol(receiver) instanceof VarSymbol variable) {
        receiver =
            sources
                .onlyValue(variable)
                .or(() -> sources.onlyConstructorArgument(variable))
                .orElse(null);
      } else {
        receiver = null;
      }
    }
    return result;
  }

  /** What comes before a step: of a method of this compilation, what that returns. */
  private ExpressionTree source(MethodInvocationTree step) {
    ExpressionTree receiver = ASTHelpers.getReceiver(step);
    return facts(step).equals(Facts.NONE)
        ? sources.returned(ASTHelpers.getSymbol(step)).orElse(receiver)
        : receiver;
  }

  /**
   * The calls that are made on the result of {@code call}, nearest first: in the same expression,
   * and on a local that holds it.
   */
  private List<MethodInvocationTree> after(TreePath call, int hops) {
    List<MethodInvocationTree> result = new ArrayList<>();
    TreePath current = call;
    for (Optional<TreePath> next = next(call); next.isPresent(); next = next(current)) {
      current = next.get();
      result.add((MethodInvocationTree) current.getLeaf());
    }
    if (hops < MOST_LOCALS
        && current.getParentPath() != null
        && current.getParentPath().getLeaf() instanceof VariableTree local
        && local.getInitializer() == current.getLeaf()) {
      result.addAll(afterLocal(current.getParentPath(), hops));
    }
    return result;
  }

  /** What is done with a local wherever it is used, if each use moves its subscription. */
  private List<MethodInvocationTree> afterLocal(TreePath declaration, int hops) {
    VarSymbol local = ASTHelpers.getSymbol((VariableTree) declaration.getLeaf());
    if (local.getKind() != ElementKind.LOCAL_VARIABLE || sources.onlyValue(local).isEmpty()) {
      return List.of();
    }
    List<List<MethodInvocationTree>> uses = new ArrayList<>();
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        if (local.equals(ASTHelpers.getSymbol(tree))) {
          uses.add(after(getCurrentPath(), hops + 1));
        }
        return null;
      }
    }.scan(declaration.getParentPath(), null);
    return uses.stream().allMatch(this::movesSubscription) && !uses.isEmpty()
        ? uses.get(0)
        : List.of();
  }

  private boolean movesSubscription(List<MethodInvocationTree> steps) {
    return steps.stream()
        .anyMatch(step -> schedules(step).orElse(null) instanceof Fact.SchedulesUpstream);
  }

  private Optional<Fact.Schedules> schedules(MethodInvocationTree step) {
    return facts(step).get(Fact.Schedules.class);
  }

  private Facts facts(MethodInvocationTree step) {
    MethodSymbol method = ASTHelpers.getSymbol(step);
    return models.mentions(method.name)
        ? models.facts(method, ASTHelpers.getReceiverType(step))
        : Facts.NONE;
  }
}
