package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DESIGN.md, section 5, rule 7: where a guard has shown that this is no event loop, code may block.
 */
final class GuardTest {
  private static final String LOOP = "io.netty.channel.EventLoop";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop.inEventLoop()",
        "loop.inEventLoop(Thread.currentThread())",
        "loop.isExecutorThread(Thread.currentThread())",
        "io.vertx.core.Context.isOnEventLoopThread()",
        "reactor.core.scheduler.Schedulers.isInNonBlockingThread()",
        "reactor.core.scheduler.Schedulers.isNonBlockingThread(Thread.currentThread())",
        "javax.swing.SwingUtilities.isEventDispatchThread()",
        "java.awt.EventQueue.isDispatchThread()"
      })
  void knownGuards(String guard) {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop) {
          if (!GUARD) {
            nap();
          }
          if (GUARD) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """
            .replace("GUARD", guard),
        LOOP);
  }

  @Test
  void guardThatMeansMayBlock() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method() {
          if (Context.isOnWorkerThread()) {
            nap();
          } else {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """,
        "io.vertx.core.Context");
  }

  @Test
  void otherConditionsAreNoGuards() {
    checkMembers(
        getClass(),
        """
        boolean inEventLoop() {
          return false;
        }

        @NonBlocking
        void method(EventLoop loop) {
          if (!loop.isShutdown()) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
          if (!inEventLoop()) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """,
        LOOP);
  }

  @Test
  void elseBranch() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop) {
          if (loop.inEventLoop()) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          } else {
            nap();
          }
        }
        """,
        LOOP);
  }

  @Test
  void earlyExit() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void afterReturn(EventLoop loop) {
          if (loop.inEventLoop()) {
            return;
          }
          nap();
        }

        @NonBlocking
        void afterThrow(EventLoop loop) {
          if (loop.inEventLoop()) {
            throw new IllegalStateException();
          }
          nap();
        }

        @NonBlocking
        void withoutExit(EventLoop loop) {
          if (loop.inEventLoop()) {
            System.gc();
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }

        @NonBlocking
        void wrongExit(EventLoop loop) {
          if (!loop.inEventLoop()) {
            return;
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """,
        LOOP);
  }

  @Test
  void afterTheGuardedBranch() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop) {
          if (!loop.inEventLoop()) {
            nap();
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """,
        LOOP);
  }

  @Test
  void conditionalExpression() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        int silent(EventLoop loop) {
          return loop.inEventLoop() ? 1 : napped(2);
        }

        @NonBlocking
        int reported(EventLoop loop) {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          return loop.inEventLoop() ? napped(1) : 2;
        }
        """,
        LOOP);
  }

  @Test
  void logicalOperators() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void silent(EventLoop loop, boolean other) {
          if (!loop.inEventLoop() && other) {
            nap();
          }
          if (other && !loop.inEventLoop() && napped(true)) {
            nap();
          }
          if (loop.inEventLoop() || other) {
            System.gc();
          } else {
            nap();
          }
          boolean done = loop.inEventLoop() || napped(true);
        }

        @NonBlocking
        void reported(EventLoop loop, boolean other) {
          if (!loop.inEventLoop() || other) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
          if (loop.inEventLoop() && other) {
            System.gc();
          } else {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          boolean done = loop.inEventLoop() && napped(true);
        }
        """,
        LOOP);
  }

  @Test
  void resultInLocal() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop, boolean other) {
          boolean onLoop = loop.inEventLoop();
          boolean changed = loop.inEventLoop();
          changed = other;
          if (!onLoop) {
            nap();
          }
          if (!changed) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
          if (onLoop) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """,
        LOOP);
  }

  @Test
  void guardInLambda() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, EventLoop loop) {
          future.thenAccept(
              x -> {
                if (!loop.inEventLoop()) {
                  nap();
                }
              });
          future.thenAccept(
              x -> {
                if (loop.inEventLoop()) {
                  // BUG: Diagnostic contains: runs on whichever thread completes it
                  nap();
                }
              });
        }
        """,
        LOOP);
  }

  @Test
  void guardAroundInlineLambda() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop, List<String> list) {
          if (!loop.inEventLoop()) {
            list.forEach(x -> nap());
          } else {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            list.forEach(x -> nap());
          }
        }
        """,
        LOOP);
  }

  @Test
  void guardSaysNothingAboutLambdasThatRunElsewhere() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop) {
          if (!loop.inEventLoop()) {
            nap();
            // BUG: Diagnostic contains: runs on a Netty event loop
            loop.execute(() -> nap());
          }
        }
        """,
        LOOP);
  }

  @Test
  void guardInACalleesBody() {
    checkMembers(
        getClass(),
        """
        void guarded(EventLoop loop) {
          if (!loop.inEventLoop()) {
            nap();
          }
        }

        void wrong(EventLoop loop) {
          if (loop.inEventLoop()) {
            nap();
          }
        }

        @NonBlocking
        void method(EventLoop loop) {
          guarded(loop);
          // BUG: Diagnostic contains: wrong(loop)  ->  Nap.nap()
          wrong(loop);
        }
        """,
        LOOP);
  }

  @Test
  void guardInAClassFile() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop) throws InterruptedException {
          CompiledReceivers.sleepIfAllowed(loop);
          // BUG: Diagnostic contains: CompiledReceivers.sleepIfForbidden(loop)
          CompiledReceivers.sleepIfForbidden(loop);
        }
        """,
        LOOP,
        "dev.offload.checker.context.CompiledReceivers");
  }

  @Test
  void guardInSwitchAndLoop() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(EventLoop loop, int choice) {
          switch (choice) {
            case 1:
              if (loop.inEventLoop()) {
                return;
              }
              nap();
              break;
            default:
              // BUG: Diagnostic contains: this method is marked @NonBlocking
              nap();
          }
          while (!loop.inEventLoop()) {
            nap();
          }
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """,
        LOOP);
  }

  @Test
  void checkedPrecondition() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void silent(EventLoop loop) {
          com.google.common.base.Preconditions.checkState(!loop.inEventLoop(), "blocks");
          nap();
        }

        @NonBlocking
        void reported(EventLoop loop) {
          com.google.common.base.Preconditions.checkState(loop.inEventLoop());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """,
        LOOP);
  }
}
