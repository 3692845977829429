package dev.offload.checker.fix;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.Optional;

/** A call that blocks until there is a result that a stage could yield as well. */
interface Wait {
  TreePath path();

  /** The whole call. */
  MethodInvocationTree tree();

  /** The type of what the stage yields. */
  Type result(Site site);

  /** The stage to go on with, as source text. */
  String stage(Site site);

  /** Whether {@link #stage(Site)} lacks a comment of the call. */
  boolean losesComment(Site site);

  /** Whether there has to be a {@code try} around it where no checked exception may be thrown. */
  boolean throwsChecked();

  /**
   * What is different if a callback of the stage goes on.
   *
   * @param dropsCatch whether a catch block that wraps failures goes away
   */
  Optional<String> change(boolean dropsCatch);
}
