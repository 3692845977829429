package dev.offload.benchmarks.peers;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function0;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.InterruptibleKt;
import kotlinx.coroutines.SupervisorKt;
import kotlinx.coroutines.future.FutureKt;

/** Written in Kotlin: {@code scope.future { runInterruptible { work.call() } }}. */
final class KotlinPeer implements Peer {
  private final ExecutorService executor;
  private final CoroutineScope scope;

  KotlinPeer(ExecutorService executor) {
    this.executor = executor;
    this.scope =
        CoroutineScopeKt.CoroutineScope(
            ExecutorsKt.from(executor).plus(SupervisorKt.SupervisorJob(null)));
  }

  @Override
  public <T> Future<T> submit(Callable<T> work) {
    return FutureKt.future(
        scope,
        EmptyCoroutineContext.INSTANCE,
        CoroutineStart.DEFAULT,
        (inner, continuation) ->
            InterruptibleKt.runInterruptible(
                EmptyCoroutineContext.INSTANCE, unchecked(work), continuation));
  }

  private static <T> Function0<T> unchecked(Callable<T> work) {
    return () -> {
      try {
        return work.call();
      } catch (Exception e) {
        throw KotlinPeer.<RuntimeException>asItIs(e);
      }
    };
  }

  /** Kotlin has no checked exceptions. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E asItIs(Exception exception) throws E {
    throw (E) exception;
  }

  @Override
  public void close() {
    CoroutineScopeKt.cancel(scope, null);
    // What is queued must still be run: that is how it learns that it has been cancelled.
    executor.shutdown();
    Threads.awaitEnd(executor);
  }
}
