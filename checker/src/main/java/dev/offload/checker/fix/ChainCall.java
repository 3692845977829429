package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.google.errorprone.util.ErrorProneToken;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.offload.checker.body.Values;
import java.util.Optional;

/** A call in a chain of operators of a reactive library. */
interface ChainCall {
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

  /** The end of the outermost call on the result of this one in the same expression. */
  default int endOfChain(Site site) {
    TreePath end = path();
    TreePath parent = Site.parent(end);
    while (parent.getLeaf() instanceof MemberSelectTree
        && parent.getParentPath().getLeaf() instanceof MethodInvocationTree) {
      end = parent.getParentPath();
      parent = Site.parent(end);
    }
    return site.end(end.getLeaf());
  }

  /** An operator between {@code receiver} and what follows it, on a line of its own if that is. */
  default Edit insertBehind(ExpressionTree receiver, String operator, Site site) {
    int dot = dotBehind(receiver, site);
    boolean isOnNewLine = site.source(site.end(receiver), dot).contains("\n");
    return Edit.replace(dot, dot, operator + (isOnNewLine ? "\n" + site.indentation(dot) : ""));
  }

  /**
   * Why a function that is written here must stay on its thread.
   *
   * @param instead what to do about what belongs to the thread
   */
  default Optional<String> bound(Tree function, String instead, Site site) {
    Optional<String> state = BoundToThread.in(function, site);
    if (state.isPresent()) {
      return Optional.of(
          "the callback reads "
              + state.get()
              + ", which belongs to the thread it runs on; "
              + instead
              + ", then offload the rest");
    }
    if (Site.isLocked(path())) {
      return Optional.of(
          "the chain is built while a lock is held; build it outside of the lock, then offload");
    }
    return isTransactional()
        ? Optional.of(
            "the method is transactional, and a transaction may belong to its thread; offload the"
                + " whole transaction by hand")
        : Optional.empty();
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
