package dev.offload.checker.fix;

/** A cut whose tree, all of it, becomes a lambda that runs elsewhere. */
interface MovedCut extends Cut {
  @Override
  default boolean losesComment(Site site) {
    return false;
  }

  @Override
  default boolean isMoved() {
    return true;
  }

  @Override
  default String repeated() {
    return "the call happens once for each element; offload the whole loop";
  }
}
