package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.offload.checker.body.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A call in a chain of operators of a reactive library. */
interface ChainCall {
  /** Operators whose function runs where somebody subscribes, wherever the chain goes on. */
  Set<String> ON_SUBSCRIPTION = Set.of("contextWrite", "doFirst", "doOnSubscribe");

  /** To the call. */
  TreePath path();

  MethodInvocationTree tree();

  /** What is called, with the receiver or class in front. */
  MemberSelectTree select();

  default String name() {
    return select().getIdentifier().toString();
  }

  /** What the operator is applied to, or the class of a static method. */
  default ExpressionTree receiver() {
    return select().getExpression();
  }

  default int argumentOf(Tree function) {
    for (int i = 0; i < tree().getArguments().size(); i++) {
      if (Values.strip(tree().getArguments().get(i)) == function) {
        return i;
      }
    }
    return -1;
  }

  /** Where the method's name starts; it ends where the part before the arguments does. */
  default int nameStart(Site site) {
    return site.end(select()) - name().length();
  }

  /** Where the dot between receiver and name is. */
  default int dot(Site site) {
    return dotBehind(receiver(), site);
  }

  /** Where the dot behind a receiver in this chain is. */
  default int dotBehind(ExpressionTree receiver, Site site) {
    return site.state().getOffsetTokens(site.end(receiver), site.end(select())).stream()
        .filter(token -> token.kind() == TokenKind.DOT)
        .mapToInt(ErrorProneToken::pos)
        .findFirst()
        .orElseThrow();
  }

  /** The calls on the result of this one in the same expression, nearest first. */
  private List<TreePath> callsBehind() {
    List<TreePath> calls = new ArrayList<>();
    TreePath parent = Site.parent(path());
    while (parent.getLeaf() instanceof MemberSelectTree
        && parent.getParentPath().getLeaf() instanceof MethodInvocationTree) {
      calls.add(parent.getParentPath());
      parent = Site.parent(parent.getParentPath());
    }
    return calls;
  }

  /** The end of the last of them. */
  default int endOfChain(Site site) {
    List<TreePath> calls = callsBehind();
    return site.end(calls.isEmpty() ? tree() : calls.get(calls.size() - 1).getLeaf());
  }

  /** An operator between {@code receiver} and what follows it, on a line of its own if that is. */
  default Edit insertBehind(ExpressionTree receiver, String operator, Site site) {
    int dot = dotBehind(receiver, site);
    boolean isOnNewLine = site.source(site.end(receiver), dot).contains("\n");
    return Edit.replace(dot, dot, operator + (isOnNewLine ? "\n" + site.indentation(dot) : ""));
  }

  /** What to do about what belongs to a thread, where the chain changes threads. */
  String insteadOfThreadState();

  /** Why a function that is written here, and all behind it, must stay on its thread. */
  default Optional<String> bound(Tree function, Site site) {
    Optional<String> state = threadState(function, site);
    if (state.isPresent()) {
      return state;
    }
    if (Site.isLocked(path())) {
      return Optional.of(
          "the chain is built while a lock is held; build it outside of the lock, then offload");
    }
    return isTransactional()
        ? Optional.of(
            "the method is transactional, and a transaction may belong to its thread; offload the"
                + " whole transaction by hand")
        : OffloadedCall.lockInside(site);
  }

  /** Why it must, as far as it is about what belongs to the thread. */
  default Optional<String> threadState(Tree function, Site site) {
    return BoundToThread.in(function, site)
        .map(state -> "the callback reads " + state)
        .or(() -> behind(site).map(state -> "a callback behind it reads " + state))
        .map(
            reads ->
                reads
                    + ", which belongs to the thread it runs on; "
                    + insteadOfThreadState()
                    + ", then offload the rest");
  }

  /** What belongs to a thread that functions of the calls behind it mention. */
  private Optional<String> behind(Site site) {
    return callsBehind().stream()
        .map(path -> (MethodInvocationTree) path.getLeaf())
        .filter(call -> !ON_SUBSCRIPTION.contains(ASTHelpers.getSymbol(call).name.toString()))
        .flatMap(call -> call.getArguments().stream())
        .filter(argument -> isFunction(Values.strip(argument)))
        .flatMap(argument -> BoundToThread.in(argument, site).stream())
        .findFirst();
  }

  private static boolean isFunction(Tree tree) {
    return tree instanceof LambdaExpressionTree
        || tree instanceof MemberReferenceTree
        || tree instanceof NewClassTree;
  }

  private boolean isTransactional() {
    for (Tree each : path()) {
      boolean isAnnotated =
          (each instanceof MethodTree || each instanceof ClassTree)
              && ASTHelpers.hasDirectAnnotationWithSimpleName(each, "Transactional");
      if (isAnnotated) {
        return true;
      }
    }
    return false;
  }
}
