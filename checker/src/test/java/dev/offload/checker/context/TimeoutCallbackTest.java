package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DESIGN.md, section 5, rule 8: a callback attached straight to a time-out may run on the JVM's one
 * timer thread.
 */
final class TimeoutCallbackTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"orTimeout(1, TimeUnit.SECONDS)", "completeOnTimeout(null, 1, TimeUnit.SECONDS)"})
  void callbackStraightAfterTimeout(String timeout) {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          // BUG: Diagnostic contains: may run on the JVM's only timer thread
          future.TIMEOUT.thenApply(x -> napped(x));
          // BUG: Diagnostic contains: may run on the JVM's only timer thread
          future.TIMEOUT.exceptionally(e -> napped(""));
          // BUG: Diagnostic contains: may run on the JVM's only timer thread
          future.TIMEOUT.whenComplete((x, e) -> nap());
          // BUG: Diagnostic contains: may run on the JVM's only timer thread
          future.TIMEOUT.thenRun(Nap::nap);
        }
        """
            .replace("TIMEOUT", timeout));
  }

  @Test
  void whateverRanBefore() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, ThreadPoolExecutor pool) {
          CompletableFuture.supplyAsync(() -> napped(1), pool)
              .orTimeout(1, TimeUnit.SECONDS)
              // BUG: Diagnostic contains: may run on the JVM's only timer thread
              .thenApply(x -> napped(x));
          future
              .thenApplyAsync(x -> napped(x), pool)
              .orTimeout(1, TimeUnit.SECONDS)
              // BUG: Diagnostic contains: may run on the JVM's only timer thread
              .thenAccept(x -> nap());
        }
        """);
  }

  @Test
  void executorStillDecides() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, ThreadPoolExecutor pool) {
          future.orTimeout(1, TimeUnit.SECONDS).thenApplyAsync(x -> napped(x), pool);
          future.orTimeout(1, TimeUnit.SECONDS).thenApplyAsync(x -> napped(x));
          // BUG: Diagnostic contains: may run on the JVM's only timer thread
          future.orTimeout(1, TimeUnit.SECONDS).thenApply(x -> napped(x));
        }
        """);
  }

  @Test
  void directExecutorIsNoWayOut() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, ThreadPoolExecutor pool) {
          future.orTimeout(1, TimeUnit.SECONDS).thenRunAsync(() -> nap(), pool);
          // BUG: Diagnostic contains: Thread.sleep(long) blocks
          future.orTimeout(1, TimeUnit.SECONDS).thenRunAsync(() -> nap(), Runnable::run);
        }
        """);
  }

  @Test
  void callbackFurtherDownOrBeforeIsAnOrdinaryOne() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          future
              .orTimeout(1, TimeUnit.SECONDS)
              .thenApply(x -> x)
              // BUG: Diagnostic contains: runs on whichever thread completes it
              .thenAccept(x -> nap());
          future
              // BUG: Diagnostic contains: runs on whichever thread completes it
              .thenApply(x -> napped(x))
              .orTimeout(1, TimeUnit.SECONDS);
        }
        """);
  }

  @Test
  void timeoutInFinalLocal() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          CompletableFuture<String> limited = future.orTimeout(1, TimeUnit.SECONDS);
          // BUG: Diagnostic contains: Thread.sleep(long) blocks
          limited.thenAccept(x -> nap());
        }
        """);
  }
}
