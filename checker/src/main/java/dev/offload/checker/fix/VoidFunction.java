package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CaseTree.CaseKind;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.code.Types;
import dev.offload.checker.fix.Answer.Offer;
import dev.offload.checker.fix.Answer.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A lambda or method that must not block and yields nothing: nobody waits for its end.
 *
 * @param implemented the methods that it implements or overrides, as {@code java.lang.Runnable.run}
 */
record VoidFunction(
    TreePath path, Tree body, List<? extends VariableTree> parameters, Set<String> implemented) {
  private static final Refusal SOMETIMES =
      new Refusal(
          "the call happens only sometimes, and more follows in any case; make the part that needs"
              + " its value a method of its own");

  /** The one that the operation is in. */
  static Optional<VoidFunction> around(Site site) {
    TreePath path = site.nonBlockingFunction();
    Types types = site.state().getTypes();
    if (!isAround(path.getLeaf(), site.operation())) {
      return Optional.empty();
    }
    if (path.getLeaf() instanceof LambdaExpressionTree lambda) {
      Type type = ASTHelpers.getType(lambda);
      return isVoid(types.findDescriptorType(type))
          ? Optional.of(
              new VoidFunction(
                  path,
                  lambda.getBody(),
                  lambda.getParameters(),
                  Set.of(nameOf(types.findDescriptorSymbol(type.tsym)))))
          : Optional.empty();
    }
    if (!(path.getLeaf() instanceof MethodTree method) || method.getBody() == null) {
      return Optional.empty();
    }
    MethodSymbol symbol = ASTHelpers.getSymbol(method);
    Set<String> implemented = new HashSet<>();
    ASTHelpers.findSuperMethods(symbol, types).forEach(each -> implemented.add(nameOf(each)));
    return isVoid(symbol.type) && !symbol.isConstructor()
        ? Optional.of(new VoidFunction(path, method.getBody(), method.getParameters(), implemented))
        : Optional.empty();
  }

  private static boolean isAround(Tree tree, TreePath operation) {
    for (Tree each : operation) {
      if (each == tree) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVoid(Type method) {
    return method.getReturnType().hasTag(TypeTag.VOID);
  }

  private static String nameOf(Symbol method) {
    return method.owner.getQualifiedName() + "." + method.name;
  }

  boolean implementsOneOf(Set<String> names) {
    return implemented.stream().anyMatch(names::contains);
  }

  /**
   * The {@code try} around the operation that is all of the function, if its {@code catch} is for
   * whatever happens.
   */
  Optional<TryTree> catchingAll(Site site) {
    return path.getLeaf() instanceof LambdaExpressionTree lambda
            && lambda.getBody() instanceof BlockTree block
            && block.getStatements().size() == 1
            && block.getStatements().get(0) instanceof TryTree attempt
            && attempt.getResources().isEmpty()
            && attempt.getFinallyBlock() == null
            && isOfThrowable(attempt.getCatches().get(0))
            && isAround(attempt.getBlock(), site.operation())
        ? Optional.of(attempt)
        : Optional.empty();
  }

  private static boolean isOfThrowable(CatchTree tree) {
    Type type = ASTHelpers.getType(tree.getParameter());
    return type.tsym.getQualifiedName().contentEquals("java.lang.Throwable");
  }

  /** The same without that {@code try}. */
  VoidFunction withinCatch(Site site) {
    return catchingAll(site)
        .map(attempt -> new VoidFunction(path, attempt.getBlock(), parameters, implemented))
        .orElse(this);
  }

  /** Whether a tree is in the cut's statement, or behind it. */
  boolean isMoved(Tree tree, Cut cut, Site site) {
    TreePath statement = statement(cut);
    Tree around = statement.getLeaf() == body ? body : statement.getParentPath().getLeaf();
    return site.start(tree) >= site.start(statement.getLeaf())
        && site.end(tree) <= site.end(around);
  }

  private TreePath statement(Cut cut) {
    TreePath path = start(cut);
    while (path.getLeaf() != body && !(path.getParentPath().getLeaf() instanceof BlockTree)) {
      path = path.getParentPath();
    }
    return path;
  }

  /** Whether the function ends with the cut. */
  boolean endsWith(Cut cut, Site site) {
    Tree statement = statement(cut).getLeaf();
    boolean isAll =
        statement == cut.tree()
            || (statement instanceof ExpressionStatementTree
                && Site.parent(cut.path()).getLeaf() == statement);
    return isAll
        && (statement == body
            || lastBlock(cut)
                .filter(block -> last(block) == statement)
                .filter(block -> !site.hasComments(site.end(statement), site.end(block) - 1))
                .isPresent());
  }

  /** The function with the rest behind the cut as a callback. */
  Answer cut(Cut cut, Composed composed, Site site) {
    String end = site.isContinued() && !composed.last().isEmpty() ? composed.last() : "return;";
    return cut(cut, site, end, part -> new Continuation(part, cut, composed, false, site).answer());
  }

  /** The function with another part where the cut is, unless it cannot go on behind that. */
  Answer cut(Cut cut, Site site, Function<Tree, Answer> rewriting) {
    return cut(cut, site, "return;", rewriting);
  }

  private Answer cut(Cut cut, Site site, String end, Function<Tree, Answer> rewriting) {
    Optional<String> obstacle = obstacle(cut, site);
    if (obstacle.isPresent()) {
      return new Refusal(obstacle.get());
    }
    Optional<? extends Tree> part = body instanceof BlockTree ? lastBlock(cut) : Optional.of(body);
    Optional<String> bare = BareBranch.around(start(cut), body);
    if (part.isPresent() && bare.isPresent()) {
      return new Refusal(bare.get());
    }
    return part.isPresent()
        ? returning(rewriting.apply(part.get()), part.get(), end, site)
        : SOMETIMES;
  }

  /** The function with a {@code try}, and what follows, as a callback. */
  Answer cut(ContinuedTry attempt, Function<BlockTree, Answer> going, Site site) {
    return obstacle(attempt.moved(), site)
        .<Answer>map(Refusal::new)
        .orElseGet(
            () ->
                lastBlock(attempt.moved())
                    .filter(attempt::isIn)
                    .map(block -> returning(going.apply(block), block, "return;", site))
                    .orElse(SOMETIMES));
  }

  /** The callback returns at the end of a block, and so must the block: more may follow it. */
  private Answer returning(Answer answer, Tree part, String statement, Site site) {
    if (!(answer instanceof Offer offer)
        || part == body
        || !(part instanceof BlockTree block)
        || !(last(block) instanceof ReturnTree end)
        || offer.edit().end() < site.end(end)) {
      return answer;
    }
    String newLine = new Lines(site, block, block.getStatements().indexOf(end)).newLine();
    return new Offer(
        offer
            .edit()
            .mappingLast(
                text -> {
                  String tail = text.substring(text.stripTrailing().length());
                  String separator = tail.contains("\n") ? newLine : " ";
                  return text.stripTrailing() + separator + statement + tail;
                }),
        offer.change());
  }

  /** Why the function cannot end before what is at the cut does. */
  private Optional<String> obstacle(Cut cut, Site site) {
    return (site.isDirect() ? Optional.<String>empty() : Optional.of(cut.repeated()))
        .or(() -> BoundToThread.in(path.getLeaf(), site).map(BoundToThread::callback))
        .or(() -> locks(cut, site))
        .or(() -> around(cut));
  }

  private Optional<String> locks(Cut cut, Site site) {
    return HeldLocks.areUsed(body, site) || Site.isLocked(cut.path())
        ? Optional.of("a lock is held during the call; give it back before, or use an AsyncLock")
        : Optional.empty();
  }

  /** Why the code around the cut needs it to be over. */
  Optional<String> around(Cut cut) {
    for (TreePath each = start(cut); each.getLeaf() != body; each = each.getParentPath()) {
      Tree parent = each.getParentPath().getLeaf();
      if (parent instanceof TryTree) {
        return Optional.of(
            "the call is within try, whose catch and finally would be over before it is; make a"
                + " method of the call and its try");
      }
      boolean isRepeated =
          parent instanceof WhileLoopTree
              || parent instanceof DoWhileLoopTree
              || parent instanceof ForLoopTree
              || (parent instanceof EnhancedForLoopTree loop
                  && each.getLeaf() == loop.getStatement());
      if (isRepeated) {
        return Optional.of(cut.repeated());
      }
    }
    return Optional.empty();
  }

  /** The cut, or the {@code try} around it that is to go away. */
  private TreePath start(Cut cut) {
    for (TreePath each = cut.path(); each.getLeaf() != body; each = each.getParentPath()) {
      if (each.getLeaf() instanceof TryTree && cut.mayLeaveTry()) {
        return each;
      }
    }
    return cut.path();
  }

  /** The innermost block around the cut, if nothing of the function runs behind it. */
  private Optional<BlockTree> lastBlock(Cut cut) {
    TreePath block = start(cut).getParentPath();
    while (!(block.getLeaf() instanceof BlockTree)) {
      block = block.getParentPath();
    }
    return isLast(block) ? Optional.of((BlockTree) block.getLeaf()) : Optional.empty();
  }

  private boolean isLast(TreePath part) {
    Tree tree = part.getLeaf();
    Tree parent = part.getParentPath().getLeaf();
    if (tree == body || (tree instanceof BlockTree block && last(block) instanceof ReturnTree)) {
      return true;
    }
    boolean isBranch =
        parent instanceof IfTree
            || parent instanceof SwitchTree
            || (parent instanceof CaseTree branch && branch.getCaseKind() == CaseKind.RULE);
    return (isBranch || (parent instanceof BlockTree outer && last(outer) == tree))
        && isLast(part.getParentPath());
  }

  private static StatementTree last(BlockTree block) {
    return block.getStatements().get(block.getStatements().size() - 1);
  }
}
