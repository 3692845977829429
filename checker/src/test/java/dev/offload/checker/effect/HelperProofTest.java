package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** Methods that prove something by returning, or by what they return. */
final class HelperProofTest {
  private static final String GUARDS =
      """
      package lib;

      import io.netty.channel.EventLoop;
      import io.netty.util.concurrent.EventExecutor;

      public class Guards {
        public static void checkNotEventLoop(EventLoop loop) {
          if (loop.inEventLoop()) {
            throw new IllegalStateException("on " + loop);
          }
        }

        public static void checkThrough(EventLoop loop) {
          checkNotEventLoop(loop);
        }

        public static boolean isElsewhere(EventLoop loop) {
          return !loop.inEventLoop();
        }

        public static boolean isElsewhere(EventLoop loop, boolean other) {
          boolean result = false;
          if (other && !loop.inEventLoop()) {
            result = true;
          }
          return result;
        }

        public static boolean mayBeElsewhere(EventLoop loop, boolean other) {
          return other || !loop.inEventLoop();
        }

        public static void checkSometimes(EventLoop loop, boolean strict) {
          if (strict && loop.inEventLoop()) {
            throw new IllegalStateException("on " + loop);
          }
        }

        public static void checkDone(CompletableFuture<?> future) {
          if (!future.isDone()) {
            throw new IllegalStateException("not yet");
          }
        }

        public static boolean isReady(String name, CompletableFuture<?> future) {
          return name != null && future.isDone();
        }

        public static boolean isFirstReady(List<CompletableFuture<String>> futures) {
          return futures.get(0).isDone();
        }

        public static boolean isPending(CompletableFuture<?> future) {
          return future == null || !future.isDone();
        }
      }
      """;

  private static final String CALLERS =
      """
      package lib;

      import io.netty.channel.EventLoop;

      public class Callers {
        public static void checked(EventLoop loop) throws Exception {
          Guards.checkNotEventLoop(loop);
          Thread.sleep(1);
        }

        public static void asked(EventLoop loop) throws Exception {
          if (Guards.isElsewhere(loop)) {
            Thread.sleep(1);
          }
        }

        public static void wrongWayRound(EventLoop loop) throws Exception {
          if (!Guards.isElsewhere(loop)) {
            Thread.sleep(1);
          }
        }

        public static void sometimes(EventLoop loop) throws Exception {
          Guards.checkSometimes(loop, true);
          Thread.sleep(1);
        }

        public static Object done(CompletableFuture<?> future) {
          Guards.checkDone(future);
          return future.join();
        }

        public static Object ready(CompletableFuture<?> future) {
          return Guards.isReady("x", future) ? future.join() : null;
        }

        public static Object other(CompletableFuture<?> future, CompletableFuture<?> other) {
          return Guards.isReady("x", future) ? other.join() : null;
        }

        public static Object state(CompletableFuture<?> future) {
          com.google.common.base.Preconditions.checkState(future.isDone(), "not yet");
          return future.join();
        }

        public static Object wrongState(CompletableFuture<?> future) {
          com.google.common.base.Preconditions.checkState(!future.isDone(), "already");
          return future.join();
        }
      }
      """;

  private static final String USES =
      """
      import io.netty.channel.EventLoop;

      class Test {
        @NonBlocking
        void checked(EventLoop loop) throws Exception {
          lib.Guards.checkNotEventLoop(loop);
          Thread.sleep(1);
        }

        @NonBlocking
        void asked(EventLoop loop) throws Exception {
          if (lib.Guards.isElsewhere(loop)) {
            Thread.sleep(1);
          }
        }

        @NonBlocking
        void reported(EventLoop loop) throws Exception {
          if (lib.Guards.mayBeElsewhere(loop, true)) {
            // BUG: Diagnostic contains: Thread.sleep(long)
            Thread.sleep(1);
          }
          if (!lib.Guards.isElsewhere(loop)) {
            // BUG: Diagnostic contains: Thread.sleep(long)
            Thread.sleep(1);
          }
          lib.Guards.checkSometimes(loop, false);
          // BUG: Diagnostic contains: Thread.sleep(long)
          Thread.sleep(1);
        }

        @NonBlocking
        void done(CompletableFuture<String> future, CompletableFuture<String> other) {
          lib.Guards.checkDone(future);
          future.join();
          // BUG: Diagnostic contains: CompletableFuture.join()
          other.join();
        }

        @NonBlocking
        String first(List<CompletableFuture<String>> futures) {
          // BUG: Diagnostic contains: CompletableFuture.join()
          return lib.Guards.isFirstReady(futures) ? futures.get(1).join() : "";
        }

        @NonBlocking
        String ready(CompletableFuture<String> future, CompletableFuture<String> other) {
          if (!lib.Guards.isPending(other)) {
            return other.join();
          }
          // BUG: Diagnostic contains: CompletableFuture.join()
          return lib.Guards.isReady("x", future) ? future.join() : other.join();
        }
      }
      """;

  private static final String USES_OF_CALLERS =
      """
      import io.netty.channel.EventLoop;

      class Test {
        @NonBlocking
        void onEvent(EventLoop loop, CompletableFuture<String> a, CompletableFuture<String> b)
            throws Exception {
          lib.Callers.asked(loop);
          lib.Callers.ready(a);
          // BUG: Diagnostic contains: wrongWayRound(loop)  ->  Thread.sleep(long)
          lib.Callers.wrongWayRound(loop);
          // BUG: Diagnostic contains: sometimes(loop)  ->  Thread.sleep(long)
          lib.Callers.sometimes(loop);
          // BUG: Diagnostic contains: other(a, b)  ->  CompletableFuture.join()
          lib.Callers.other(a, b);
          // BUG: Diagnostic contains: wrongState(a)  ->  CompletableFuture.join()
          lib.Callers.wrongState(a);
        }

        @NonBlocking
        void checked(EventLoop loop, CompletableFuture<String> a, CompletableFuture<String> b)
            throws Exception {
          lib.Callers.done(a);
          lib.Callers.state(b);
          lib.Callers.checked(loop);
        }
      }
      """;

  @Test
  void helperInSource() {
    AllChecks.compile(GUARDS, USES);
  }

  @Test
  void helperInClassFile() {
    AllChecks.compile(Library.of(GUARDS).options(), USES);
  }

  @Test
  void callerInSource() {
    AllChecks.compile(GUARDS, CALLERS, USES_OF_CALLERS);
  }

  @Test
  void callerInClassFile() {
    AllChecks.compile(Library.of(GUARDS, CALLERS).options(), USES_OF_CALLERS);
  }

  @Test
  void helperInClassFileThatKeepsItsResult() {
    AllChecks.compile(
        Library.of(GUARDS).options(),
        """
        import io.netty.channel.EventLoop;

        class Test {
          @NonBlocking
          void onEvent(EventLoop loop, boolean other) throws Exception {
            if (lib.Guards.isElsewhere(loop, other)) {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void longerHelper() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String silent(CompletableFuture<String> future) {
            if (isReady(future)) {
              return future.join();
            }
            return isReadyOrNull(future) ? future.join() : "";
          }

          @NonBlocking
          String reported(CompletableFuture<String> future) {
            if (isReadyOrTrue(future, true)) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              return future.join();
            }
            if (isAnotherReady(future)) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              return future.join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return isReadyOrNull(future) ? "" : future.join();
          }

          static boolean isReady(CompletableFuture<String> future) {
            boolean done = future.isDone();
            return done;
          }

          static boolean isReadyOrNull(CompletableFuture<String> future) {
            if (future == null) {
              return false;
            }
            return future.isDone();
          }

          static boolean isReadyOrTrue(CompletableFuture<String> future, boolean truth) {
            if (truth) {
              return true;
            }
            return future.isDone();
          }

          static boolean isAnotherReady(CompletableFuture<String> future) {
            future = new CompletableFuture<>();
            return future.isDone();
          }
        }
        """);
  }

  @Test
  void helperThatCallsAnother() {
    String uses =
        """
        import io.netty.channel.EventLoop;

        class Test {
          @NonBlocking
          void onEvent(EventLoop loop, boolean other) throws Exception {
            lib.Guards.checkThrough(loop);
            Thread.sleep(1);
          }
        }
        """;
    AllChecks.compile(GUARDS, uses);
    AllChecks.compile(Library.of(GUARDS).options(), uses);
  }
}
