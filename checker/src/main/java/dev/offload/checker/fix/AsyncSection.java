package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.offload.checker.body.ControlFlow;
import dev.offload.checker.body.Returns;
import dev.offload.checker.body.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A section that is to hold an {@code AsyncLock} instead of a thread's lock: in a method or
 * callback that returns a stage, or a callback that can, and over when the section is.
 *
 * @param function around it
 * @param callback the function, if it does not return a stage yet
 * @param value the local that is declared in front of the section, and set in it
 * @param rest what comes after the section; none if the section does not end normally
 */
record AsyncSection(
    LockedSection section,
    TreePath function,
    Optional<ValueCallback> callback,
    Optional<VariableTree> value,
    List<? extends StatementTree> rest) {
  private static final Set<String> STAGES =
      Set.of("java.util.concurrent.CompletableFuture", StageCall.STAGE);

  /** Callbacks whose stage nobody gets before it is complete. */
  private static final Set<String> COMPOSING = Set.of("thenCompose", "exceptionallyCompose");

  static AsyncSection of(LockedSection section, Site site) {
    List<? extends StatementTree> statements =
        section.block().map(BlockTree::getStatements).orElse(List.of());
    int first = statements.indexOf(section.first());
    int next = statements.indexOf(section.last()) + 1;
    Set<VarSymbol> assigned = ControlFlow.assigned(section.body());
    Optional<VariableTree> value =
        first > 0
                && statements.get(first - 1) instanceof VariableTree variable
                && (assigned.contains(ASTHelpers.getSymbol(variable))
                    || !ASTHelpers.isConsideredFinal(ASTHelpers.getSymbol(variable)))
            ? Optional.of(variable)
            : Optional.empty();
    TreePath function = Site.innermostFunction(section.path());
    return new AsyncSection(
        section,
        function,
        ValueCallback.at(function, site),
        value,
        ControlFlow.completesNormally(section.body())
            ? statements.subList(next, statements.size())
            : List.of());
  }

  boolean endsNormally() {
    return ControlFlow.completesNormally(section.body());
  }

  /** Whether its function yields nothing. */
  boolean isVoid() {
    return callback.filter(ValueCallback::isVoid).isPresent();
  }

  /** Where the replaced statements start. */
  Tree first() {
    return value.<Tree>map(each -> each).orElse(section.first());
  }

  /** Whether it is in a method or callback that returns a stage, or in a callback that can. */
  boolean mayYieldStage(Site site) {
    return callback.isPresent() || yieldsStage(site);
  }

  private boolean yieldsStage(Site site) {
    return functionBody() instanceof BlockTree
        && result(site)
            .filter(type -> STAGES.contains(type.tsym.getQualifiedName().toString()))
            .isPresent();
  }

  private Tree functionBody() {
    return function.getLeaf() instanceof MethodTree method
        ? method.getBody()
        : function.getLeaf() instanceof LambdaExpressionTree lambda ? lambda.getBody() : null;
  }

  private Optional<Type> result(Site site) {
    if (function.getLeaf() instanceof MethodTree method) {
      return Optional.ofNullable(method.getReturnType()).map(ASTHelpers::getType);
    }
    return StageCall.around(function, site)
        .filter(call -> COMPOSING.contains(call.name()))
        .map(call -> ASTHelpers.getType(function.getLeaf()))
        .map(type -> site.state().getTypes().findDescriptorType(type).getReturnType());
  }

  private String functionName() {
    return CalledWhileHeld.name(function.getLeaf());
  }

  /** Why whoever runs the section has to wait for its lock. */
  Optional<String> waiting(VarSymbol lock, Site site) {
    if (mayYieldStage(site)) {
      return Optional.empty();
    }
    String taking = functionName() + " takes `" + lock.name + "` as well";
    return Optional.of(
        StageCall.around(function, site)
            .filter(StageCall::isAsync)
            .map(
                call ->
                    taking
                        + " on the threads of "
                        + call.name()
                        + ", which the section would leave; make a stage of the section, with"
                        + " thenApplyAsync")
            .orElse(taking + " and returns no stage, so it has to wait for the lock"));
  }

  /** Why a section in a function that returns a stage must hold a thread's lock. */
  Optional<String> obstacle(VarSymbol lock, Site site) {
    return shape()
        .or(this::around)
        .or(this::ending)
        .or(
            () ->
                callback.flatMap(
                    each -> each.obstacle(section, new SectionRest(this, site).isAll(), site)))
        .or(() -> thread(site))
        .or(() -> new SectionCalls(lock, site).obstacle(section.body()))
        .or(() -> locals(site))
        .or(() -> comments(site));
  }

  private Optional<String> shape() {
    if (section.block().isEmpty()) {
      return Optional.of("the section is all that a branch runs; put braces around it");
    }
    return section.isPlain()
        ? Optional.empty()
        : Optional.of(
            functionName()
                + " catches exceptions, or does more in finally, with the lock held; put only the"
                + " section between lock and unlock");
  }

  /** What goes on after the section without waiting for it. */
  private Optional<String> around() {
    for (Tree tree : section.path().getParentPath()) {
      if (tree == function.getLeaf()) {
        return Optional.empty();
      }
      if (tree instanceof TryTree) {
        return Optional.of(
            "the section is within try, whose catch and finally would be over before it; use"
                + " exceptionally and whenComplete for them");
      }
      if (tree instanceof SynchronizedTree) {
        return Optional.of("the section is within another one, of a monitor; offload all of it");
      }
      if (tree instanceof ForLoopTree
          || tree instanceof EnhancedForLoopTree
          || tree instanceof WhileLoopTree
          || tree instanceof DoWhileLoopTree) {
        return Optional.of("the lock is taken again and again in a loop; offload the loop");
      }
    }
    return Optional.empty();
  }

  private Optional<String> ending() {
    List<ExpressionTree> returned =
        Returns.in(section.body()).stream().map(each -> each.getExpression()).toList();
    if (callback.isEmpty() && !returned.stream().allMatch(AsyncSection::isComplete)) {
      return Optional.of(
          functionName()
              + " returns a stage from the section that may be incomplete, and would hold an"
              + " AsyncLock until then; return it behind the section");
    }
    if (!endsNormally()) {
      return Optional.empty();
    }
    List<? extends StatementTree> statements = section.block().orElseThrow().getStatements();
    boolean isLast =
        section.block().get() == functionBody()
            || !ControlFlow.completesNormally(statements.get(statements.size() - 1));
    boolean isOver = returned.isEmpty() || (isVoid() && rest.isEmpty());
    return isOver && isLast
        ? Optional.empty()
        : Optional.of(
            functionName()
                + " goes on behind the section only sometimes; make a method of the section that"
                + " returns a stage");
  }

  private static boolean isComplete(ExpressionTree returned) {
    ExpressionTree stage = Values.strip(returned);
    return stage instanceof ConditionalExpressionTree choice
        ? isComplete(choice.getTrueExpression()) && isComplete(choice.getFalseExpression())
        : CompletedStage.is(stage);
  }

  private Optional<String> thread(Site site) {
    return function.getLeaf() instanceof MethodTree method
        ? new StageMethod(method).obstacle(site).or(() -> CalledWhileHeld.obstacle(method, site))
        : BoundToThread.in(function.getLeaf(), site).map(BoundToThread::callback);
  }

  private Optional<String> locals(Site site) {
    List<Tree> moved = new ArrayList<>();
    moved.add(first());
    moved.add(section.last());
    moved.addAll(rest);
    int start = site.start(first());
    Optional<String> set =
        ControlFlow.assigned(section.body()).stream()
            .filter(variable -> variable.owner instanceof MethodSymbol && variable.pos < start)
            .findFirst()
            .map(
                variable ->
                    "the section sets `"
                        + variable.name
                        + "`, which a lambda cannot; declare it, and no other, directly in front of"
                        + " the section");
    return set.or(() -> Captures.of(moved, tree -> false, site).obstacle())
        .or(() -> HeldLocks.obstacle(rest, site));
  }

  private Optional<String> comments(Site site) {
    int body = site.start(section.body());
    boolean losesComment =
        site.hasComments(site.start(first()), body)
            || site.hasComments(site.end(section.body()), site.end(section.last()));
    return losesComment
        ? Optional.of("a comment would be lost; use an AsyncLock")
        : Optional.empty();
  }
}
