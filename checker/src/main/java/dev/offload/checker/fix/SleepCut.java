package dev.offload.checker.fix;

import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;

/** A cut at a sleep, which yields nothing. */
interface SleepCut extends Cut {
  Sleep sleep();

  @Override
  default TreePath path() {
    return sleep().path();
  }

  @Override
  default Type result(Site site) {
    return site.state().getSymtab().voidType;
  }

  @Override
  default boolean losesComment(Site site) {
    return sleep().losesComment(site);
  }
}
