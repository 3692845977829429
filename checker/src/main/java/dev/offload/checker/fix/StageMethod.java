package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.tree.JCTree.JCBreak;
import com.sun.tools.javac.tree.JCTree.JCContinue;
import com.sun.tools.javac.tree.JCTree.JCYield;
import dev.offload.checker.body.ControlFlow;
import dev.offload.checker.body.Returns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * A method that must not block and returns a stage: {@code CompletableFuture} or {@code
 * CompletionStage} itself, as no other stage comes out of {@code thenCompose}.
 */
record StageMethod(MethodTree tree) {
  private static final Set<String> STAGES =
      Set.of("java.util.concurrent.CompletableFuture", StageCall.STAGE);

  /** The one that the operation is in. */
  static Optional<StageMethod> around(Site site) {
    return site.nonBlockingFunction().getLeaf() instanceof MethodTree method
            && method.getBody() != null
            && isAround(method, site.operation())
            && method.getReturnType() != null
            && STAGES.contains(
                ASTHelpers.getType(method.getReturnType()).tsym.getQualifiedName().toString())
        ? Optional.of(new StageMethod(method))
        : Optional.empty();
  }

  private static boolean isAround(MethodTree method, TreePath operation) {
    for (Tree tree : operation) {
      if (tree == method) {
        return true;
      }
    }
    return false;
  }

  /** What it returns, as the source says it. */
  String stageType(Site site) {
    return site.source(tree.getReturnType());
  }

  BlockTree body() {
    return tree.getBody();
  }

  /** Why no part of the method can run on another thread. */
  Optional<String> obstacle(Site site) {
    if (isSynchronized()) {
      return Optional.of(
          "the method is synchronized, and other threads would not hold its monitor; use an"
              + " AsyncLock, then offload");
    }
    return obstacleBesidesMonitor(site);
  }

  boolean isSynchronized() {
    return tree.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED);
  }

  /** The same, for who takes the monitor on the other thread. */
  Optional<String> obstacleBesidesMonitor(Site site) {
    if (isTransactional()) {
      return Optional.of(
          "the method is @Transactional, and a transaction belongs to one thread; offload the call"
              + " of a transactional method that does not return a stage");
    }
    if (Returns.values(tree.getBody()).stream().anyMatch(NullResult::mayBeNull)) {
      return Optional.of(
          "the method may return null instead of a stage; return"
              + " CompletableFuture.completedFuture(null) there");
    }
    return BoundToThread.in(tree, site)
        .map(
            bound ->
                "the method uses "
                    + bound
                    + ", which belongs to the thread it runs on; read that before, then offload the"
                    + " rest");
  }

  boolean isTransactional() {
    MethodSymbol symbol = ASTHelpers.getSymbol(tree);
    return Stream.of(symbol, symbol.enclClass())
        .flatMap(each -> each.getAnnotationMirrors().stream())
        .anyMatch(each -> each.type.tsym.name.contentEquals("Transactional"));
  }

  /**
   * Why a stage cannot take the place of a part: the code around it counts on its exceptions, or on
   * its thread.
   */
  Optional<String> obstacleAround(TreePath part) {
    for (TreePath path = part; path.getLeaf() != tree; path = path.getParentPath()) {
      Tree parent = path.getParentPath().getLeaf();
      if (parent instanceof TryTree) {
        return Optional.of(
            "the call is within try, whose catch and finally would be over before the stage is"
                + " complete; use exceptionally and whenComplete for them");
      }
      if (parent instanceof SynchronizedTree) {
        return Optional.of("a lock is held during the call; offload the whole section");
      }
      if (parent instanceof LambdaExpressionTree || parent instanceof ClassTree) {
        return Optional.of("the call is in a lambda of the method; offload all of it");
      }
    }
    return Optional.empty();
  }

  /** Whether a part is in a loop of the method. */
  boolean isRepeated(TreePath part) {
    for (TreePath path = part; path.getLeaf() != tree; path = path.getParentPath()) {
      if (CutObstacles.isRepeated(path.getLeaf(), path.getParentPath().getLeaf())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The innermost block around a part, if nothing of the method runs behind it: the rest of the
   * method may then become a callback.
   */
  Optional<BlockTree> lastBlock(TreePath part) {
    TreePath path = part.getParentPath();
    while (!(path.getLeaf() instanceof BlockTree)) {
      path = path.getParentPath();
    }
    BlockTree block = (BlockTree) path.getLeaf();
    List<? extends StatementTree> statements = block.getStatements();
    StatementTree last = statements.get(statements.size() - 1);
    return block == body() || (!ControlFlow.completesNormally(last) && !jumpsOut(block))
        ? Optional.of(block)
        : Optional.empty();
  }

  /** Whether {@code break}, {@code continue} or {@code yield} ends something around a block. */
  private static boolean jumpsOut(BlockTree block) {
    Set<Tree> inside = new HashSet<>();
    List<Tree> targets = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void unused) {
        inside.add(tree);
        return super.scan(tree, null);
      }

      @Override
      public Void visitBreak(BreakTree tree, Void unused) {
        targets.add(((JCBreak) tree).target);
        return null;
      }

      @Override
      public Void visitContinue(ContinueTree tree, Void unused) {
        targets.add(((JCContinue) tree).target);
        return null;
      }

      @Override
      public Void visitYield(YieldTree tree, Void unused) {
        targets.add(((JCYield) tree).target);
        return super.visitYield(tree, null);
      }
    }.scan(block, null);
    return !inside.containsAll(targets);
  }
}
