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

  private AsynchronousTypes() {}

  /** Whether {@code type} is a future, a stage, a publisher or their like. */
  public static boolean isAny(Type type, Hierarchy hierarchy) {
    return type != null
        && type.tsym instanceof ClassSymbol symbol
        && !Collections.disjoint(hierarchy.supertypes(symbol).keySet(), NAMES);
  }
}
