package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Locks that belong to the thread which took them: {@code java.util.concurrent.locks.Lock}. */
final class HeldLocks {
  /** A refusal to cut code at a wait. */
  static final String DURING_WAIT =
      "a lock is held during the wait; take it in a callback behind the wait, or use an AsyncLock";

  private static final String LOCK = "java.util.concurrent.locks.Lock";
  private static final String CONDITION = "java.util.concurrent.locks.Condition";

  /** They ask whether the thread holds a lock, or how often. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "isHeldByCurrentThread",
          "isWriteLockedByCurrentThread",
          "getHoldCount",
          "getReadHoldCount",
          "getWriteHoldCount");

  private HeldLocks() {}

  /**
   * What one function does on its thread: the locks that it takes, and gives back, as the source
   * names them.
   */
  private static final class Uses {
    final Set<String> taken = new HashSet<>();
    final Set<String> givenBack = new HashSet<>();
    boolean any;
    boolean needsLock;
    boolean asks;

    void add(MethodInvocationTree call, MethodSymbol method, Site site) {
      if (QUESTIONS.contains(method.name.toString())) {
        any = true;
        asks = true;
      }
      boolean isCondition = site.isA(method.owner.type, CONDITION);
      if (!isCondition && !site.isA(method.owner.type, LOCK)) {
        return;
      }
      any = true;
      needsLock |= isCondition;
      ExpressionTree receiver = ASTHelpers.getReceiver(call);
      String lock = receiver == null ? "" : receiver.toString().replaceFirst("^this\\.", "");
      String name = method.name.toString();
      if (name.startsWith("lock") || name.equals("tryLock")) {
        taken.add(lock);
      } else if (name.equals("unlock")) {
        givenBack.add(lock);
      }
    }

    /** What a method that the function calls does, unless it leaves all locks as they were. */
    void add(Uses called) {
      if (called.areUnbalanced()) {
        any = true;
        needsLock |= called.needsLock;
        asks |= called.asks;
        taken.addAll(called.taken);
        givenBack.addAll(called.givenBack);
      }
    }

    boolean areUnbalanced() {
      return !taken.equals(givenBack) || (needsLock && taken.isEmpty()) || countOnOthers();
    }

    /** Whether the lock that is asked about is that of somebody around. */
    boolean countOnOthers() {
      return asks && taken.isEmpty();
    }
  }

  /**
   * Whether a function, or a part of one, takes or gives back a lock, or waits for its condition;
   * what another function inside, or a method that it calls, does from beginning to end is that
   * one's own.
   */
  static boolean areUsed(Tree code, Site site) {
    Tree own = code instanceof LambdaExpressionTree lambda ? lambda.getBody() : code;
    List<Uses> uses = uses(List.of(own), site);
    return uses.get(0).any || uses.stream().anyMatch(Uses::areUnbalanced);
  }

  /** Why code cannot run on another thread than what is around it. */
  static Optional<String> obstacle(List<? extends Tree> code, Site site) {
    return ofCaller(code, site)
        .or(
            () ->
                uses(code, site).stream().anyMatch(Uses::areUnbalanced)
                    ? Optional.of(
                        "the method takes a lock and does not give it back on the same thread, or"
                            + " the other way round, and a lock belongs to one thread; use an"
                            + " AsyncLock and its method with")
                    : Optional.empty());
  }

  /** Why code cannot do so that counts on a lock which somebody around has taken. */
  static Optional<String> ofCaller(List<? extends Tree> code, Site site) {
    return uses(code, site).stream().anyMatch(Uses::countOnOthers)
        ? Optional.of(
            "the method asks whether its thread holds a lock that it does not take itself; offload"
                + " all that happens while that is held")
        : Optional.empty();
  }

  /** Those of the code, and of each function in it, which may run on another thread. */
  private static List<Uses> uses(List<? extends Tree> code, Site site) {
    return uses(code, new HashMap<>(), site);
  }

  /**
   * The same.
   *
   * @param known those of methods that are called, as far as there is source
   */
  private static List<Uses> uses(
      List<? extends Tree> code, Map<MethodSymbol, Uses> known, Site site) {
    List<Uses> result = new ArrayList<>();
    result.add(new Uses());
    new TreeScanner<Void, Uses>() {
      private int monitors;

      @Override
      public Void visitSynchronized(SynchronizedTree tree, Uses uses) {
        monitors++;
        super.visitSynchronized(tree, uses);
        monitors--;
        return null;
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Uses uses) {
        MethodSymbol method = ASTHelpers.getSymbol(tree);
        uses.add(tree, method, site);
        uses.asks |= monitors == 0 && method.name.contentEquals("holdsLock");
        uses.add(called(method, known, site));
        return super.visitMethodInvocation(tree, uses);
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree tree, Uses uses) {
        return super.visitLambdaExpression(tree, inner());
      }

      @Override
      public Void visitClass(ClassTree tree, Uses uses) {
        return super.visitClass(tree, inner());
      }

      private Uses inner() {
        Uses uses = new Uses();
        result.add(uses);
        return uses;
      }
    }.scan(code, result.get(0));
    return result;
  }

  private static Uses called(MethodSymbol method, Map<MethodSymbol, Uses> known, Site site) {
    Uses uses = known.get(method);
    if (uses == null) {
      known.put(method, new Uses());
      MethodTree source = ASTHelpers.findMethod(method, site.state());
      boolean hasBody = source != null && source.getBody() != null;
      uses = hasBody ? uses(List.of(source.getBody()), known, site).get(0) : new Uses();
      known.put(method, uses);
    }
    return uses;
  }
}
