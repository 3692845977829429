package dev.offload.checker.fix;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Type;
import java.util.Optional;
import java.util.Set;

/**
 * A wait for a source of RxJava's: {@code single.blockingGet()}, {@code flowable.blockingFirst()}.
 *
 * @param call the whole call
 */
record RxWait(RxCall call) implements Cut {
  private static final Set<String> WAITS =
      Set.of(
          "Completable.blockingAwait",
          "Flowable.blockingFirst",
          "Flowable.blockingLast",
          "Flowable.blockingSingle",
          "Maybe.blockingGet",
          "Observable.blockingFirst",
          "Observable.blockingLast",
          "Observable.blockingSingle",
          "Single.blockingGet");

  static Optional<RxWait> of(Site site) {
    return RxCall.at(site.operation())
        .filter(call -> site.finding().effect().witness().isEmpty())
        .filter(call -> WAITS.contains(call.type() + "." + call.name()))
        .filter(call -> call.isOfMany() || call.tree().getArguments().isEmpty())
        .map(RxWait::new);
  }

  @Override
  public TreePath path() {
    return call.path();
  }

  @Override
  public MethodInvocationTree tree() {
    return call.tree();
  }

  /** Whether it waits for a Completable. */
  boolean isVoid() {
    return call.type().equals("Completable");
  }

  /** Whether the wait for an empty source yields null, and something reads that. */
  boolean mayBeEmpty() {
    return isMaybe() && !isUnused();
  }

  private boolean isMaybe() {
    return call.type().equals("Maybe");
  }

  @Override
  public Type result(Site site) {
    return ASTHelpers.getType(tree());
  }

  /** The Single that it waits for. */
  @Override
  public String stage(Site site) {
    return stage("true", site);
  }

  /**
   * The Single that it waits for.
   *
   * @param value that a Completable is to yield
   */
  String stage(String value, Site site) {
    String first =
        switch (call.name()) {
          case "blockingFirst" -> element("first", site);
          case "blockingLast" -> element("last", site);
          case "blockingSingle" -> element("single", site);
          case "blockingAwait" -> ".toSingleDefault(" + value + ")";
          default -> isMaybe() ? element() : "";
        };
    return site.source(call.receiver()) + first;
  }

  private String element() {
    return isUnused() ? ".ignoreElement().toSingleDefault(true)" : ".toSingle()";
  }

  private String element(String name, Site site) {
    return tree().getArguments().isEmpty()
        ? "." + name + "OrError()"
        : "." + name + "(" + site.source(tree().getArguments().get(0)) + ")";
  }

  @Override
  public boolean losesComment(Site site) {
    return site.hasComments(site.end(call.receiver()), site.end(tree()));
  }

  /** Depends on the operator as well: {@link RxCompose} says it. */
  @Override
  public Optional<String> change(boolean dropsCatch) {
    return Optional.empty();
  }
}
