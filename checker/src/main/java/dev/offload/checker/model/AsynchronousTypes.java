package dev.offload.checker.model;

import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Type;
import java.util.Collections;
import java.util.Set;

/** The types of results that come later: a method that returns one is not expected to wait. */
public final class AsynchronousTypes {
  private static final Set<String> NAMES =
      Set.of(
          "io.reactivex.Completable",
          "io.reactivex.Maybe",
          "io.reactivex.Observable",
          "io.reactivex.Single",
          "io.reactivex.rxjava3.core.Completable",
          "io.reactivex.rxjava3.core.Maybe",
          "io.reactivex.rxjava3.core.Observable",
          "io.reactivex.rxjava3.core.Single",
          "io.smallrye.mutiny.Uni",
          "io.vertx.core.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow$Publisher",
          "java.util.concurrent.Future",
          "org.reactivestreams.Publisher");

  /** Those that happen once: what has been waited for is there. */
  private static final Set<String> FUTURES =
      Set.of(
          "io.vertx.core.Future",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Future");

  private AsynchronousTypes() {}

  /** Whether {@code type} is a future, which is complete for good once it has been waited for. */
  public static boolean isFuture(Type type, Hierarchy hierarchy) {
    return isAny(type, hierarchy, FUTURES);
  }

  /** Whether {@code type} is a future, a stage, a publisher or their like. */
  public static boolean isAny(Type type, Hierarchy hierarchy) {
    return isAny(type, hierarchy, NAMES);
  }

  private static boolean isAny(Type type, Hierarchy hierarchy, Set<String> names) {
    return type != null
        && type.tsym instanceof ClassSymbol symbol
        && !Collections.disjoint(hierarchy.supertypes(symbol).keySet(), names);
  }
}
