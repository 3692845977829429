package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN.md, section 5, rule 4: the executor that is given decides. */
final class ExecutorOperandTest {
  private static final String DIRECT =
      "com.google.common.util.concurrent.MoreExecutors.directExecutor";

  private static Stream<String> stageCalls() {
    return ModelledContextTest.ON_EXECUTOR.stream()
        .map(call -> call.substring(0, call.length() - 1) + ", EXECUTOR)");
  }

  @ParameterizedTest
  @MethodSource("stageCalls")
  void everyAsyncMethodOfCompletionStage(String call) {
    checkMembers(
        getClass(),
        """
        void worker(CompletionStage<String> stage, CompletionStage<String> other) {
          stage.WORKER;
        }

        void unknown(CompletionStage<String> stage, CompletionStage<String> other, Executor given) {
          stage.GIVEN;
        }

        void eventLoop(
            CompletionStage<String> stage, CompletionStage<String> other, EventLoop loop) {
          // BUG: Diagnostic contains: runs on a Netty event loop
          stage.LOOP;
        }

        void direct(CompletionStage<String> stage, CompletionStage<String> other) {
          // BUG: Diagnostic contains: runs on whichever thread completes it
          stage.DIRECT;
        }
        """
            .replace("WORKER", call.replace("EXECUTOR", "Executors.newCachedThreadPool()"))
            .replace("GIVEN", call.replace("EXECUTOR", "given"))
            .replace("LOOP", call.replace("EXECUTOR", "loop"))
            .replace("DIRECT", call.replace("EXECUTOR", "Runnable::run")),
        "io.netty.channel.EventLoop");
  }

  @Test
  void sourcesOfCompletableFuture() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void worker(ExecutorService given) {
          ExecutorService pool = Executors.newFixedThreadPool(2);
          CompletableFuture.supplyAsync(() -> napped(1), pool);
          CompletableFuture.runAsync(() -> nap(), given);
          new CompletableFuture<Integer>().completeAsync(() -> napped(1), pool);
        }

        void eventLoop(EventLoop loop) {
          // BUG: Diagnostic contains: runs on a Netty event loop
          CompletableFuture.supplyAsync(() -> napped(1), loop);
          // BUG: Diagnostic contains: runs on a Netty event loop
          CompletableFuture.runAsync(() -> nap(), loop);
          // BUG: Diagnostic contains: runs on a Netty event loop
          new CompletableFuture<Integer>().completeAsync(() -> napped(1), loop);
        }
        """,
        "io.netty.channel.EventLoop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Runnable::run",
        "task -> task.run()",
        "(task) -> { task.run(); }",
        "com.google.common.util.concurrent.MoreExecutors.directExecutor()",
        "com.google.common.util.concurrent.MoreExecutors.newDirectExecutorService()"
      })
  void directExecutorsRunOnTheCompletersThread(String executor) {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, Executor other) {
          future.thenAcceptAsync(x -> nap(), other);
          future.thenAcceptAsync(x -> nap(), task -> other.execute(task));
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenAcceptAsync(x -> nap(), EXECUTOR);
        }
        """
            .replace("EXECUTOR", executor));
  }

  @Test
  void directExecutorRunsASourceInTheEnclosingContext() {
    checkMembers(
        getClass(),
        """
        void unknown() {
          CompletableFuture.runAsync(() -> nap(), Runnable::run);
        }

        @NonBlocking
        void nonBlocking(Executor other) {
          CompletableFuture.runAsync(() -> nap(), other);
          // BUG: Diagnostic contains: Thread.sleep(long) blocks
          CompletableFuture.runAsync(() -> nap(), Runnable::run);
        }
        """);
  }

  @Test
  void taskOfDirectExecutorRunsInTheEnclosingContext() {
    checkMembers(
        getClass(),
        """
        void unknown() {
          DIRECT().execute(() -> nap());
        }

        @NonBlocking
        void nonBlocking(Executor other) {
          Executor direct = Runnable::run;
          other.execute(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          direct.execute(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          DIRECT().execute(() -> nap());
        }
        """
            .replace("DIRECT", DIRECT));
  }

  @Test
  void tasksOfEventLoops() {
    checkMembers(
        getClass(),
        """
        void worker(DefaultEventExecutorGroup group) {
          group.next().execute(() -> nap());
        }

        void eventLoop(Channel channel, ChannelHandlerContext context, EventLoopGroup group) {
          // BUG: Diagnostic contains: runs on a Netty event loop (runnable of
          channel.eventLoop().execute(() -> nap());
          // BUG: Diagnostic contains: runs on a Netty event loop
          context.executor().submit(() -> nap());
          // BUG: Diagnostic contains: runs on a Netty event loop
          group.next().schedule(() -> nap(), 1, TimeUnit.SECONDS);
          // BUG: Diagnostic contains: runs on a Netty event loop
          group.scheduleAtFixedRate(() -> nap(), 1, 1, TimeUnit.SECONDS);
        }
        """,
        "io.netty.channel.*",
        "io.netty.util.concurrent.DefaultEventExecutorGroup");
  }

  @Test
  void tasksOfAnySort() {
    checkMembers(
        getClass(),
        """
        static class Napper implements Runnable {
          @Override
          public void run() {
            nap();
          }
        }

        void worker(ThreadPoolExecutor pool) {
          pool.execute(Nap::nap);
          pool.execute(new Napper());
        }

        void eventLoop(EventLoop loop) {
          // BUG: Diagnostic contains: runs on a Netty event loop
          Runnable stored = () -> nap();
          // BUG: Diagnostic contains: runs on a Netty event loop
          loop.execute(Nap::nap);
          // BUG: Diagnostic contains: Napper.run runs on a Netty event loop
          loop.execute(new Napper());
          loop.execute(stored);
        }
        """,
        "io.netty.channel.EventLoop");
  }

  @Test
  void tasksOfPoolsMayBlock() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(ForkJoinPool forkJoin) {
          Executors.newSingleThreadExecutor().execute(() -> nap());
          Executors.newScheduledThreadPool(1).schedule(() -> nap(), 1, TimeUnit.SECONDS);
          forkJoin.submit(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """);
  }

  @Test
  void typeOfVariableTells() {
    checkMembers(
        getClass(),
        """
        void method(
            CompletableFuture<String> future, ThreadPoolExecutor pool, Executor any, EventLoop loop) {
          future.thenRunAsync(() -> nap(), pool);
          future.thenRunAsync(() -> nap(), any);
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.thenRunAsync(() -> nap(), loop);
        }
        """,
        "io.netty.channel.EventLoop");
  }

  @Test
  void effectivelyFinalLocal() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, Channel channel) {
          Executor pool = Executors.newCachedThreadPool();
          Executor direct = Runnable::run;
          Executor loop = channel.eventLoop();
          Executor again = loop;
          future.thenRunAsync(() -> nap(), pool);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenRunAsync(() -> nap(), direct);
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.thenRunAsync(() -> nap(), loop);
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.thenRunAsync(() -> nap(), (again));
        }
        """,
        "io.netty.channel.Channel");
  }

  @Test
  void localThatIsAssignedAgain() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, Executor other) {
          Executor direct = Runnable::run;
          if (other != null) {
            direct = other;
          }
          future.thenRunAsync(() -> nap(), direct);
        }

        void parameter(CompletableFuture<String> future, Executor given) {
          if (given == null) {
            given = Runnable::run;
          }
          future.thenRunAsync(() -> nap(), given);
        }

        void once(CompletableFuture<String> future) {
          Executor direct;
          direct = Runnable::run;
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenRunAsync(() -> nap(), direct);
        }
        """);
  }

  @Test
  void finalField() {
    checkMembers(
        getClass(),
        """
        private static final Executor POOL = Executors.newCachedThreadPool();
        private static final Executor DIRECT = Runnable::run;
        private final Executor direct = Runnable::run;
        private final Executor loop;
        final Executor visibleButFinal = Runnable::run;

        Test(Channel channel) {
          this.loop = channel.eventLoop();
        }

        void method(CompletableFuture<String> future) {
          future.thenRunAsync(() -> nap(), POOL);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenRunAsync(() -> nap(), DIRECT);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenRunAsync(() -> nap(), direct);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenRunAsync(() -> nap(), this.visibleButFinal);
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.thenRunAsync(() -> nap(), loop);
        }
        """,
        "io.netty.channel.Channel");
  }

  @Test
  void fieldThatOthersMaySet() {
    checkMembers(
        getClass(),
        """
        Executor visible = Runnable::run;
        private Executor changed = Runnable::run;
        private final Executor either;

        Test(Executor given) {
          this.either = given;
        }

        Test() {
          this.either = Runnable::run;
        }

        void set(Executor other) {
          changed = other;
        }

        void method(CompletableFuture<String> future) {
          future.thenRunAsync(() -> nap(), visible);
          future.thenRunAsync(() -> nap(), changed);
          future.thenRunAsync(() -> nap(), either);
        }
        """);
  }

  @Test
  void wrappers() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, EventLoop loop, ThreadPoolExecutor pool) {
          future.thenRunAsync(() -> nap(), MoreExecutors.newSequentialExecutor(pool));
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.thenRunAsync(() -> nap(), MoreExecutors.newSequentialExecutor(loop));
          // BUG: Diagnostic contains: runs on a Netty event loop
          MoreExecutors.listeningDecorator(loop).execute(() -> nap());
        }
        """,
        "com.google.common.util.concurrent.MoreExecutors",
        "io.netty.channel.EventLoop");
  }

  @Test
  void delayedExecutor() {
    checkMembers(
        getClass(),
        """
        void method(EventLoop loop, ThreadPoolExecutor pool) {
          CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> nap());
          CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, pool).execute(() -> nap());
          // BUG: Diagnostic contains: runs on a Netty event loop
          CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, loop).execute(() -> nap());
        }
        """,
        "io.netty.channel.EventLoop");
  }

  @Test
  void guavaCallbacks() {
    checkMembers(
        getClass(),
        """
        void method(ListenableFuture<String> future, ThreadPoolExecutor pool, Executor any) {
          Futures.addCallback(
              future,
              new FutureCallback<String>() {
                @Override
                public void onSuccess(String value) {
                  nap();
                }

                @Override
                public void onFailure(Throwable reason) {}
              },
              pool);
          Futures.transform(future, x -> napped(x), any);
          Futures.addCallback(
              future,
              new FutureCallback<String>() {
                @Override
                public void onSuccess(String value) {
                  // BUG: Diagnostic contains: runs on whichever thread completes it
                  nap();
                }

                @Override
                public void onFailure(Throwable reason) {
                  // BUG: Diagnostic contains: runs on whichever thread completes it
                  nap();
                }
              },
              MoreExecutors.directExecutor());
          // BUG: Diagnostic contains: runs on whichever thread completes it
          Futures.transform(future, x -> napped(x), MoreExecutors.directExecutor());
        }
        """,
        "com.google.common.util.concurrent.FutureCallback",
        "com.google.common.util.concurrent.Futures",
        "com.google.common.util.concurrent.ListenableFuture",
        "com.google.common.util.concurrent.MoreExecutors");
  }

  @Test
  void objectsOfNamedClassesHaveAllTheirCallbacks() {
    checkMembers(
        getClass(),
        """
        static class Callback implements FutureCallback<String> {
          @Override
          public void onSuccess(String value) {}

          @Override
          public void onFailure(Throwable reason) {
            nap();
          }
        }

        void method(ListenableFuture<String> future, Executor any) {
          Futures.addCallback(future, new Callback(), any);
          // BUG: Diagnostic contains: Callback.onFailure runs on whichever thread completes it
          Futures.addCallback(future, new Callback(), MoreExecutors.directExecutor());
        }
        """,
        "com.google.common.util.concurrent.FutureCallback",
        "com.google.common.util.concurrent.Futures",
        "com.google.common.util.concurrent.ListenableFuture",
        "com.google.common.util.concurrent.MoreExecutors");
  }

  @Test
  void executorThatIsOneselfAsReceiver() {
    checkMembers(
        getClass(),
        """
        abstract static class Loop extends SingleThreadEventLoop {
          Loop(ThreadFactory factory) {
            super(null, factory, false);
          }

          void method(Executor other) {
            other.execute(() -> nap());
            // BUG: Diagnostic contains: runs on a Netty event loop
            execute(() -> nap());
          }
        }
        """,
        "io.netty.channel.SingleThreadEventLoop");
  }
}
