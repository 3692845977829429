package dev.offload.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * What looks blocking and is fine, as users write it, and next to it what looks fine and blocks.
 *
 * <p>The first part has one test for each row of the collection of other tools' false alarms, in
 * its order. Each shows the silent cases first, then at least one look-alike that is reported.
 */
final class SilenceTest {
  /** Sleeps, in the same file or in another one. */
  private static final String SLOW =
      """
      final class Slow {
        static String call() {
          try {
            Thread.sleep(100);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return "";
        }
      }
      """;

  /** Checks the same uses with a helper in source and with one in a class file. */
  private static void compileWithHelper(String helper, String uses) {
    AllChecks.compile(helper, uses);
    AllChecks.compile(Library.of(helper).options(), uses);
  }

  // The rows of the collection.

  @Test
  void joinOfMembersInAStageOfAllOf() {
    AllChecks.compile(
        """
        class Two {
          private final CompletableFuture<String> left = new CompletableFuture<>();
          private final CompletableFuture<String> right = new CompletableFuture<>();
          private final CompletableFuture<Void> both = CompletableFuture.allOf(left, right);

          CompletableFuture<String> direct(
              CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture.allOf(a, b).handle((done, failure) -> a.join());
            CompletableFuture.allOf(a, b).exceptionally(failure -> null).thenRun(() -> b.join());
            CompletableFuture.allOf(a, b).thenApply(done -> a.getNow("") + b.getNow(""));
            a.thenCombine(b, (x, y) -> a.join() + b.join());
            return CompletableFuture.allOf(a, b).thenApply(done -> a.join() + b.join());
          }

          CompletableFuture<Void> checked(
              CompletableFuture<String> a, CompletableFuture<String> b) {
            return CompletableFuture.allOf(a, b)
                .thenAccept(
                    done -> {
                      try {
                        String both = a.get() + b.get(1, TimeUnit.SECONDS);
                      } catch (InterruptedException | ExecutionException | TimeoutException e) {
                        throw new CompletionException(e);
                      }
                    });
          }

          CompletableFuture<String> local() {
            CompletableFuture<String> a = load("a");
            CompletableFuture<String> b = load("b");
            CompletableFuture<Void> all = CompletableFuture.allOf(a, b);
            return all.thenApply(done -> a.join() + b.join());
          }

          CompletableFuture<String> fields() {
            return both.thenApply(done -> left.join() + this.right.join());
          }

          CompletableFuture<String> nested(
              CompletableFuture<String> a, CompletableFuture<String> b) {
            return CompletableFuture.allOf(a, b)
                .thenCompose(done -> load(a.join()).thenApply(x -> x + b.join()));
          }

          CompletableFuture<String> stored(
              CompletableFuture<String> a, CompletableFuture<String> b) {
            Function<Void, String> join = done -> a.join() + b.join();
            return CompletableFuture.allOf(a, b).thenApply(join);
          }

          CompletableFuture<String> helper(
              CompletableFuture<String> a, CompletableFuture<String> b) {
            return CompletableFuture.allOf(a, b).thenApply(done -> joined(a, b));
          }

          private static String joined(CompletableFuture<String> a, CompletableFuture<String> b) {
            return a.join() + b.join();
          }

          static CompletableFuture<String> load(String id) {
            return new CompletableFuture<>();
          }
        }
        """,
        """
        import java.util.stream.*;

        class Many {
          CompletableFuture<List<String>> batch(List<String> ids) {
            List<CompletableFuture<String>> futures = ids.stream().map(Two::load).toList();
            return CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]))
                .thenApply(
                    done ->
                        futures.stream().map(CompletableFuture::join).collect(Collectors.toList()));
          }

          static <T> CompletableFuture<List<T>> sequence(
              Collection<? extends CompletableFuture<? extends T>> futures) {
            return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(done -> futures.stream().<T>map(each -> each.join()).toList());
          }

          CompletableFuture<List<String>> loops(List<CompletableFuture<String>> futures) {
            return CompletableFuture.allOf(
                    futures.toArray(new CompletableFuture<?>[futures.size()]))
                .thenApply(
                    done -> {
                      List<String> result = new ArrayList<>();
                      for (CompletableFuture<String> each : futures) {
                        result.add(each.join());
                      }
                      for (int i = 0; i < futures.size(); i++) {
                        result.add(futures.get(i).join());
                      }
                      Iterator<CompletableFuture<String>> iterator = futures.iterator();
                      while (iterator.hasNext()) {
                        result.add(iterator.next().join());
                      }
                      futures.forEach(each -> result.add(each.join()));
                      futures.stream().mapToInt(each -> each.join().length()).sum();
                      futures.stream().flatMap(each -> Stream.of(each.join())).forEach(result::add);
                      return result;
                    });
          }

          CompletableFuture<Void> values(Map<String, CompletableFuture<String>> futures) {
            CompletableFuture<Void> all =
                CompletableFuture.allOf(futures.values().toArray(new CompletableFuture[0]));
            all.thenRun(() -> futures.values().forEach(each -> each.join()));
            all.thenApply(done -> futures.get("a").join());
            return all.thenRun(() -> futures.forEach((id, each) -> each.join()));
          }

          CompletableFuture<Void> array(CompletableFuture<?>... futures) {
            return CompletableFuture.allOf(futures)
                .thenRun(
                    () -> {
                      for (CompletableFuture<?> each : futures) {
                        each.join();
                      }
                      futures[0].join();
                    });
          }
        }
        """,
        """
        class Reported {
          void start(
              CompletableFuture<String> a,
              CompletableFuture<String> b,
              CompletableFuture<String> other,
              List<CompletableFuture<String>> futures,
              List<CompletableFuture<String>> others) {
            // BUG: Diagnostic contains: [NestedJoin] CompletableFuture.join() blocks (join)
            CompletableFuture.allOf(a, b).thenApply(done -> other.join());
            CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]))
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenApply(done -> others.stream().map(CompletableFuture::join).toList());
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.allOf(a, b).thenApply(done -> Two.load(a.join()).join());
          }
        }
        """);
  }

  @Test
  void joinGuardedByIsDone() {
    AllChecks.compile(
        """
        import static com.google.common.base.Preconditions.checkState;

        class Test {
          private final Map<String, CompletableFuture<String>> cache = new ConcurrentHashMap<>();
          private CompletableFuture<String> field = new CompletableFuture<>();

          @NonBlocking
          String branches(CompletableFuture<String> future, boolean other) throws Exception {
            if (future.isDone()) {
              return future.join();
            }
            if (future.isCompletedExceptionally()) {
              return future.get();
            }
            if (other && future.isDone() && future.join().isEmpty()) {
              return future.get(1, TimeUnit.SECONDS);
            }
            return future.isDone() ? future.join() : "";
          }

          @NonBlocking
          String earlyReturn(CompletableFuture<String> future) throws Exception {
            if (!future.isDone()) {
              return "";
            }
            try {
              return future.get();
            } finally {
              future.join();
            }
          }

          @NonBlocking
          String checked(CompletableFuture<String> future) {
            checkState(future.isDone(), "not complete");
            return future.join();
          }

          @NonBlocking
          String asserted(CompletableFuture<String> future) {
            assert future.isDone() : "not complete";
            return future.join();
          }

          @NonBlocking
          String spinning(CompletableFuture<String> future) {
            while (!future.isDone()) {
              Thread.onSpinWait();
            }
            return future.join();
          }

          @NonBlocking
          String fields(String key) {
            CompletableFuture<String> copy = field;
            if (copy.isDone()) {
              return copy.join();
            }
            if (this.field.isDone()) {
              return field.join();
            }
            CompletableFuture<String> cached = cache.get(key);
            return cached != null && cached.isDone() ? cached.join() : "";
          }

          @NonBlocking
          String helpers(CompletableFuture<String> future) {
            if (isReady(future)) {
              return future.join();
            }
            boolean done = future.isDone();
            return done ? quoted(future) : "";
          }

          static boolean isReady(Future<?> future) {
            return future != null && future.isDone();
          }

          static String quoted(CompletableFuture<String> future) {
            return "'" + future.join() + "'";
          }

          @NonBlocking
          Object pattern(Object value) {
            return value instanceof CompletableFuture<?> future && future.isDone()
                ? future.join()
                : value;
          }

          @NonBlocking
          List<String> collections(List<CompletableFuture<String>> futures) {
            futures.forEach(each -> System.out.println(each.isDone() ? each.join() : "pending"));
            futures.removeIf(each -> each.isDone() && each.join().isEmpty());
            for (CompletableFuture<String> each : futures) {
              if (!each.isDone()) {
                continue;
              }
              each.join();
            }
            return futures.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
          }
        }
        """,
        """
        import io.vertx.core.Future;

        class Frameworks {
          @NonBlocking
          Object netty(io.netty.util.concurrent.Future<String> future) throws Exception {
            if (future.isSuccess()) {
              return future.get();
            }
            return future.isDone() ? future.sync().getNow() : null;
          }

          @NonBlocking
          Object vertx(Future<String> future) {
            if (future.succeeded() || future.failed()) {
              return "";
            }
            return future.isComplete() ? future.await() : "";
          }

          @NonBlocking
          String forkJoin(ForkJoinTask<String> task) {
            return task.isCompletedNormally() ? task.join() : "";
          }
        }
        """,
        """
        class Reported {
          @NonBlocking
          String unguarded(CompletableFuture<String> future) {
            if (future.isDone()) {
              System.out.println("done");
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }

          @NonBlocking
          String wrongWay(
              CompletableFuture<String> future, io.netty.util.concurrent.Future<?> netty)
              throws Exception {
            if (!netty.isDone()) {
              // BUG: Diagnostic contains: Future.sync()
              netty.sync();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.isDone() ? "" : future.join();
          }
        }
        """);
  }

  @Test
  void getInTheListenerOfTheSameFuture() {
    AllChecks.compile(
        """
        import com.google.common.util.concurrent.*;

        class Guava {
          private ListenableFuture<String> own;

          void listen(
              ListenableFuture<String> future, ListenableFuture<String> other, Executor executor) {
            future.addListener(() -> get(future), MoreExecutors.directExecutor());
            future.addListener(() -> Futures.getUnchecked(future), Runnable::run);
            future.addListener(() -> get(other), executor);
            own.addListener(() -> get(own), MoreExecutors.directExecutor());
            Futures.transform(future, x -> get(future), MoreExecutors.directExecutor());
            Futures.whenAllSucceed(future, other)
                .call(() -> get(future) + get(other), MoreExecutors.directExecutor());
            Futures.transform(
                Futures.allAsList(future, other),
                x -> get(future) + get(other),
                MoreExecutors.directExecutor());
            future.addListener(
                () -> {
                  try {
                    Futures.getDone(other);
                  } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                  }
                },
                MoreExecutors.directExecutor());
            // BUG: Diagnostic contains: get(other)  ->  Future.get()
            future.addListener(() -> get(other), MoreExecutors.directExecutor());
          }

          static String get(Future<String> future) {
            try {
              return future.get();
            } catch (InterruptedException | ExecutionException e) {
              throw new IllegalStateException(e);
            }
          }
        }
        """,
        """
        import io.netty.channel.*;

        class Netty {
          void listen(Channel channel, ChannelFuture future, ChannelFuture other) {
            future.addListener(done -> done.get());
            future.addListener(done -> future.sync());
            future.addListener((ChannelFutureListener) done -> done.sync().channel().close());
            future.addListener(
                new ChannelFutureListener() {
                  @Override
                  public void operationComplete(ChannelFuture done) throws Exception {
                    done.get();
                  }
                });
            channel.writeAndFlush("x").addListener(done -> done.syncUninterruptibly());
            channel.closeFuture().addListener(done -> channel.closeFuture().sync());
            // BUG: Diagnostic contains: ChannelFuture.sync()
            future.addListener(done -> other.sync());
          }

          static class Listener implements ChannelFutureListener {
            private ChannelFuture other;

            @Override
            public void operationComplete(ChannelFuture future) throws Exception {
              future.get();
              log(future);
              // BUG: Diagnostic contains: log(other)  ->  ChannelFuture.awaitUninterruptibly()
              log(other);
            }

            private static void log(ChannelFuture future) {
              System.out.println(future.awaitUninterruptibly().isSuccess());
            }
          }
        }
        """,
        """
        class Jdk {
          private final CompletableFuture<String> own = new CompletableFuture<>();

          void listen(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.whenComplete((value, failure) -> future.join());
            own.whenComplete((value, failure) -> own.join());
            this.own.thenRun(() -> print(own));
            future.handle(
                (value, failure) -> {
                  try {
                    return future.get();
                  } catch (InterruptedException | ExecutionException e) {
                    return "";
                  }
                });
            CompletableFuture<String> promise = new CompletableFuture<>();
            promise.thenRun(() -> promise.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.whenComplete((value, failure) -> other.join());
          }

          static void print(CompletableFuture<String> future) {
            System.out.println(future.join());
          }
        }
        """,
        """
        class Elsewhere {
          static class Worker extends javax.swing.SwingWorker<String, Void> {
            @Override
            protected String doInBackground() {
              return "";
            }

            @Override
            protected void done() {
              try {
                System.out.println(get());
              } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
              }
            }
          }

          static class Task extends FutureTask<String> {
            Task(Callable<String> callable) {
              super(callable);
            }

            @Override
            protected void done() {
              try {
                System.out.println(get());
              } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
              }
            }
          }

          void vertx(io.vertx.core.Future<String> future, io.vertx.core.Future<String> other) {
            future.onSuccess(value -> future.await());
            io.vertx.core.Future.all(future, other).onSuccess(all -> other.await());
            // BUG: Diagnostic contains: Future.await()
            future.onSuccess(value -> other.await());
          }
        }
        """);
  }

  @Test
  void waitForWhatIsCompleteFromTheStart() {
    AllChecks.compile(
        """
        import com.google.common.util.concurrent.*;
        import reactor.core.publisher.*;

        class Test {
          private static final CompletableFuture<Void> DONE =
              CompletableFuture.completedFuture(null);
          private final CompletableFuture<String> ready = CompletableFuture.completedFuture("x");
          private CompletableFuture<String> latest = CompletableFuture.completedFuture("x");

          void set(CompletableFuture<String> latest) {
            this.latest = latest;
          }

          @NonBlocking
          void silent(CompletableFuture<String> future, io.netty.channel.Channel channel)
              throws Exception {
            future.getNow("");
            future.thenApply(String::trim).getNow(null);
            DONE.join();
            Test.DONE.get(1, TimeUnit.SECONDS);
            ready.get();
            CompletableFuture.completedFuture("x").join();
            CompletableFuture.failedFuture(new IOException()).get();
            CompletableFuture.completedStage("x").toCompletableFuture().join();
            CompletableFuture<String> local = CompletableFuture.completedFuture("x");
            local.join();
            CompletableFuture.allOf(ready, DONE).join();
            Futures.immediateFuture("x").get();
            Futures.getUnchecked(Futures.immediateVoidFuture());
            Mono.just("x").block();
            Mono.empty().blockOptional();
            io.vertx.core.Future.succeededFuture("x").await();
            channel.newSucceededFuture().sync();
          }

          @NonBlocking
          void reported(
              CompletableFuture<String> future, CompletableFuture<String> other, boolean slow)
              throws Exception {
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.supplyAsync(() -> "x").join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.completedFuture("x").thenCompose(x -> future).join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.completedFuture("x").thenApplyAsync(String::trim).join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.allOf(ready, future).join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            latest.join();
            CompletableFuture<String> local = CompletableFuture.completedFuture("x");
            if (slow) {
              local = other;
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            local.join();
            // BUG: Diagnostic contains: Mono.block()
            Mono.fromCallable(() -> "x").block();
            // BUG: Diagnostic contains: Mono.block()
            Mono.just("x").delayElement(java.time.Duration.ofMillis(1)).block();
          }
        }
        """);
  }

  @EnabledForJreRange(min = JRE.JAVA_19)
  @Test
  void resultOfTheFutureNow() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(Future<String> future) throws Exception {
            future.exceptionNow();
            future.resultNow();
            // BUG: Diagnostic contains: Future.get()
            return future.get();
          }
        }
        """);
  }

  @Test
  void waitBehindAGuardForTheEventLoop() {
    AllChecks.compile(
        SLOW,
        """
        import io.netty.channel.*;

        class Netty extends ChannelInboundHandlerAdapter {
          private EventLoop loop;

          @Override
          public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            ChannelFuture future = ctx.write(message);
            if (!ctx.executor().inEventLoop()) {
              future.await();
            }
            boolean onLoop = ctx.channel().eventLoop().inEventLoop();
            if (!onLoop) {
              future.sync();
            }
            if (mayBlock()) {
              future.sync();
            }
            // BUG: Diagnostic contains: ChannelFuture.sync()
            future.sync();
          }

          private boolean mayBlock() {
            return !loop.inEventLoop();
          }

          @NonBlocking
          void exits(Channel channel, ChannelFuture future) throws Exception {
            if (channel.eventLoop().inEventLoop()) {
              future.addListener(done -> {});
              return;
            }
            future.sync();
          }

          @NonBlocking
          void rethrows(Channel channel, ChannelFuture future) throws Exception {
            if (channel.eventLoop().inEventLoop()) {
              throw new IllegalStateException("would block");
            } else {
              future.sync();
            }
          }

          @NonBlocking
          void asserts() {
            assert !loop.inEventLoop() : "on the loop";
            Slow.call();
          }

          @NonBlocking
          void wrongWay() {
            if (loop.inEventLoop()) {
              // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
              Slow.call();
            }
          }

          @NonBlocking
          void otherTest() {
            if (!loop.isShuttingDown()) {
              // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
              Slow.call();
            }
          }
        }
        """,
        """
        class Others {
          @NonBlocking
          String reactor() {
            return reactor.core.scheduler.Schedulers.isInNonBlockingThread() ? "" : Slow.call();
          }

          @NonBlocking
          String vertx() {
            if (io.vertx.core.Context.isOnEventLoopThread()) {
              return "";
            }
            return Slow.call();
          }

          @NonBlocking
          void swing(boolean slow) {
            if (slow && !javax.swing.SwingUtilities.isEventDispatchThread()) {
              Slow.call();
            }
            if (!java.awt.EventQueue.isDispatchThread()) {
              Slow.call();
            }
            if (javax.swing.SwingUtilities.isEventDispatchThread()) {
              // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
              Slow.call();
            }
          }
        }
        """);
  }

  /** By models: of Mutiny, which is shipped, and of a user-interface toolkit of one's own. */
  @Test
  void waitBehindAGuardThatAModelNames() {
    Library library =
        Library.of(
                """
                package io.smallrye.mutiny;

                public interface Uni<T> {
                  io.smallrye.mutiny.groups.UniAwait<T> await();
                }
                """,
                """
                package io.smallrye.mutiny.groups;

                public class UniAwait<T> {
                  public T indefinitely() {
                    return null;
                  }
                }
                """,
                """
                package io.smallrye.mutiny.infrastructure;

                public class Infrastructure {
                  public static boolean canCallerThreadBeBlocked() {
                    return true;
                  }
                }
                """,
                """
                package ui;

                public class Platform {
                  public static boolean isFxApplicationThread() {
                    return false;
                  }
                }
                """)
            .with(
                "dev/offload/checker/models/ui.model",
                "ui.Platform#isFxApplicationThread  guard non-blocking");
    AllChecks.compile(
        library.options(),
        """
        import io.smallrye.mutiny.Uni;
        import io.smallrye.mutiny.infrastructure.Infrastructure;

        class Test {
          @NonBlocking
          String mutiny(Uni<String> uni) {
            if (Infrastructure.canCallerThreadBeBlocked()) {
              return uni.await().indefinitely();
            }
            // BUG: Diagnostic contains: UniAwait.indefinitely() blocks (join)
            return uni.await().indefinitely();
          }

          @NonBlocking
          void toolkit() throws Exception {
            if (!ui.Platform.isFxApplicationThread()) {
              Thread.sleep(1);
            } else {
              // BUG: Diagnostic contains: Thread.sleep(long)
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void lambdaHandedToAnotherExecutor() {
    AllChecks.compile(
        SLOW,
        """
        import com.google.common.util.concurrent.MoreExecutors;
        import io.netty.channel.EventLoop;

        class Test {
          private final ExecutorService pool = Executors.newFixedThreadPool(4);
          private final Executor given;

          Test(Executor given) {
            this.given = given;
          }

          @NonBlocking
          void silent(ScheduledExecutorService timer, ForkJoinPool forkJoin, Executor unknown) {
            pool.execute(() -> Slow.call());
            pool.submit(Slow::call);
            given.execute(Slow::call);
            unknown.execute(() -> Slow.call());
            timer.schedule(() -> Slow.call(), 1, TimeUnit.SECONDS);
            timer.scheduleAtFixedRate(() -> Slow.call(), 1, 1, TimeUnit.SECONDS);
            forkJoin.submit(() -> Slow.call());
            CompletableFuture.supplyAsync(() -> Slow.call(), pool);
            CompletableFuture.runAsync(Slow::call, unknown);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, pool).execute(Slow::call);
            new Thread(() -> Slow.call(), "worker").start();
            new Thread(new Task()).start();
            pool.execute(new Task());
            Runnable stored = () -> Slow.call();
            pool.execute(stored);
            pool.execute(
                new Runnable() {
                  @Override
                  public void run() {
                    Slow.call();
                  }
                });
            new Thread() {
              @Override
              public void run() {
                Slow.call();
              }
            }.start();
          }

          static class Task implements Runnable {
            @Override
            public void run() {
              Slow.call();
            }
          }

          @NonBlocking
          void monitor() {
            // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock)
            synchronized (this) {
              pool.execute(() -> Slow.call());
            }
          }

          @NonBlocking
          void reported(EventLoop loop) {
            // BUG: Diagnostic contains: runs on a Netty event loop
            loop.execute(() -> Slow.call());
            // BUG: Diagnostic contains: runs on a Netty event loop
            loop.schedule(() -> Slow.call(), 1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: runs on a Netty event loop
            CompletableFuture.runAsync(() -> Slow.call(), loop);
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            MoreExecutors.directExecutor().execute(() -> Slow.call());
            Executor direct = Runnable::run;
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            direct.execute(() -> Slow.call());
          }
        }
        """);
  }

  @Test
  void lambdaGivenToAnUnknownHigherOrderMethod() {
    String library =
        """
        package lib;

        public class Tasks {
          private final List<Runnable> tasks = new ArrayList<>();

          public void add(Runnable task) {
            tasks.add(task);
          }

          public static void start(Runnable task, Executor executor) {
            executor.execute(task);
          }

          public static <T> Supplier<T> lazy(Supplier<T> value) {
            return () -> value.get();
          }

          public static void now(Runnable task) {
            task.run();
          }
        }
        """;
    String uses =
        """
        class Test {
          interface Unknown {
            void submit(Runnable task);

            <T> T with(Function<String, T> function);
          }

          @NonBlocking
          void onEvent(lib.Tasks tasks, Unknown unknown, Executor executor) {
            tasks.add(() -> sleep());
            tasks.add(this::sleep);
            lib.Tasks.start(() -> sleep(), executor);
            lib.Tasks.lazy(() -> sleep());
            unknown.submit(() -> sleep());
            unknown.with(x -> sleep());
            unknown.submit(
                new Runnable() {
                  @Override
                  public void run() {
                    sleep();
                  }
                });
            // BUG: Diagnostic contains: sleep()  ->  Thread.sleep(long)
            lib.Tasks.now(() -> sleep());
          }

          private int sleep() {
            try {
              Thread.sleep(1);
              return 1;
            } catch (InterruptedException e) {
              return 0;
            }
          }
        }
        """;
    compileWithHelper(library, uses);
  }

  @Test
  void codeThatIsOnlyDefined() {
    AllChecks.compile(
        SLOW,
        """
        class Test {
          private final Supplier<String> field = () -> Slow.call();

          @NonBlocking
          Object locals() {
            class Local {
              final int number = 1;

              String call() {
                return Slow.call();
              }
            }
            record Pair(String left, String right) {
              String joined() {
                return left + Slow.call();
              }
            }
            Runnable lambda = () -> Slow.call();
            Supplier<String> reference = Slow::call;
            Object anonymous =
                new Object() {
                  @Override
                  public String toString() {
                    return Slow.call();
                  }
                };
            new Pair("a", "b");
            return new Local();
          }

          @NonBlocking
          Supplier<String> returned() {
            return () -> Slow.call();
          }

          @NonBlocking
          Inner inner() {
            return new Inner();
          }

          class Inner {
            String call() {
              return Slow.call();
            }
          }

          @NonBlocking
          void called() {
            class Local {
              String call() {
                return Slow.call();
              }
            }
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            new Local().call();
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            new Inner().call();
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            List.of("x").forEach(x -> Slow.call());
          }
        }
        """);
  }

  @Test
  void blockingSourceOnAnElasticScheduler() {
    AllChecks.compile(
        SLOW,
        """
        import reactor.core.publisher.*;
        import reactor.core.scheduler.Scheduler;
        import reactor.core.scheduler.Schedulers;

        class Test {
          private final Scheduler elastic = Schedulers.newBoundedElastic(4, 100, "blocking");
          private final Scheduler given;

          Test(Scheduler given) {
            this.given = given;
          }

          Mono<String> returned() {
            return Mono.fromCallable(() -> Slow.call()).subscribeOn(Schedulers.boundedElastic());
          }

          @NonBlocking
          void sources(ExecutorService pool) {
            Mono.fromCallable(() -> Slow.call())
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe();
            Mono.fromCallable(Slow::call).map(x -> Slow.call()).subscribeOn(elastic).subscribe();
            Mono.defer(() -> Mono.just(Slow.call())).subscribeOn(elastic).subscribe();
            Mono.fromCallable(() -> Slow.call()).subscribeOn(given).subscribe();
            Mono.fromRunnable(() -> Slow.call())
                .subscribeOn(Schedulers.fromExecutor(pool))
                .subscribe();
            Mono<String> stored = Mono.fromCallable(() -> Slow.call());
            stored.subscribeOn(elastic).subscribe();
            elastic.schedule(() -> Slow.call());
          }

          void operators(Mono<String> mono, Flux<String> flux) {
            mono.publishOn(Schedulers.boundedElastic()).map(x -> Slow.call()).subscribe();
            flux
                .publishOn(Schedulers.parallel())
                .publishOn(elastic)
                .map(x -> Slow.call())
                .subscribe();
            flux.parallel().runOn(Schedulers.boundedElastic()).map(x -> Slow.call()).subscribe();
            mono
                .flatMap(x -> Mono.fromCallable(() -> Slow.call()).subscribeOn(elastic))
                .subscribe();
            mono.flatMap(x -> blocking(() -> Slow.call())).subscribe();
          }

          private static <T> Mono<T> blocking(Callable<T> callable) {
            return Mono.fromCallable(callable).subscribeOn(Schedulers.boundedElastic());
          }

          @NonBlocking
          void reported(Mono<String> mono) {
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            mono.map(x -> Slow.call()).subscribe();
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            mono.map(x -> Slow.call()).publishOn(Schedulers.boundedElastic()).subscribe();
            mono
                .publishOn(elastic)
                .publishOn(Schedulers.parallel())
                // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
                .map(x -> Slow.call())
                .subscribe();
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            Mono.fromCallable(() -> Slow.call()).subscribeOn(Schedulers.parallel()).subscribe();
            // BUG: Diagnostic contains: It runs here and now
            Mono.just(Slow.call()).subscribeOn(Schedulers.boundedElastic()).subscribe();
          }
        }
        """);
  }

  @Test
  void asynchronousStageWithAnExecutor() {
    AllChecks.compile(
        SLOW,
        """
        import com.google.common.util.concurrent.MoreExecutors;
        import io.netty.channel.EventLoop;

        class Test {
          private final ExecutorService pool = Executors.newCachedThreadPool();
          private Executor setLater;

          void silent(CompletableFuture<String> future, Executor unknown, EventLoop loop) {
            future.thenApplyAsync(x -> Slow.call(), pool);
            future.handleAsync((x, failure) -> Slow.call(), unknown);
            future.whenCompleteAsync((x, failure) -> Slow.call(), setLater);
            future.thenRunAsync(Slow::call, pool);
            future.thenComposeAsync(x -> CompletableFuture.completedFuture(Slow.call()), pool);
            future.thenAcceptAsync(x -> future.thenRunAsync(() -> Slow.call(), pool), loop);
            future.thenApply(x -> x).thenApplyAsync(x -> Slow.call(), pool).thenApply(x -> x);
          }

          void reported(CompletableFuture<String> future, EventLoop loop) {
            // BUG: Diagnostic contains: runs on whichever thread completes it
            future.thenApply(x -> Slow.call());
            // BUG: Diagnostic contains: runs on a Netty event loop
            future.thenApplyAsync(x -> Slow.call(), loop);
            // BUG: Diagnostic contains: runs on whichever thread completes it
            future.thenApplyAsync(x -> Slow.call(), Runnable::run);
            // BUG: Diagnostic contains: runs on whichever thread completes it
            future.thenApplyAsync(x -> Slow.call(), MoreExecutors.directExecutor());
            // BUG: Diagnostic contains: runs on whichever thread completes it
            future.thenApplyAsync(x -> x, pool).thenApply(x -> Slow.call());
          }
        }
        """);
  }

  @Test
  void workerThreadsOfAFramework() {
    Library rest =
        Library.of(
                """
                package rest;

                public @interface Get {}
                """,
                """
                package rest;

                public @interface Transactional {}
                """,
                """
                package rest;

                public @interface RunOnVirtualThread {}
                """)
            .with(
                "dev/offload/checker/models/rest.model",
                "rest.Get  context event-loop returning java.util.concurrent.CompletionStage",
                "rest.Transactional  context worker");
    AllChecks.compile(
        rest.options(),
        SLOW,
        """
        import io.vertx.core.*;

        class Vertx5 {
          static class Worker extends AbstractVerticle {
            @Override
            public void start() {
              Slow.call();
            }
          }

          static class Virtual extends VerticleBase {
            @Override
            public io.vertx.core.Future<?> start() {
              Slow.call();
              return io.vertx.core.Future.succeededFuture();
            }
          }

          static class Loop extends AbstractVerticle {
            @Override
            public void start() {
              // BUG: Diagnostic contains: runs on a Vert.x event loop
              Slow.call();
            }
          }

          void deploy(Vertx vertx) {
            DeploymentOptions options = new DeploymentOptions();
            options.setThreadingModel(ThreadingModel.WORKER);
            vertx.deployVerticle(new Worker(), options);
            vertx.deployVerticle(
                Virtual::new,
                new DeploymentOptions()
                    .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                    .setInstances(2));
            vertx.deployVerticle(new Loop());
          }

          void blocking(Vertx vertx, WorkerExecutor worker, Context context) {
            vertx.setTimer(1, id -> vertx.executeBlocking(() -> Slow.call()));
            vertx.setTimer(1, id -> worker.executeBlocking(Slow::call));
            vertx.setTimer(1, id -> context.executeBlocking(() -> Slow.call(), false));
            Callable<String> stored = () -> Slow.call();
            vertx.setTimer(1, id -> vertx.executeBlocking(stored));
            // BUG: Diagnostic contains: runs on a Vert.x event loop
            vertx.setTimer(1, id -> Slow.call());
            // BUG: Diagnostic contains: runs on a Vert.x event loop
            vertx.executeBlocking(() -> "").onSuccess(x -> Slow.call());
          }
        }
        """,
        """
        import io.netty.channel.*;
        import io.netty.util.concurrent.*;

        class Netty {
          private final EventExecutorGroup workers = new DefaultEventExecutorGroup(4);

          static class OnWorkers extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
              Slow.call();
            }
          }

          static class Marked extends ChannelInboundHandlerAdapter {
            @Override
            @Blocking
            public void channelRead(ChannelHandlerContext ctx, Object message) {
              Slow.call();
            }

            @Override
            public void channelActive(ChannelHandlerContext ctx) {
              // BUG: Diagnostic contains: runs on a Netty event loop
              Slow.call();
            }
          }

          @Blocking
          static class MarkedClass extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
              Slow.call();
            }
          }

          void init(ChannelPipeline pipeline) {
            pipeline.addLast(workers, new OnWorkers());
            pipeline.addLast(new Marked(), new MarkedClass());
          }
        }
        """,
        """
        import rest.*;

        class Rest {
          @Get
          @Blocking
          CompletionStage<String> blocking() {
            return CompletableFuture.completedStage(Slow.call());
          }

          @Get
          @Transactional
          CompletionStage<String> transactional() {
            return CompletableFuture.completedStage(Slow.call());
          }

          @Get
          @RunOnVirtualThread
          CompletionStage<String> virtual() {
            return CompletableFuture.completedStage(Slow.call());
          }

          @Get
          CompletionStage<String> loop() {
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            return CompletableFuture.completedStage(Slow.call());
          }
        }
        """);
  }

  @Test
  void customThreadsThatPermitBlocking() {
    AllChecks.compile(
        SLOW,
        """
        import io.netty.util.concurrent.*;

        class Test {
          static class PermittingThread extends FastThreadLocalThread {
            PermittingThread(Runnable task) {
              super(task);
            }

            @Override
            public boolean permitBlockingCalls() {
              return true;
            }

            @Override
            public void run() {
              Slow.call();
              super.run();
            }
          }

          void start() {
            new PermittingThread(() -> Slow.call()).start();
            new FastThreadLocalThread(() -> Slow.call(), "poller").start();
            new DefaultThreadFactory("poller").newThread(() -> Slow.call()).start();
          }

          @NonBlocking
          void guarded(FastThreadLocalThread thread) {
            if (thread.permitBlockingCalls()) {
              Slow.call();
            }
            if (Thread.currentThread() instanceof FastThreadLocalThread own
                && own.permitBlockingCalls()) {
              Slow.call();
            }
            if (!thread.permitBlockingCalls()) {
              return;
            }
            Slow.call();
          }

          @NonBlocking
          void reported() {
            if (!(Thread.currentThread() instanceof FastThreadLocalThread)) {
              // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
              Slow.call();
            }
          }
        }
        """);
  }

  @Test
  void submittingATask() {
    AllChecks.compile(
        """
        import io.netty.util.HashedWheelTimer;

        class Test {
          private final ExecutorService pool = Executors.newFixedThreadPool(4);
          private final ThreadPoolExecutor bounded =
              new ThreadPoolExecutor(
                  1,
                  1,
                  1,
                  TimeUnit.SECONDS,
                  new ArrayBlockingQueue<>(10),
                  new ThreadPoolExecutor.CallerRunsPolicy());

          @NonBlocking
          void silent(
              ScheduledExecutorService scheduler,
              java.util.Timer timer,
              HashedWheelTimer wheel,
              CompletionService<String> service,
              TimerTask task) {
            pool.execute(() -> {});
            pool.submit(() -> "x");
            bounded.execute(() -> {});
            scheduler.schedule(() -> {}, 1, TimeUnit.SECONDS);
            scheduler.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.SECONDS);
            timer.schedule(task, 1000);
            wheel.newTimeout(timeout -> {}, 1, TimeUnit.SECONDS);
            wheel.start();
            service.submit(() -> "x");
            CompletableFuture.runAsync(() -> {}, pool);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> {});
            ForkJoinPool.commonPool().execute(() -> {});
            new Thread(() -> {}).start();
            pool.shutdown();
            pool.shutdownNow();
          }

          @NonBlocking
          void reported(HashedWheelTimer wheel) throws Exception {
            // BUG: Diagnostic contains: Future.get()
            pool.submit(() -> "x").get();
            // BUG: Diagnostic contains: ExecutorService.invokeAll(Collection)
            pool.invokeAll(List.<Callable<String>>of());
            // BUG: Diagnostic contains: awaitTermination(long, TimeUnit)
            pool.awaitTermination(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: HashedWheelTimer.stop()
            wheel.stop();
          }
        }
        """);
  }

  @Test
  void queueMethodsThatDoNotWait() {
    AllChecks.compile(
        """
        class Test {
          private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
          private final LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>();
          private final BlockingQueue<String> sorted = new PriorityBlockingQueue<>();
          private final BlockingQueue<String> bounded = new ArrayBlockingQueue<>(10);
          private final BlockingQueue<String> limited = new LinkedBlockingQueue<>(10);

          @NonBlocking
          void silent(TransferQueue<String> transfer, DelayQueue<Delayed> delayed, Delayed item)
              throws Exception {
            queue.add("x");
            queue.offer("x");
            queue.poll();
            queue.peek();
            queue.remove();
            queue.drainTo(new ArrayList<>());
            queue.drainTo(new ArrayList<>(), 10);
            queue.size();
            bounded.add("x");
            bounded.offer("x");
            bounded.remainingCapacity();
            deque.addFirst("x");
            deque.offerLast("x");
            deque.pollFirst();
            deque.push("x");
            deque.pop();
            transfer.tryTransfer("x");
            queue.poll(0, TimeUnit.SECONDS);
            bounded.offer("x", 0, TimeUnit.SECONDS);
            sorted.put("x");
            new PriorityBlockingQueue<String>().put("x");
            new LinkedTransferQueue<String>().put("x");
            delayed.put(item);
            for (String each : queue) {
              each.length();
            }
          }

          @NonBlocking
          void reported(BlockingQueue<String> unknown, TransferQueue<String> transfer)
              throws Exception {
            // BUG: Diagnostic contains: [BlockingWait] LinkedBlockingQueue.take() blocks (wait)
            queue.take();
            // BUG: Diagnostic contains: BlockingQueue.put(E)
            unknown.put("x");
            // BUG: Diagnostic contains: ArrayBlockingQueue.put(E)
            bounded.put("x");
            // BUG: Diagnostic contains: LinkedBlockingQueue.put(E)
            limited.put("x");
            // BUG: Diagnostic contains: poll(long, TimeUnit) blocks (wait, up to 1 SECONDS)
            queue.poll(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: offer(E, long, TimeUnit) blocks (wait, up to 1 SECONDS)
            bounded.offer("x", 1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: LinkedBlockingDeque.takeFirst()
            deque.takeFirst();
            // BUG: Diagnostic contains: TransferQueue.transfer(E)
            transfer.transfer("x");
            // BUG: Diagnostic contains: SynchronousQueue.put(E)
            new SynchronousQueue<String>().put("x");
          }
        }
        """);
    compileWithHelper(
        """
        package lib;

        public class Mailbox {
          private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(10);

          public boolean send(String message) {
            return messages.offer(message);
          }

          public String next() {
            return messages.poll();
          }

          public String await() throws InterruptedException {
            return messages.take();
          }
        }
        """,
        """
        class Helper {
          @NonBlocking
          void onEvent(lib.Mailbox mailbox) throws Exception {
            mailbox.send("x");
            mailbox.next();
            // BUG: Diagnostic contains: mailbox.await()
            mailbox.await();
          }
        }
        """);
  }

  @Test
  void tryLockWithoutATimeout() {
    AllChecks.compile(
        """
        class Test {
          private final Lock lock = new ReentrantLock();
          private final Semaphore permits = new Semaphore(1);
          private int count;

          @NonBlocking
          void silent(ReadWriteLock both, StampedLock stamped, CountDownLatch latch)
              throws Exception {
            if (lock.tryLock()) {
              try {
                count++;
              } finally {
                lock.unlock();
              }
            }
            if (both.writeLock().tryLock()) {
              both.writeLock().unlock();
            }
            if (permits.tryAcquire()) {
              permits.release();
            }
            permits.tryAcquire(2);
            permits.drainPermits();
            stamped.tryOptimisticRead();
            stamped.tryReadLock();
            stamped.tryWriteLock();
            latch.countDown();
            lock.tryLock(0, TimeUnit.SECONDS);
            permits.tryAcquire(0, TimeUnit.SECONDS);
            permits.tryAcquire(2, 0, TimeUnit.SECONDS);
            latch.await(0, TimeUnit.SECONDS);
          }

          @NonBlocking
          void reported(StampedLock stamped, CountDownLatch latch) throws Exception {
            // BUG: Diagnostic contains: tryLock(long, TimeUnit) blocks (lock, up to 1 SECONDS)
            lock.tryLock(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: StampedLock.tryReadLock(long, TimeUnit)
            stamped.tryReadLock(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: [BlockingWait] Semaphore.acquire()
            permits.acquire();
            // BUG: Diagnostic contains: Semaphore.tryAcquire(long, TimeUnit)
            permits.tryAcquire(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: CountDownLatch.await()
            latch.await();
          }
        }
        """);
  }

  /** Locks in sight are a check of their own, which can be switched off; others do not count. */
  @Test
  void shortLock() {
    String helper =
        """
        package lib;

        public class Counters {
          private final Lock lock = new ReentrantLock();
          private final Map<String, Integer> counts = new HashMap<>();

          public synchronized int total() {
            return counts.size();
          }

          public int count(String key) {
            lock.lock();
            try {
              return counts.merge(key, 1, Integer::sum);
            } finally {
              lock.unlock();
            }
          }

          public void clear() {
            synchronized (counts) {
              counts.clear();
            }
          }

          public synchronized void load(Path path) throws IOException {
            counts.put(Files.readString(path), 1);
          }
        }
        """;
    AllChecks.compile(
        Library.of(helper).options(),
        """
        class InClassFiles {
          @NonBlocking
          void onEvent(lib.Counters counters, Path path) throws Exception {
            counters.total();
            counters.count("x");
            counters.clear();
            Collections.synchronizedMap(new HashMap<String, String>()).put("x", "y");
            new Hashtable<String, String>().get("x");
            new Vector<String>().add("x");
            new StringBuffer().append("x");
            new CopyOnWriteArrayList<String>().add("x");
            // BUG: Diagnostic contains: [BlockingIo] Files.readString(Path) blocks (file)
            counters.load(path);
          }
        }
        """);
    AllChecks.compile(
        helper,
        """
        class InSource {
          private final Lock lock = new ReentrantLock();
          private int count;

          @NonBlocking
          void onEvent(lib.Counters counters, Path path) throws Exception {
            // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock)
            counters.total();
            // BUG: Diagnostic contains: [BlockingLock] ReentrantLock.lock() blocks (lock)
            counters.count("x");
            // BUG: Diagnostic contains: [BlockingLock] synchronized blocks (lock)
            synchronized (this) {
              count++;
            }
            // BUG: Diagnostic contains: [BlockingIo] Files.readString(Path) blocks (file)
            counters.load(path);
            lock.lock();
            try {
              // BUG: Diagnostic contains: [BlockingIo] Files.readString(Path) blocks (file)
              Files.readString(path);
            } finally {
              lock.unlock();
            }
          }
        }
        """);
  }

  @Test
  void computeIfAbsent() {
    AllChecks.compile(
        """
        class Test {
          private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

          @NonBlocking
          void silent(String key) {
            map.computeIfAbsent(key, String::trim);
            map.computeIfAbsent(key, k -> new StringBuilder(k).reverse().toString());
            map.computeIfPresent(key, this::joined);
            map.compute(key, (k, v) -> v == null ? k : k + v);
            map.merge(key, "x", String::concat);
            map.putIfAbsent(key, "x");
            map.replaceAll((k, v) -> v.trim());
          }

          private String joined(String left, String right) {
            return left + right;
          }

          @NonBlocking
          void reported(String key) {
            // BUG: Diagnostic contains: load(k)  ->  Files.readString(Path)
            map.computeIfAbsent(key, k -> load(k));
            // BUG: Diagnostic contains: this::load  ->  Files.readString(Path)
            map.computeIfAbsent(key, this::load);
            // BUG: Diagnostic contains: load(k)  ->  Files.readString(Path)
            map.compute(key, (k, v) -> v == null ? load(k) : v);
            // BUG: Diagnostic contains: load(x)  ->  Files.readString(Path)
            map.merge(key, "x", (x, y) -> load(x));
          }

          private String load(String key) {
            try {
              return Files.readString(Path.of(key));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """);
    compileWithHelper(
        """
        package lib;

        public class Cache {
          private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

          public String trimmed(String key) {
            return map.computeIfAbsent(key, k -> k.trim());
          }

          public String loaded(String key) {
            return map.computeIfAbsent(key, k -> load(k));
          }

          private static String load(String key) {
            try {
              return Files.readString(Path.of(key));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """,
        """
        class Helper {
          @NonBlocking
          void onEvent(lib.Cache cache, String key) {
            cache.trimmed(key);
            // BUG: Diagnostic contains: Files.readString(Path)
            cache.loaded(key);
          }
        }
        """);
  }

  @Test
  void eventLoopsOwnCode() {
    AllChecks.compile(
        SLOW,
        """
        import io.netty.util.concurrent.SingleThreadEventExecutor;
        import java.nio.channels.Selector;

        class Loop extends SingleThreadEventExecutor {
          private final Selector selector;

          Loop(Selector selector) {
            super(null, Executors.defaultThreadFactory(), true);
            this.selector = selector;
          }

          @Override
          protected void run() {
            do {
              try {
                selector.select();
              } catch (IOException e) {
                handleLoopException();
              }
              Runnable task = takeTask();
              if (task != null) {
                task.run();
              }
            } while (!confirmShutdown());
          }

          private void handleLoopException() {
            try {
              Thread.sleep(1000);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          void start() {
            // BUG: Diagnostic contains: runs on a Netty event loop
            execute(() -> Slow.call());
          }
        }
        """,
        """
        class OwnLoop implements Executor {
          private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
          private final Thread thread = new Thread(this::loop, "loop");

          private void loop() {
            try {
              while (true) {
                tasks.take().run();
              }
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void execute(Runnable task) {
            tasks.add(task);
          }

          @NonBlocking
          void onEvent() {
            execute(() -> Slow.call());
            // BUG: Diagnostic contains: loop()  ->  LinkedBlockingQueue.take()
            loop();
          }
        }
        """);
  }

  @Test
  void initialisationThatHappensOnce() {
    String helper =
        """
        package lib;

        public class Config {
          private static final String VALUE;

          static {
            try {
              VALUE = Files.readString(Path.of("config"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          public static String value() {
            return VALUE;
          }

          public static Config instance() {
            return Holder.INSTANCE;
          }

          public enum Size {
            SMALL,
            LARGE;

            public final String label = read(name());
          }

          private static class Holder {
            static final Config INSTANCE = new Config(read("instance"));
          }

          private Config(String value) {}

          public Config(Path path) throws IOException {
            Files.readString(path);
          }

          public static String read(String name) {
            try {
              return Files.readString(Path.of(name));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """;
    compileWithHelper(
        helper,
        """
        import lib.Config;

        class Test {
          @NonBlocking
          void onEvent(Path path) throws Exception {
            Config.value();
            Config.instance();
            Config.Size.valueOf("SMALL");
            String label = Config.Size.LARGE.label;
            ServiceLoader.load(Runnable.class).forEach(Runnable::run);
            ResourceBundle.getBundle("texts");
            Class.forName("lib.Config");
            // BUG: Diagnostic contains: Files.readString(Path)
            new Config(path);
            // BUG: Diagnostic contains: Files.readString(Path)
            Config.read("x");
          }
        }
        """);
  }

  @Test
  void randomBytes() {
    AllChecks.compile(
        """
        import java.security.SecureRandom;

        class Test {
          private final SecureRandom random = new SecureRandom();

          @NonBlocking
          void onEvent(Path path) throws Exception {
            random.nextBytes(new byte[16]);
            random.nextInt();
            UUID.randomUUID();
            ThreadLocalRandom.current().nextInt();
            // BUG: Diagnostic contains: Files.newInputStream(Path, OpenOption...)
            Files.newInputStream(Path.of("/dev/random"));
          }
        }
        """);
    AllChecks.compile(
        java.util.List.of("-XepOpt:Offload:Kinds=entropy"),
        """
        import java.security.SecureRandom;

        class OptedIn {
          @NonBlocking
          void onEvent(SecureRandom random) {
            ThreadLocalRandom.current().nextInt();
            // BUG: Diagnostic contains: SecureRandom.nextBytes(byte[]) blocks (entropy)
            random.nextBytes(new byte[16]);
            // BUG: Diagnostic contains: UUID.randomUUID() blocks (entropy)
            UUID.randomUUID();
          }
        }
        """);
  }

  @Test
  void handshakeOfAnSslEngine() {
    AllChecks.compile(
        """
        import java.nio.ByteBuffer;
        import javax.net.ssl.*;

        class Test {
          @NonBlocking
          void onEvent(SSLEngine engine, ByteBuffer from, ByteBuffer to, SSLSocket socket)
              throws Exception {
            engine.beginHandshake();
            engine.wrap(from, to);
            engine.unwrap(from, to);
            for (Runnable task = engine.getDelegatedTask(); task != null; ) {
              task.run();
              task = engine.getDelegatedTask();
            }
            engine.getSession();
            engine.closeOutbound();
            // BUG: Diagnostic contains: SSLSocket.startHandshake() blocks (network)
            socket.startHandshake();
          }
        }
        """);
  }

  @Test
  void logging() {
    AllChecks.compile(
        """
        import io.netty.util.internal.logging.*;
        import java.util.logging.*;

        class Test {
          private static final Logger logger = Logger.getLogger("test");
          private static final System.Logger system = System.getLogger("test");
          private static final InternalLogger netty = InternalLoggerFactory.getInstance(Test.class);

          @NonBlocking
          void silent(Exception failure, PrintStream out) {
            System.out.println("x");
            System.err.printf("%s", "x");
            System.out.flush();
            failure.printStackTrace();
            failure.printStackTrace(out);
            Thread.dumpStack();
            logger.info("x");
            logger.log(Level.WARNING, "x", failure);
            logger.fine(() -> "x" + failure);
            system.log(System.Logger.Level.INFO, "x");
            netty.warn("x", failure);
          }

          @NonBlocking
          void reported(Path path) {
            // BUG: Diagnostic contains: read(path)  ->  Files.readString(Path)
            logger.fine(() -> read(path));
            // BUG: Diagnostic contains: read(path)  ->  Files.readString(Path)
            System.out.println(read(path));
          }

          private static String read(Path path) {
            try {
              return Files.readString(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """);
    Library slf4j =
        Library.of(
            """
            package org.slf4j;

            public class Logger {
              public void info(String message) {
                append(message);
              }

              public static void append(String message) {
                try {
                  Files.writeString(Path.of("log"), message);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            }
            """,
            """
            package lib;

            public class Audit {
              private final org.slf4j.Logger logger = new org.slf4j.Logger();

              public void log(Exception failure) {
                System.err.println(failure);
                failure.printStackTrace();
                logger.info(failure.getMessage());
              }

              public void write(Exception failure) throws IOException {
                Files.writeString(Path.of("audit"), failure.getMessage());
              }
            }
            """);
    AllChecks.compile(
        slf4j.options(),
        """
        class Helper {
          @NonBlocking
          void onEvent(org.slf4j.Logger logger, lib.Audit audit, Exception failure)
              throws Exception {
            logger.info("x");
            audit.log(failure);
            // BUG: Diagnostic contains: audit.write(failure)  ->  Files.writeString
            audit.write(failure);
          }
        }
        """);
  }

  @Test
  void scrapingOfMetrics() {
    Library library =
        Library.of(
            """
            package metrics;

            public class Histogram {
              private final Object lock = new Object();
              private long[] counts = new long[10];

              public void record(int value) {
                synchronized (lock) {
                  counts[value]++;
                }
              }

              public synchronized long[] snapshot() {
                return counts.clone();
              }
            }
            """,
            """
            package metrics;

            public class Registry {
              private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
              private final List<Histogram> all = new ArrayList<>();

              public String scrape(Writer out) throws IOException {
                lock.readLock().lock();
                try {
                  for (Histogram each : all) {
                    out.write(each.snapshot().length);
                  }
                } finally {
                  lock.readLock().unlock();
                }
                return out.toString();
              }

              public void push(java.net.URL gateway) throws IOException {
                lock.readLock().lock();
                try {
                  gateway.openStream().close();
                } finally {
                  lock.readLock().unlock();
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        import metrics.*;

        class Test {
          @NonBlocking
          void onEvent(Histogram histogram, Registry registry, java.net.URL gateway)
              throws Exception {
            histogram.record(1);
            histogram.snapshot();
            registry.scrape(new StringWriter());
            // BUG: Diagnostic contains: [BlockingIo] URL.openStream() blocks (network)
            registry.push(gateway);
          }
        }
        """);
  }

  @Test
  void spinningAndYielding() {
    AllChecks.compile(
        """
        class Test {
          private volatile boolean ready;

          @NonBlocking
          void onEvent(Thread other) {
            Thread.yield();
            while (!ready) {
              Thread.onSpinWait();
            }
            LockSupport.unpark(other);
            other.interrupt();
            // BUG: Diagnostic contains: LockSupport.parkNanos(long) blocks (wait, up to 1000
            LockSupport.parkNanos(1000);
          }
        }
        """);
  }

  @Test
  void streamsInMemory() {
    AllChecks.compile(
        """
        import com.fasterxml.jackson.core.JsonFactory;
        import io.netty.buffer.*;
        import java.net.Socket;
        import java.util.zip.GZIPInputStream;
        import javax.xml.parsers.DocumentBuilder;
        import org.xml.sax.InputSource;

        class Test {
          private final InputStream field = new ByteArrayInputStream(new byte[1]);
          private final JsonFactory json = new JsonFactory();

          @NonBlocking
          void silent(byte[] bytes, String text, ByteBuf buffer, DocumentBuilder xml)
              throws Exception {
            new ByteArrayInputStream(bytes).readAllBytes();
            new StringReader(text).read();
            new CharArrayReader(text.toCharArray()).read();
            new BufferedReader(new StringReader(text)).lines().toList();
            new DataInputStream(new ByteBufInputStream(buffer)).readInt();
            new ByteBufOutputStream(buffer).write(1);
            new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
            new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            new Scanner(text).nextLine();
            field.read();
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            properties.store(new StringWriter(), "");
            xml.parse(new ByteArrayInputStream(bytes));
            xml.parse(new InputSource(new StringReader(text)));
            json.createParser(text).nextToken();
            json.createParser(bytes).nextToken();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes);
            new PrintStream(out).println(text);
            try (InputStream in = new ByteArrayInputStream(bytes);
                Reader reader = new InputStreamReader(in)) {
              reader.read();
              in.transferTo(out);
            }
            BufferedReader local = new BufferedReader(new InputStreamReader(open(text)));
            local.readLine();
            first(new ByteArrayInputStream(bytes));
          }

          @NonBlocking
          void unknown(InputStream in, Reader reader, OutputStream out) throws Exception {
            in.read();
            in.transferTo(out);
            reader.read();
            new BufferedReader(reader).readLine();
            out.write(1);
            in.close();
          }

          private static InputStream open(String text) {
            return new ByteArrayInputStream(text.getBytes());
          }

          private static String first(InputStream in) throws IOException {
            return new BufferedReader(new InputStreamReader(in)).readLine();
          }

          @NonBlocking
          void reported(Socket socket, DocumentBuilder xml, File file) throws Exception {
            // BUG: Diagnostic contains: InputStream.read() blocks (network)
            socket.getInputStream().read();
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
            first(socket.getInputStream());
            // BUG: Diagnostic contains: Scanner.nextLine() blocks (console)
            new Scanner(System.in).nextLine();
            // BUG: Diagnostic contains: DocumentBuilder.parse(File) blocks (file)
            xml.parse(file);
            // BUG: Diagnostic contains: (file)
            json.createParser(file);
          }
        }
        """);
  }

  @Test
  void methodsThatMerelyDeclareExceptions() {
    String helper =
        """
        package lib;

        public class Message implements Closeable {
          private final byte[] bytes;

          public Message(byte[] bytes) throws IOException {
            if (bytes.length == 0) {
              throw new EOFException();
            }
            this.bytes = bytes;
          }

          public void check() throws InterruptedException, TimeoutException {
            if (Thread.interrupted()) {
              throw new InterruptedException();
            }
          }

          @Override
          public void close() throws IOException {}

          public void pause() throws InterruptedException {
            Thread.sleep(bytes.length);
          }
        }
        """;
    compileWithHelper(
        helper,
        """
        import java.net.*;
        import java.nio.channels.*;

        class Test {
          @NonBlocking
          void silent(Closeable closeable, Flushable flushable, Appendable appendable)
              throws Exception {
            DatagramChannel datagrams = DatagramChannel.open();
            datagrams.configureBlocking(false);
            datagrams.bind(new InetSocketAddress(5353));
            datagrams.close();
            SocketChannel.open().close();
            ServerSocketChannel.open().bind(null).close();
            Selector.open().close();
            new Socket().setSoTimeout(1);
            new ServerSocket().close();
            new URL("http://example.org").openConnection();
            new URI("http://example.org");
            InetAddress.getByAddress(new byte[4]);
            InetAddress.getByName("127.0.0.1");
            closeable.close();
            flushable.flush();
            appendable.append("x");
            try (lib.Message message = new lib.Message(new byte[1]);
                StringWriter writer = new StringWriter()) {
              message.check();
            }
          }

          @NonBlocking
          void reported(lib.Message message, InetSocketAddress address) throws Exception {
            // BUG: Diagnostic contains: message.pause()  ->  Thread.sleep(long)
            message.pause();
            // BUG: Diagnostic contains: InetAddress.getByName(String) blocks (dns)
            InetAddress.getByName("example.org");
            // BUG: Diagnostic contains: SocketChannel.open(SocketAddress) blocks (network)
            SocketChannel.open(address);
          }
        }
        """);
  }

  @Test
  void channelsInNonBlockingMode() {
    AllChecks.compile(
        """
        import java.net.*;
        import java.nio.ByteBuffer;
        import java.nio.channels.*;

        class Test {
          private final SocketChannel field = open();

          private static SocketChannel open() {
            try {
              SocketChannel channel = SocketChannel.open();
              channel.configureBlocking(false);
              return channel;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @NonBlocking
          void silent(
              SocketChannel given,
              SelectionKey key,
              Selector selector,
              AsynchronousFileChannel file,
              AsynchronousSocketChannel socket,
              CompletionHandler<Integer, Object> handler,
              ByteBuffer buffer)
              throws Exception {
            SocketChannel local = SocketChannel.open();
            local.configureBlocking(false);
            local.connect(new InetSocketAddress(1));
            local.read(buffer);
            local.write(buffer);
            field.read(buffer);
            given.read(buffer);
            ((SocketChannel) key.channel()).write(buffer);
            selector.selectNow();
            selector.wakeup();
            file.read(buffer, 0);
            file.read(buffer, 0, null, handler);
            socket.read(buffer, null, handler);
            socket.write(buffer);
          }

          @NonBlocking
          void reported(
              FileChannel file,
              AsynchronousSocketChannel socket,
              Selector selector,
              ByteBuffer buffer)
              throws Exception {
            // BUG: Diagnostic contains: FileChannel.read(ByteBuffer) blocks (file)
            file.read(buffer);
            // BUG: Diagnostic contains: FileChannel.force(boolean)
            file.force(true);
            // BUG: Diagnostic contains: Future.get()
            socket.read(buffer).get();
            // BUG: Diagnostic contains: Selector.select()
            selector.select();
          }
        }
        """,
        """
        import java.nio.ByteBuffer;
        import java.nio.channels.*;

        class BlockingMode {
          @NonBlocking
          void onEvent(ByteBuffer buffer) throws Exception {
            SocketChannel channel = SocketChannel.open();
            // BUG: Diagnostic contains: SocketChannel.read(ByteBuffer) blocks (network)
            channel.read(buffer);
          }
        }
        """);
  }

  /** The silent half of this row is {@link #readOfWhatIsAvailable()}. */
  @Test
  void readAfterAvailable() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket, Reader unknown) throws Exception {
            InputStream in = socket.getInputStream();
            int count = in.available();
            while (System.in.available() > 0) {
              count++;
            }
            if (unknown.ready()) {
              unknown.read();
            }
            if (in.available() == 0) {
              // BUG: Diagnostic contains: InputStream.read() blocks (network)
              in.read();
            }
          }
        }
        """);
  }

  @Test
  void metadataOfFiles() {
    String calls =
        """
        import java.nio.file.attribute.*;

        class Test {
          @NonBlocking
          void onEvent(File file, Path path) throws Exception {
            file.exists();
            file.isDirectory();
            file.length();
            Files.exists(path);
            Files.isDirectory(path);
            Files.size(path);
            Files.readAttributes(path, BasicFileAttributes.class);
            path.toAbsolutePath();
            file.getName();
            // BUG: Diagnostic contains: [BlockingIo] Files.readString(Path) blocks (file)
            Files.readString(path);
            // BUG: Diagnostic contains: File.delete() blocks (file)
            file.delete();
            // BUG: Diagnostic contains: File.listFiles() blocks (file)
            file.listFiles();
          }
        }
        """;
    AllChecks.compile(calls);
    AllChecks.compile(
        java.util.List.of("-XepOpt:Offload:Kinds=file-metadata"),
        """
        class OptedIn {
          @NonBlocking
          void onEvent(File file, Path path) {
            file.getName();
            // BUG: Diagnostic contains: File.exists() blocks (file-metadata)
            file.exists();
            // BUG: Diagnostic contains: Files.isDirectory(Path, LinkOption...) blocks
            Files.isDirectory(path);
          }
        }
        """);
  }

  @Test
  void threadsThatMayBlock() {
    Library scheduling =
        Library.of(
            """
            package web;

            public @interface Scheduled {}
            """);
    AllChecks.compile(
        scheduling.options(),
        """
        import reactor.core.publisher.Mono;

        class Test {
          @org.junit.jupiter.api.Test
          void test(Mono<String> mono, CountDownLatch latch) throws Exception {
            mono.block();
            Thread.sleep(100);
            latch.await(1, TimeUnit.SECONDS);
          }

          public static void main(String[] args) throws Exception {
            Mono.fromCallable(() -> "x").block();
            new ArrayBlockingQueue<String>(1).take();
            System.in.read();
          }

          @web.Scheduled
          void poll() throws Exception {
            Files.readString(Path.of("x"));
          }

          CompletableFuture<String> load(CompletableFuture<String> future) {
            return CompletableFuture.completedFuture(future.join());
          }

          @NonBlocking
          void reported(CompletableFuture<String> future) throws Exception {
            // BUG: Diagnostic contains: load(future)  ->  CompletableFuture.join()
            load(future);
            // BUG: Diagnostic contains: poll()  ->  Files.readString(Path)
            poll();
          }
        }
        """);
  }

  @Test
  void bootstrapInMain() {
    AllChecks.compile(
        """
        import io.netty.bootstrap.ServerBootstrap;
        import io.netty.channel.*;

        class Server {
          public static void main(String[] args) throws Exception {
            ServerBootstrap bootstrap = new ServerBootstrap();
            bootstrap.childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) throws Exception {
                    channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
                    // BUG: Diagnostic contains: [NestedJoin] ChannelFuture.sync() blocks (join)
                    channel.closeFuture().sync();
                  }
                });
            ChannelFuture bound = bootstrap.bind(8080).sync();
            bound.channel().closeFuture().sync();
          }
        }
        """);
  }

  @Test
  void bodyOfATaskThatIsConstructedOnTheLoop() {
    AllChecks.compile(
        SLOW,
        """
        class Test {
          @NonBlocking
          Callable<String> silent(String name) {
            return new Callable<>() {
              private final String upper = name.toUpperCase();

              @Override
              public String call() {
                return upper + Slow.call();
              }
            };
          }

          static class Task implements Runnable {
            @Override
            public void run() {
              Slow.call();
            }
          }

          static class Eager implements Runnable {
            private final String value = Slow.call();

            @Override
            public void run() {}
          }

          abstract static class EagerBase implements Runnable {
            EagerBase() {
              Slow.call();
            }
          }

          @NonBlocking
          void named(Executor executor) {
            executor.execute(new Task());
            // BUG: Diagnostic contains: new Eager()  ->  Slow.call()  ->  Thread.sleep(long)
            executor.execute(new Eager());
          }

          @NonBlocking
          Object initialisers() {
            return new Callable<String>() {
              // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
              private final String value = Slow.call();

              {
                // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
                Slow.call();
              }

              @Override
              public String call() {
                return value + Slow.call();
              }
            };
          }

          @NonBlocking
          Object constructor() {
            // BUG: Diagnostic contains: Slow.call()  ->  Thread.sleep(long)
            return new EagerBase() {
              @Override
              public void run() {}
            };
          }
        }
        """);
  }

  @Test
  void accessorsThatAreNamedLikeWaits() {
    String helper =
        """
        package lib;

        public interface Commands {
          String get(String key);

          String take(String key);

          String join(String separator);

          void put(String key, String value);

          void await(Runnable callback);

          void sleep(long millis);

          Commands sync();

          boolean acquire();
        }
        """;
    compileWithHelper(
        helper,
        """
        import java.util.concurrent.atomic.*;

        class Test {
          static class Stack {
            String take() {
              return "";
            }

            void put(String value) {}

            void lock() {}
          }

          @NonBlocking
          void silent(
              AtomicReference<String> reference,
              Supplier<String> supplier,
              Map<String, String> map,
              Optional<String> optional,
              ThreadLocal<String> local,
              lib.Commands commands,
              Stack stack) {
            reference.get();
            supplier.get();
            map.get("x");
            map.put("x", "y");
            optional.get();
            local.get();
            String.join(",", "a", "b");
            java.nio.ByteBuffer.allocate(1).get();
            commands.get("x");
            commands.take("x");
            commands.join("x");
            commands.put("x", "y");
            commands.await(() -> {});
            commands.sleep(100);
            commands.sync().acquire();
            stack.put(stack.take());
            stack.lock();
          }

          @NonBlocking
          void reported(RunnableFuture<String> future, LinkedBlockingDeque<String> deque)
              throws Exception {
            // BUG: Diagnostic contains: Future.get()
            future.get();
            // BUG: Diagnostic contains: LinkedBlockingDeque.take()
            deque.take();
          }
        }
        """);
  }

  @Test
  void awaitOnAVirtualThread() {
    Library library =
        Library.of(
            """
            package io.smallrye.common.annotation;

            public @interface RunOnVirtualThread {}
            """,
            """
            package io.smallrye.common.annotation;

            public @interface NonBlocking {}
            """,
            """
            package io.smallrye.mutiny;

            public interface Uni<T> {
              io.smallrye.mutiny.groups.UniAwait<T> await();
            }
            """,
            """
            package io.smallrye.mutiny.groups;

            public class UniAwait<T> {
              public T indefinitely() {
                return null;
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        import io.smallrye.common.annotation.RunOnVirtualThread;
        import io.smallrye.mutiny.Uni;
        import io.vertx.core.*;

        class Test {
          @RunOnVirtualThread
          String resource(Uni<String> uni) {
            return uni.await().indefinitely();
          }

          @io.smallrye.common.annotation.NonBlocking
          static class Resource {
            @RunOnVirtualThread
            String virtual(Uni<String> uni) {
              return uni.await().indefinitely();
            }

            String loop(Uni<String> uni) {
              // BUG: Diagnostic contains: UniAwait.indefinitely() blocks (join)
              return uni.await().indefinitely();
            }
          }

          @io.smallrye.common.annotation.NonBlocking
          String loop(Uni<String> uni) {
            // BUG: Diagnostic contains: UniAwait.indefinitely() blocks (join)
            return uni.await().indefinitely();
          }

          static class Virtual extends AbstractVerticle {
            @Override
            public void start() {
              vertx.fileSystem().readFile("x").await();
            }
          }

          static class Loop extends AbstractVerticle {
            @Override
            public void start() {
              // BUG: Diagnostic contains: Future.await() blocks (join)
              vertx.fileSystem().readFile("x").await();
            }
          }

          void deploy(Vertx vertx) {
            vertx.deployVerticle(
                new Virtual(),
                new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
            vertx.deployVerticle(new Loop(), new DeploymentOptions());
          }
        }
        """);
  }

  @Test
  void adaptersWhoseJobIsToBlock() {
    String helper =
        """
        package lib;

        public class Chunks implements Iterable<String> {
          private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

          @Override
          public Cursor iterator() {
            return new Cursor(queue);
          }

          public void push(String chunk) {
            queue.add(chunk);
          }

          public static class Cursor implements Iterator<String> {
            private final BlockingQueue<String> queue;

            Cursor(BlockingQueue<String> queue) {
              this.queue = queue;
            }

            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public String next() {
              try {
                return queue.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        }
        """;
    compileWithHelper(
        helper,
        """
        import reactor.core.publisher.Flux;

        class Test {
          void outsideOfAnyContext(lib.Chunks chunks, Flux<String> flux) {
            for (String chunk : chunks) {
              chunk.length();
            }
            flux.toStream().toList();
          }

          @NonBlocking
          void onEvent(lib.Chunks chunks, Flux<String> flux) {
            chunks.push("x");
            flux.subscribe(chunks::push);
            // BUG: Diagnostic contains: BlockingQueue.take()
            chunks.iterator().next();
            // BUG: Diagnostic contains: Flux.toIterable()
            for (String each : flux.toIterable()) {
              each.length();
            }
          }
        }
        """);
  }

  /** One finding for each operation, whichever ways lead to it. */
  @Test
  void oneFindingForEachOperation() {
    assertEquals(
        2,
        AllChecks.findings(
                """
                import io.netty.channel.*;

                class Test extends ChannelInboundHandlerAdapter {
                  @Override
                  @NonBlocking
                  public void channelRead(ChannelHandlerContext ctx, Object message) {
                    slow();
                    Runnable task = () -> slow();
                    ctx.executor().execute(task);
                    ctx.channel().eventLoop().execute(task);
                  }

                  private void slow() {
                    try {
                      Thread.sleep(1);
                      Thread.sleep(2);
                      new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }
                """)
            .size());
  }

  // What looks complete and is not.

  @Test
  void inputsOfAnyOf() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture<Object> any = CompletableFuture.anyOf(a, b);
            any.thenRun(() -> any.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            any.thenRun(() -> a.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.anyOf(a, b).thenApply(first -> b.join());
          }

          void list(List<CompletableFuture<String>> futures) {
            CompletableFuture.anyOf(futures.toArray(new CompletableFuture[0]))
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenRun(() -> futures.forEach(each -> each.join()));
          }

          void either(CompletableFuture<String> a, CompletableFuture<String> b) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            a.acceptEither(b, first -> a.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            a.runAfterEither(b, () -> {}).thenRun(() -> a.join());
            CompletableFuture.allOf(a, b)
                .applyToEither(new CompletableFuture<Void>(), x -> x)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenRun(() -> b.join());
          }

          @NonBlocking
          String done(CompletableFuture<String> a, CompletableFuture<String> b) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            return CompletableFuture.anyOf(a, b).isDone() ? a.join() : "";
          }
        }
        """);
  }

  /** Behind orTimeout, a stage that also runs after a failure may come before the members. */
  @Test
  void membersOfAllOfThatHasATimeout() {
    AllChecks.compile(
        """
        class Test {
          void orTimeout(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture.allOf(a, b)
                .orTimeout(1, TimeUnit.SECONDS)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .handle((done, failure) -> a.join());
            CompletableFuture.allOf(a, b)
                .orTimeout(1, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenApply(done -> b.join());
            CompletableFuture<Void> bounded =
                CompletableFuture.allOf(a, b).orTimeout(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: CompletableFuture.join()
            bounded.whenComplete((done, failure) -> a.join());
          }

          void completeOnTimeout(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture.allOf(a, b)
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                // BUG: Diagnostic contains: may run on the JVM's only timer thread
                .thenApply(done -> a.join());
            CompletableFuture.allOf(a, b)
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .thenApply(done -> 1)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenApply(done -> b.join());
            CompletableFuture<Void> bounded =
                CompletableFuture.allOf(a, b).completeOnTimeout(null, 1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: CompletableFuture.join()
            bounded.thenApply(done -> a.join());
          }

          @NonBlocking
          void isDone(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture<Void> bounded =
                CompletableFuture.allOf(a, b).completeOnTimeout(null, 1, TimeUnit.SECONDS);
            if (bounded.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              a.join();
            }
          }
        }
        """);
  }

  @Test
  void callbackBehindATimeoutOfADerivedFuture() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future) {
            future
                .thenApply(String::trim)
                .orTimeout(1, TimeUnit.SECONDS)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .handle((value, failure) -> future.join());
            future
                .copy()
                .orTimeout(1, TimeUnit.SECONDS)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .whenComplete((value, failure) -> future.join());
            future
                .thenApply(String::trim)
                .completeOnTimeout("", 1, TimeUnit.SECONDS)
                .thenApply(String::length)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenRun(() -> future.join());
            CompletableFuture<String> derived =
                future.thenApply(String::trim).orTimeout(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: CompletableFuture.join()
            derived.whenComplete((value, failure) -> future.join());
          }
        }
        """);
  }

  @Test
  void stageOfACompleteFuture() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future) {
            CompletableFuture<String> derived = future.thenApply(String::trim);
            derived.thenRun(() -> future.join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.whenComplete((value, failure) -> derived.join());
          }

          @NonBlocking
          void onEvent(CompletableFuture<CompletableFuture<String>> future) {
            if (future.isDone() && future.join().isDone()) {
              future.join().join();
            }
            if (future.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.thenApplyAsync(x -> x).join();
            }
          }
        }
        """);
  }

  @Test
  void futureThatIsReassignedAfterTheTest() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> field = new CompletableFuture<>();

          @NonBlocking
          void parameter(CompletableFuture<String> future) {
            if (future.isDone()) {
              future = start();
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          @NonBlocking
          void field() {
            if (field.isDone()) {
              field.join();
              field = start();
              // BUG: Diagnostic contains: CompletableFuture.join()
              field.join();
            }
          }

          @NonBlocking
          void inOneBranch(CompletableFuture<String> future, boolean restart) {
            if (!future.isDone()) {
              return;
            }
            if (restart) {
              future = start();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }

          @NonBlocking
          void callee(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: restarted(future)  ->  CompletableFuture.join()
            restarted(future);
          }

          private static String restarted(CompletableFuture<String> future) {
            if (future.isDone()) {
              future = start();
              return future.join();
            }
            return "";
          }

          private static CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void proofOfAnotherVariable() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> own;

          @NonBlocking
          void onEvent(CompletableFuture<String> a, CompletableFuture<String> b, Test other) {
            if (a.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              b.join();
            }
            if (own.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              other.own.join();
            }
          }

          @NonBlocking
          void elements(List<CompletableFuture<String>> futures) {
            if (futures.get(0).isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              futures.get(1).join();
            }
          }
        }
        """);
  }

  @Test
  void proofThatALoopTakesBack() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void forEach(CompletableFuture<String> future, List<String> ids) {
            if (!future.isDone()) {
              return;
            }
            for (String id : ids) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
              future = start(id);
            }
          }

          @NonBlocking
          void whileDone(Queue<CompletableFuture<String>> queue) {
            CompletableFuture<String> head = queue.poll();
            while (head.isDone()) {
              head.join();
              head = queue.poll();
              // BUG: Diagnostic contains: CompletableFuture.join()
              head.join();
            }
          }

          @NonBlocking
          void startedInside(List<String> ids) {
            CompletableFuture<String> future = null;
            for (String id : ids) {
              if (future == null || future.isDone()) {
                future = start(id);
              }
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          private static CompletableFuture<String> start(String id) {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void proofInOneBranchOnly() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void nested(CompletableFuture<String> future, boolean check) {
            if (check) {
              if (!future.isDone()) {
                return;
              }
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }

          @NonBlocking
          void disjunction(CompletableFuture<String> future, boolean force) {
            if (force || future.isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          @NonBlocking
          void choice(CompletableFuture<String> future, boolean force) {
            boolean ready = force ? true : future.isDone();
            if (ready) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              future.join();
            }
          }

          @NonBlocking
          void oneCase(CompletableFuture<String> future, int mode) {
            switch (mode) {
              case 1:
                if (!future.isDone()) {
                  return;
                }
                break;
              default:
                break;
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }

          @NonBlocking
          void handler(CompletableFuture<String> future) {
            try {
              if (!future.isDone()) {
                throw new IOException();
              }
            } catch (IOException e) {
              System.out.println(e);
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }

          @NonBlocking
          void lambda(CompletableFuture<String> future, Executor executor) {
            executor.execute(
                () -> {
                  if (!future.isDone()) {
                    throw new IllegalStateException();
                  }
                });
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }
        }
        """);
  }

  @Test
  void publisherThatIsSubscribedTwice() {
    AllChecks.compile(
        """
        import reactor.core.publisher.Mono;

        class Test {
          @NonBlocking
          void onEvent(Mono<String> mono, boolean again) {
            // BUG: Diagnostic contains: Mono.block()
            mono.block();
            if (again) {
              // BUG: Diagnostic contains: Mono.block()
              mono.block();
            }
          }
        }
        """);
  }

  // Helpers.

  @Test
  void helperThatWaitsForItsParameter() {
    compileWithHelper(
        """
        package lib;

        public class Futures {
          public static <T> T await(Future<T> future) {
            try {
              return future.get();
            } catch (InterruptedException | ExecutionException e) {
              throw new IllegalStateException(e);
            }
          }

          public static String quoted(String quote, CompletableFuture<String> future) {
            return quote + await(future) + quote;
          }

          public static String both(CompletableFuture<String> a, CompletableFuture<String> b) {
            return a.join() + b.join();
          }

          public static String second(CompletableFuture<String> a, CompletableFuture<String> b) {
            return a.isDone() ? b.join() : "";
          }
        }
        """,
        """
        import lib.Futures;

        class Test {
          @NonBlocking
          void silent(CompletableFuture<String> future) {
            Futures.await(CompletableFuture.completedFuture("x"));
            if (future.isDone()) {
              Futures.await(future);
              Futures.quoted("'", future);
            }
          }

          void stages(CompletableFuture<String> a, CompletableFuture<String> b) {
            a.thenRun(() -> Futures.await(a));
            a.whenComplete((value, failure) -> Futures.quoted("'", a));
            CompletableFuture.allOf(a, b).thenApply(done -> Futures.both(a, b));
            a.thenApply(value -> Futures.second(b, a));
            // BUG: Diagnostic contains: CompletableFuture.join()
            a.thenApply(value -> Futures.both(a, b));
            // BUG: Diagnostic contains: CompletableFuture.join()
            a.thenApply(value -> Futures.second(a, b));
            // BUG: Diagnostic contains: Future.get()
            a.thenApply(value -> Futures.quoted("'", b));
          }

          @NonBlocking
          void reported(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: Futures.await(future)  ->  Future.get()
            Futures.await(future);
          }

          @NonBlocking
          void reportedThrough(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: Futures.await(Future)  ->  Future.get()
            Futures.quoted("'", future);
          }
        }
        """);
  }

  @Test
  void helperThatTestsItself() {
    compileWithHelper(
        """
        package lib;

        public class Futures {
          private CompletableFuture<String> own = new CompletableFuture<>();

          public String ownNow() {
            return own.isDone() ? own.join() : "";
          }

          public static String now(CompletableFuture<String> future, String other) {
            if (future != null && future.isDone()) {
              return future.join();
            }
            return other;
          }

          public static String checked(CompletableFuture<String> future) {
            if (!future.isDone()) {
              throw new IllegalStateException();
            }
            return future.join();
          }

          public static String maybeChecked(CompletableFuture<String> future, boolean check) {
            if (check && !future.isDone()) {
              return "";
            }
            return future.join();
          }

          public static String inOneCase(CompletableFuture<String> future, int mode) {
            switch (mode) {
              case 1:
                if (!future.isDone()) {
                  return "";
                }
                break;
              default:
                break;
            }
            return future.join();
          }

          public static String other(CompletableFuture<String> a, CompletableFuture<String> b) {
            return a.isDone() ? b.join() : "";
          }

          public static String wrongWay(CompletableFuture<String> future) {
            return future.isDone() ? "" : future.join();
          }

          public static String restarted(CompletableFuture<String> future) {
            if (future.isDone()) {
              future = start();
              return future.join();
            }
            return "";
          }

          public static String looped(List<String> ids) {
            CompletableFuture<String> future = start();
            if (!future.isDone()) {
              return "";
            }
            for (String id : ids) {
              future.join();
              future = start();
            }
            return "";
          }

          private static CompletableFuture<String> start() {
            return new CompletableFuture<>();
          }
        }
        """,
        """
        import lib.Futures;

        class Test {
          @NonBlocking
          void silent(Futures futures, CompletableFuture<String> future) {
            futures.ownNow();
            Futures.now(future, "");
            Futures.checked(future);
          }

          @NonBlocking
          void reported(CompletableFuture<String> future, boolean flag, List<String> ids) {
            // BUG: Diagnostic contains: maybeChecked(future, flag)  ->  CompletableFuture.join()
            Futures.maybeChecked(future, flag);
          }

          @NonBlocking
          void others(CompletableFuture<String> future, List<String> ids) {
            // BUG: Diagnostic contains: ->  CompletableFuture.join()
            Futures.inOneCase(future, 2);
            // BUG: Diagnostic contains: ->  CompletableFuture.join()
            Futures.other(future, new CompletableFuture<>());
            // BUG: Diagnostic contains: ->  CompletableFuture.join()
            Futures.wrongWay(future);
            // BUG: Diagnostic contains: ->  CompletableFuture.join()
            Futures.restarted(future);
            // BUG: Diagnostic contains: ->  CompletableFuture.join()
            Futures.looped(ids);
          }
        }
        """);
  }

  @Test
  void helperThatWaitsForTheElementsOfItsParameter() {
    AllChecks.compile(
        """
        class Test {
          void start(
              List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture<Void> all =
                CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]));
            all.thenApply(done -> joined(futures));
            all.thenApply(done -> first(futures));
            all.thenRun(() -> forEach(futures));
            all.thenApply(done -> collected(futures));
            // BUG: Diagnostic contains: joined(others)  ->  CompletableFuture.join()
            all.thenApply(done -> joined(others));
            // BUG: Diagnostic contains: collected(others)  ->  CompletableFuture.join()
            all.thenApply(done -> collected(others));
          }

          private static String joined(List<CompletableFuture<String>> futures) {
            StringBuilder result = new StringBuilder();
            for (CompletableFuture<String> each : futures) {
              result.append(each.join());
            }
            return result.toString();
          }

          private static String first(List<CompletableFuture<String>> futures) {
            return futures.get(0).join();
          }

          private static void forEach(List<CompletableFuture<String>> futures) {
            futures.forEach(each -> each.join());
          }

          private static List<String> collected(List<CompletableFuture<String>> futures) {
            return futures.stream().map(each -> each.join()).toList();
          }
        }
        """);
  }

  @Test
  void helperWithGuardedCode() {
    compileWithHelper(
        """
        package lib;

        import io.netty.channel.*;

        public class Closer {
          public static void close(EventLoop loop, ChannelFuture future) {
            boolean onLoop = loop.inEventLoop();
            if (!onLoop && future != null) {
              future.awaitUninterruptibly();
            }
          }

          public static void closeHere(EventLoop loop, ChannelFuture future) {
            if (loop.inEventLoop()) {
              future.awaitUninterruptibly();
            }
          }

          public static void close(ChannelFuture future, boolean nonBlocking) {
            if (!nonBlocking) {
              future.awaitUninterruptibly();
            }
          }

          public static void handOver(ChannelFuture future, Executor executor) {
            executor.execute(() -> future.awaitUninterruptibly());
            future.addListener(done -> done.sync());
          }
        }
        """,
        """
        import io.netty.channel.*;

        class Test {
          @NonBlocking
          void silent(EventLoop loop, ChannelFuture future, Executor executor) {
            lib.Closer.close(loop, future);
            lib.Closer.close(future, true);
            lib.Closer.handOver(future, executor);
          }

          @NonBlocking
          void reported(EventLoop loop, ChannelFuture future, boolean unknown) {
            // BUG: Diagnostic contains: ChannelFuture.awaitUninterruptibly()
            lib.Closer.closeHere(loop, future);
            // BUG: Diagnostic contains: ChannelFuture.awaitUninterruptibly()
            lib.Closer.close(future, unknown);
          }

          @NonBlocking
          void constant(ChannelFuture future) {
            // BUG: Diagnostic contains: ChannelFuture.awaitUninterruptibly()
            lib.Closer.close(future, false);
          }
        }
        """);
  }

  // Time-outs.

  @Test
  void constantTimeout() {
    AllChecks.compile(
        """
        import static java.util.concurrent.TimeUnit.SECONDS;

        import java.time.Duration;
        import reactor.core.publisher.Mono;

        class Test {
          private static final long MILLIS = 250;
          private static final Duration LIMIT = Duration.ofSeconds(3);

          @NonBlocking
          void numbers(Future<String> a, Future<String> b, Process process, Lock lock)
              throws Exception {
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join, up to 5 SECONDS)
            a.get(5, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: (join, up to 250 MILLISECONDS)
            b.get(MILLIS, TimeUnit.MILLISECONDS);
            // BUG: Diagnostic contains: Thread.sleep(long) blocks (sleep, up to 50 ms)
            Thread.sleep(50);
            // BUG: Diagnostic contains: (wait, up to 120 SECONDS)
            new CountDownLatch(1).await(2 * 60, SECONDS);
            // BUG: Diagnostic contains: (process, up to 1 SECONDS)
            process.waitFor(1, SECONDS);
            // BUG: Diagnostic contains: (lock, up to 10 SECONDS)
            lock.tryLock(10, SECONDS);
          }

          @NonBlocking
          void durations(Mono<String> a, Mono<String> b, Mono<String> c) {
            // BUG: Diagnostic contains: Mono.block(Duration) blocks (join, up to 2000 ms)
            a.block(Duration.ofSeconds(2));
            // BUG: Diagnostic contains: (join, up to 3000 ms)
            b.block(LIMIT);
            Duration local = Duration.ofMinutes(1);
            // BUG: Diagnostic contains: (join, up to 60000 ms)
            c.block(local);
          }

          @NonBlocking
          void unknown(Future<String> a, Mono<String> b, long timeout, Duration duration)
              throws Exception {
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join), but
            a.get(timeout, SECONDS);
            // BUG: Diagnostic contains: Mono.block(Duration) blocks (join), but
            b.block(duration);
          }

          @NonBlocking
          void inAHelper(Future<String> future) throws Exception {
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join, up to 7 SECONDS)
            shortly(future);
          }

          private static String shortly(Future<String> future) throws Exception {
            return future.get(7, SECONDS);
          }
        }
        """);
  }

  @Test
  void timeoutOfZero() {
    compileWithHelper(
        """
        package lib;

        public class Waits {
          public static String now(Future<String> future) throws Exception {
            return future.get(0, TimeUnit.SECONDS);
          }

          public static String within(Future<String> future, long millis) throws Exception {
            return future.get(millis, TimeUnit.MILLISECONDS);
          }
        }
        """,
        """
        import static java.util.concurrent.TimeUnit.*;

        import java.time.Duration;
        import reactor.core.publisher.Mono;

        class Test {
          private static final long NONE = 0;

          @NonBlocking
          void futures(Future<String> a, Future<String> b, Future<String> c, Future<String> d)
              throws Exception {
            a.get(0, SECONDS);
            b.get(-1, SECONDS);
            c.get(NONE, SECONDS);
            long local = 0;
            d.get(local, SECONDS);
          }

          @NonBlocking
          void others(Mono<String> mono, Process process, CountDownLatch latch) throws Exception {
            Thread.sleep(0);
            MILLISECONDS.sleep(0);
            mono.block(Duration.ZERO);
            mono.block(Duration.ofMillis(0));
            process.waitFor(0, SECONDS);
            latch.await(0, SECONDS);
            LockSupport.parkNanos(0);
          }

          @NonBlocking
          void helpers(Future<String> a, Future<String> b, Future<String> c) throws Exception {
            lib.Waits.now(a);
            lib.Waits.within(b, 0);
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join)
            lib.Waits.within(c, 5);
          }

          /** Zero is for ever. */
          @NonBlocking
          synchronized void forEver(Thread thread, java.nio.channels.Selector selector)
              throws Exception {
            // BUG: Diagnostic contains: Thread.join(long) blocks (join)
            thread.join(0);
            // BUG: Diagnostic contains: Object.wait(long) blocks (wait)
            wait(0);
            // BUG: Diagnostic contains: Selector.select(long) blocks (wait)
            selector.select(0);
            // BUG: Diagnostic contains: Socket.connect(SocketAddress, int) blocks (network)
            new java.net.Socket().connect(null, 0);
          }

          @NonBlocking
          void notZero(Future<String> a, Mono<String> b, boolean quick) throws Exception {
            long local = 0;
            if (!quick) {
              local = 10;
            }
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join)
            a.get(local, SECONDS);
            // BUG: Diagnostic contains: Thread.sleep(long, int) blocks (sleep)
            Thread.sleep(0, 500_000);
            // BUG: Diagnostic contains: Mono.block(Duration) blocks (join, up to 1 ms)
            b.block(Duration.ofMillis(1));
          }
        }
        """);
  }

  @Test
  void overloadsThatDoNotWait() {
    AllChecks.compile(
        """
        import com.google.common.util.concurrent.*;
        import java.nio.channels.*;

        class Test {
          @NonBlocking
          void onEvent(
              RateLimiter limiter,
              Monitor monitor,
              FileChannel file,
              Selector selector,
              BlockingDeque<String> deque,
              Exchanger<String> exchanger,
              Phaser phaser,
              io.netty.util.concurrent.Future<String> netty)
              throws Exception {
            limiter.tryAcquire();
            monitor.tryEnter();
            selector.selectNow();
            deque.pollLast();
            phaser.arrive();
            phaser.arriveAndDeregister();
            netty.getNow();
            // BUG: Diagnostic contains: RateLimiter.acquire()
            limiter.acquire();
            // BUG: Diagnostic contains: [BlockingLock] Monitor.enter()
            monitor.enter();
            // BUG: Diagnostic contains: Selector.select()
            selector.select();
            // BUG: Diagnostic contains: BlockingDeque.pollLast(long, TimeUnit)
            deque.pollLast(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: Phaser.arriveAndAwaitAdvance()
            phaser.arriveAndAwaitAdvance();
            // BUG: Diagnostic contains: Exchanger.exchange(V)
            exchanger.exchange("x");
            // BUG: Diagnostic contains: FileChannel.lock()
            file.lock();
            // BUG: Diagnostic contains: Future.await(long)
            netty.await(10);
          }
        }
        """);
  }

  // What the engine still gets wrong: false alarms.

  @Test
  @EnabledForJreRange(min = JRE.JAVA_19)
  void joinGuardedByTheStateOfTheFuture() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(Future<String> future) throws Exception {
            if (future.state() == Future.State.SUCCESS) {
              return future.get();
            }
            if (future.state() == Future.State.RUNNING) {
              return "";
            }
            // BUG: Diagnostic contains: Future.get()
            return future.get();
          }
        }
        """);
  }

  @Test
  void allOfOverAnArrayThatWasMadeFromAList() {
    AllChecks.compile(
        """
        class Test {
          CompletableFuture<List<String>> all(List<CompletableFuture<String>> futures) {
            CompletableFuture<?>[] array = futures.toArray(new CompletableFuture<?>[0]);
            return CompletableFuture.allOf(array)
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
          }

          CompletableFuture<Void> made(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture<?>[] array = new CompletableFuture<?>[] {a, b};
            return CompletableFuture.allOf(array).thenRun(() -> a.join());
          }

          void other(
              List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture<?>[] array = futures.toArray(new CompletableFuture<?>[0]);
            // BUG: Diagnostic contains: CompletableFuture.join()
            CompletableFuture.allOf(array).thenRun(() -> others.get(0).join());
          }
        }
        """);
  }

  @Test
  void elementsOfACollectionThatIsMadeOfMembers() {
    AllChecks.compile(
        """
        import java.util.stream.*;

        class Test {
          void start(
              CompletableFuture<String> a,
              CompletableFuture<String> b,
              CompletableFuture<String> c) {
            CompletableFuture<Void> all = CompletableFuture.allOf(a, b);
            all.thenApply(done -> Stream.of(a, b).map(CompletableFuture::join).toList());
            all.thenApply(done -> List.of(a, b).stream().map(each -> each.join()).toList());
            all.thenApply(done -> Arrays.asList(a, b).get(0).join());
            all.thenRun(
                () -> {
                  for (CompletableFuture<String> each : List.of(a, b)) {
                    each.join();
                  }
                });
            // BUG: Diagnostic contains: CompletableFuture.join()
            all.thenApply(done -> Stream.of(a, c).map(CompletableFuture::join).toList());
          }

          void array(CompletableFuture<?>... futures) {
            CompletableFuture<Void> all = CompletableFuture.allOf(futures);
            all.thenApply(done -> Arrays.stream(futures).map(CompletableFuture::join).toList());
            all.thenApply(done -> Stream.of(futures).map(CompletableFuture::join).toList());
            all.thenApply(done -> List.of(futures).get(0).join());
          }
        }
        """);
  }

  @Test
  void helperThatReturnsACompleteFuture() {
    compileWithHelper(
        """
        package lib;

        public class Futures {
          public static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
            return CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]));
          }

          public static CompletableFuture<Void> any(List<? extends CompletableFuture<?>> futures) {
            return CompletableFuture.anyOf(futures.toArray(new CompletableFuture[0]))
                .thenApply(first -> null);
          }

          public static CompletableFuture<String> empty() {
            return CompletableFuture.completedFuture("");
          }

          public static CompletableFuture<String> started() {
            return CompletableFuture.supplyAsync(() -> "");
          }
        }
        """,
        """
        import lib.Futures;

        class Test {
          CompletableFuture<List<String>> members(List<CompletableFuture<String>> futures) {
            return Futures.all(futures)
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
          }

          CompletableFuture<List<String>> any(List<CompletableFuture<String>> futures) {
            return Futures.any(futures)
                // BUG: Diagnostic contains: CompletableFuture.join()
                .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
          }

          @NonBlocking
          void onEvent() {
            Futures.empty().join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            Futures.started().join();
          }
        }
        """);
  }

  @Test
  void anonymousClassAsAListener() {
    AllChecks.compile(
        """
        import io.netty.channel.*;

        class Test {
          void stage(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.whenComplete(
                new BiConsumer<String, Throwable>() {
                  @Override
                  public void accept(String value, Throwable failure) {
                    future.join();
                    // BUG: Diagnostic contains: CompletableFuture.join()
                    other.join();
                  }
                });
          }

          void netty(ChannelFuture future) {
            future.addListener(
                new ChannelFutureListener() {
                  @Override
                  public void operationComplete(ChannelFuture done) throws Exception {
                    done.sync();
                    future.sync();
                  }
                });
          }
        }
        """);
  }

  @Test
  void copyOfACompleteFuture() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> field;

          void stage(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture.allOf(a, b)
                .thenApply(
                    done -> {
                      CompletableFuture<String> first = a;
                      return first.join();
                    });
            a.thenRun(() -> helper(a));
            // BUG: Diagnostic contains: helper(b)  ->  CompletableFuture.join()
            a.thenRun(() -> helper(b));
          }

          private static String helper(CompletableFuture<String> future) {
            CompletableFuture<String> copy = future;
            return copy.join();
          }

          @NonBlocking
          String onEvent() {
            if (field.isDone()) {
              CompletableFuture<String> copy = field;
              return copy.join();
            }
            return "";
          }

          @NonBlocking
          String restarted(CompletableFuture<String> future) {
            CompletableFuture<String> copy = future;
            future = new CompletableFuture<>();
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.isDone() ? copy.join() : "";
          }
        }
        """);
  }

  @Test
  void helperThatWaitsForAViewOfItsParameter() {
    compileWithHelper(
        """
        package lib;

        public class Stages {
          public static String value(CompletionStage<String> stage) {
            return stage.toCompletableFuture().join();
          }
        }
        """,
        """
        class Test {
          void stage(CompletionStage<String> stage, CompletionStage<String> other) {
            stage.thenRun(() -> lib.Stages.value(stage));
            // BUG: Diagnostic contains: CompletableFuture.join()
            stage.thenRun(() -> lib.Stages.value(other));
          }
        }
        """);
  }

  @Test
  void testThatIsComparedWithALiteral() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String isDone(CompletableFuture<String> future) {
            if (future.isDone() == false) {
              return "";
            }
            return future.join();
          }

          @NonBlocking
          void guard(io.netty.channel.EventLoop loop, CountDownLatch latch) throws Exception {
            if (false == loop.inEventLoop()) {
              latch.await();
            }
            if (loop.inEventLoop() != false) {
              // BUG: Diagnostic contains: CountDownLatch.await()
              latch.await();
            }
          }
        }
        """);
  }

  @Test
  void endlessLoopThatABreakLeaves() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future) {
            while (true) {
              if (future.isDone()) {
                break;
              }
              Thread.onSpinWait();
            }
            return future.join();
          }

          @NonBlocking
          String twoBreaks(CompletableFuture<String> future, int most) {
            for (int i = 0; ; i++) {
              if (future.isDone()) {
                break;
              }
              if (i > most) {
                break;
              }
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }
        }
        """);
  }

  @Test
  void testOfAllElementsOfAStream() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          List<String> all(List<CompletableFuture<String>> futures) {
            if (futures.stream().allMatch(CompletableFuture::isDone)) {
              return futures.stream().map(CompletableFuture::join).toList();
            }
            return List.of();
          }

          @NonBlocking
          List<String> none(List<CompletableFuture<String>> futures) {
            return futures.stream().anyMatch(each -> !each.isDone())
                ? List.of()
                : futures.stream().map(each -> each.join()).toList();
          }

          @NonBlocking
          List<String> some(List<CompletableFuture<String>> futures) {
            return futures.stream()
                .filter(each -> each.isDone() && !each.isCancelled())
                .map(each -> each.join())
                .toList();
          }

          @NonBlocking
          List<String> any(List<CompletableFuture<String>> futures) {
            return futures.stream().anyMatch(CompletableFuture::isDone)
                // BUG: Diagnostic contains: CompletableFuture.join()
                ? futures.stream().map(CompletableFuture::join).toList()
                : List.of();
          }

          @NonBlocking
          List<String> rest(List<CompletableFuture<String>> futures) {
            return futures.stream()
                .filter(each -> !each.isDone())
                // BUG: Diagnostic contains: CompletableFuture.join()
                .map(each -> each.join())
                .toList();
          }
        }
        """);
  }

  @Test
  void futureThatTestsItself() {
    compileWithHelper(
        """
        package lib;

        public class Promise<T> extends CompletableFuture<T> {
          public T now(T other) {
            return isDone() ? join() : other;
          }

          public T checked() {
            if (!isDone()) {
              throw new IllegalStateException();
            }
            return super.join();
          }

          public T unchecked() {
            return join();
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Promise<String> promise, lib.Promise<String> other) {
            promise.now("");
            promise.checked();
            promise.unchecked();
            // BUG: Diagnostic contains: other.unchecked()  ->  CompletableFuture.join()
            other.unchecked();
          }
        }
        """);
  }

  @Test
  void futureThatIsCompletedHere() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              CompletableFuture<String> a,
              CompletableFuture<String> b,
              CompletableFuture<String> c,
              FutureTask<String> task)
              throws Exception {
            a.complete("x");
            a.join();
            b.completeExceptionally(new IOException());
            b.join();
            c.cancel(true);
            c.join();
            task.run();
            task.get();
          }

          @NonBlocking
          void reported(CompletableFuture<String> future) {
            future.completeAsync(() -> "x");
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.join();
          }
        }
        """);
  }

  @Test
  void choiceBetweenCompleteFutures() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(boolean first, CompletableFuture<String> other) {
            CompletableFuture<String> choice =
                first
                    ? CompletableFuture.completedFuture("a")
                    : CompletableFuture.failedFuture(new IOException());
            choice.join();
            CompletableFuture.completedFuture(1).thenApply(x -> x + 1).join();
            CompletableFuture.allOf().join();
            CompletableFuture<String> half =
                first ? CompletableFuture.completedFuture("a") : other;
            // BUG: Diagnostic contains: CompletableFuture.join()
            half.join();
          }
        }
        """);
  }

  @Test
  void otherPreconditions() {
    AllChecks.compile(
        """
        import com.google.common.base.Verify;

        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future, CompletableFuture<String> other) {
            Verify.verify(future.isDone());
            String value = future.join();
            // BUG: Diagnostic contains: CompletableFuture.join()
            return value + other.join();
          }
        }
        """);
  }

  @Test
  void guardThatIsHandedDown() {
    compileWithHelper(
        """
        package lib;

        import io.netty.channel.ChannelFuture;

        public class Closer {
          public static void close(ChannelFuture future, boolean nonBlocking) {
            if (!nonBlocking) {
              future.awaitUninterruptibly();
            }
          }

          public static void closeIf(ChannelFuture future, boolean mayBlock) {
            if (mayBlock) {
              future.awaitUninterruptibly();
            }
          }
        }
        """,
        """
        import io.netty.channel.*;

        class Test {
          @NonBlocking
          void silent(EventLoop loop, ChannelFuture future) {
            lib.Closer.close(future, loop.inEventLoop());
            boolean onLoop = loop.inEventLoop();
            lib.Closer.close(future, onLoop);
            lib.Closer.closeIf(future, !onLoop);
          }

          @NonBlocking
          void reported(EventLoop loop, ChannelFuture future) {
            // BUG: Diagnostic contains: ChannelFuture.awaitUninterruptibly()
            lib.Closer.closeIf(future, loop.inEventLoop());
          }
        }
        """);
  }

  @Test
  void helperThatThrowsOnAnEventLoop() {
    AllChecks.compile(
        """
        package lib;

        import io.netty.util.concurrent.EventExecutor;

        public class Checks {
          public static void notOn(EventExecutor loop) {
            if (loop.inEventLoop()) {
              throw new IllegalStateException("would block");
            }
          }

          public static void warnOn(EventExecutor loop) {
            if (loop.inEventLoop()) {
              System.out.println("would block");
            }
          }
        }
        """,
        """
        import io.netty.channel.*;

        class Test {
          @NonBlocking
          void silent(EventLoop loop, ChannelFuture future) {
            lib.Checks.notOn(loop);
            future.awaitUninterruptibly();
          }

          @NonBlocking
          void reported(EventLoop loop, ChannelFuture future) {
            lib.Checks.warnOn(loop);
            // BUG: Diagnostic contains: ChannelFuture.awaitUninterruptibly()
            future.awaitUninterruptibly();
          }
        }
        """);
  }

  @Test
  void putIntoAnUnboundedQueue() {
    AllChecks.compile(
        """
        class Test {
          private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
          private final BlockingDeque<String> deque = new LinkedBlockingDeque<>();
          private final BlockingQueue<String> bounded = new LinkedBlockingQueue<>(10);

          @NonBlocking
          void onEvent() throws Exception {
            queue.put("x");
            queue.offer("x", 1, TimeUnit.SECONDS);
            deque.putFirst("x");
            new LinkedBlockingQueue<String>().put("x");
            // BUG: Diagnostic contains: LinkedBlockingQueue.put(E)
            bounded.put("x");
            // BUG: Diagnostic contains: LinkedBlockingQueue.take()
            queue.take();
          }
        }
        """);
  }

  /** Low priority, says the collection. A line may be incomplete although some of it is there. */
  @Test
  void readOfWhatIsAvailable() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket) throws Exception {
            InputStream in = socket.getInputStream();
            if (in.available() > 0) {
              in.read();
            }
            while (System.in.available() > 0) {
              System.in.read();
            }
            // BUG: Diagnostic contains: InputStream.read() blocks (network)
            in.read();
          }
        }
        """);
  }

  @Test
  void helperInAClassFileThatWaitsForTheElementsOfItsParameter() {
    Library library =
        Library.of(
            """
            package lib;

            public class Futures {
              public static String joined(List<CompletableFuture<String>> futures) {
                StringBuilder result = new StringBuilder();
                for (CompletableFuture<String> each : futures) {
                  result.append(each.join());
                }
                return result.toString();
              }

              public static List<String> collected(List<CompletableFuture<String>> futures) {
                return futures.stream().map(CompletableFuture::join).toList();
              }

              public static String first(CompletableFuture<String>[] futures) {
                return futures[0].join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        import lib.Futures;

        class Test {
          void list(
              List<CompletableFuture<String>> futures, List<CompletableFuture<String>> others) {
            CompletableFuture<Void> all =
                CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]));
            all.thenApply(done -> Futures.joined(futures));
            all.thenApply(done -> Futures.collected(futures));
            // BUG: Diagnostic contains: Futures.joined(others)  ->  CompletableFuture.join()
            all.thenApply(done -> Futures.joined(others));
          }

          void array(CompletableFuture<String>[] futures) {
            CompletableFuture.allOf(futures).thenApply(done -> Futures.first(futures));
          }
        }
        """);
  }

  @Test
  void testInAHelperOfAClassFile() {
    Library library =
        Library.of(
            """
            package lib;

            public class Tests {
              public static boolean isReady(Future<?> future) {
                return future.isDone();
              }

              public static boolean isOn(io.netty.channel.EventLoop loop) {
                return loop.inEventLoop();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future, io.netty.channel.EventLoop loop) {
            if (!lib.Tests.isOn(loop)) {
              return future.join();
            }
            if (lib.Tests.isReady(future)) {
              return future.join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }
        }
        """);
  }

  @Test
  void assertionInAClassFile() {
    compileWithHelper(
        """
        package lib;

        public class Futures {
          public static String result(CompletableFuture<String> future) {
            assert future.isDone();
            return future.join();
          }

          public static String other(CompletableFuture<String> future) {
            assert future != null;
            return future.join();
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future, CompletableFuture<String> other) {
            lib.Futures.result(future);
            // BUG: Diagnostic contains: lib.Futures.other(other)  ->  CompletableFuture.join()
            lib.Futures.other(other);
          }
        }
        """);
  }

  @Test
  void ownResultAfterDone() {
    AllChecks.compile(
        """
        class Test extends com.google.common.util.concurrent.AbstractFuture<String> {
          private Future<String> other;

          @Override
          protected void afterDone() {
            try {
              System.out.println(get());
              // BUG: Diagnostic contains: Future.get()
              System.out.println(other.get());
            } catch (InterruptedException | ExecutionException e) {
              throw new IllegalStateException(e);
            }
          }
        }
        """);
  }

  @Test
  void accessorWithArguments() {
    AllChecks.compile(
        """
        class Test {
          private final Map<String, CompletableFuture<String>> cache = new ConcurrentHashMap<>();

          @NonBlocking
          String onEvent(String key, String other) {
            if (cache.get(key).isDone()) {
              return cache.get(key).join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return cache.get(key).isDone() ? cache.get(other).join() : "";
          }
        }
        """);
  }

  // What the engine still gets wrong: misses.

  @Test
  void methodThatReturnsAnotherFutureEachTime() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void queue(Queue<CompletableFuture<String>> queue) {
            if (queue.peek().isDone()) {
              queue.peek().join();
            }
            if (queue.poll().isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              queue.poll().join();
            }
          }

          @NonBlocking
          void iterator(Iterator<CompletableFuture<String>> futures) {
            if (futures.next().isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              futures.next().join();
            }
          }

          @NonBlocking
          void start() {
            if (started().isDone()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              started().join();
            }
          }

          private CompletableFuture<String> started() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void derivedFutureThatWasCancelled() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> a, CompletableFuture<String> b) {
            CompletableFuture<Void> all = CompletableFuture.allOf(a, b);
            if (all.isCancelled()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              a.join();
            }
          }
        }
        """);
  }

  @Test
  void fieldThatAHelperReassigns() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> current = new CompletableFuture<>();

          @NonBlocking
          void onEvent() {
            if (current.isDone()) {
              current.join();
              restart();
              // BUG: Diagnostic contains: CompletableFuture.join()
              current.join();
            }
          }

          private void restart() {
            current = new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void fieldsInAClassFile() {
    compileWithHelper(
        """
        package lib;

        public class Holder {
          private CompletableFuture<String> field = new CompletableFuture<>();

          public String restarted() {
            if (field.isDone()) {
              field = new CompletableFuture<>();
              return field.join();
            }
            return "";
          }

          public String other(Holder other) {
            return field.isDone() ? other.field.join() : "";
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Holder holder) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            holder.restarted();
            // BUG: Diagnostic contains: CompletableFuture.join()
            holder.other(new lib.Holder());
          }
        }
        """);
  }

  @Test
  void helperWithVariableArguments() {
    compileWithHelper(
        """
        package lib;

        public class Futures {
          public static void all(CompletableFuture<?>... futures) {
            for (CompletableFuture<?> each : futures) {
              each.join();
            }
          }
        }
        """,
        """
        class Test {
          void start(CompletableFuture<String> a, CompletableFuture<String> b) {
            // BUG: Diagnostic contains: lib.Futures.all(a, b)  ->  CompletableFuture.join()
            a.thenRun(() -> lib.Futures.all(a, b));
          }
        }
        """);
  }

  @Test
  void waitAgainAfterATimedWaitThatGaveUp() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Thread thread, io.netty.channel.ChannelFuture future) throws Exception {
            // BUG: Diagnostic contains: Thread.join(long)
            thread.join(100);
            // BUG: Diagnostic contains: Thread.join()
            thread.join();
            // BUG: Diagnostic contains: Future.await(long, TimeUnit)
            future.await(1, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: ChannelFuture.sync()
            future.sync();
          }

          @NonBlocking
          void exception(Future<String> future) throws Exception {
            // BUG: Diagnostic contains: Future.get(long, TimeUnit)
            future.get(1, TimeUnit.SECONDS);
            future.get();
          }
        }
        """);
  }

  @Test
  void storedLambdaThatIsCalledHere() {
    AllChecks.compile(
        SLOW,
        """
        class Test {
          @NonBlocking
          void onEvent(Runnable given) {
            Runnable never = () -> Slow.call();
            // BUG: Diagnostic contains: Thread.sleep(long)
            Runnable task = () -> Slow.call();
            given.run();
            task.run();
          }
        }
        """);
  }

  @Test
  void streamThatWaitsItself() {
    compileWithHelper(
        """
        package lib;

        public class QueueStream extends InputStream {
          private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();

          @Override
          public int read() throws IOException {
            try {
              return queue.take();
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(lib.QueueStream stream, InputStream unknown) throws Exception {
            unknown.read();
            // BUG: Diagnostic contains: Queue.take()
            stream.read();
            InputStream local = new lib.QueueStream();
            // BUG: Diagnostic contains: Queue.take()
            local.read();
          }
        }
        """);
  }

  @Test
  void loopOverAnIterableOfAClassFile() {
    compileWithHelper(
        """
        package lib;

        public class Chunks implements Iterable<String> {
          private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

          @Override
          public Cursor iterator() {
            return new Cursor();
          }

          public class Cursor implements Iterator<String> {
            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public String next() {
              try {
                return queue.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Chunks chunks) {
            // BUG: Diagnostic contains: Queue.take()
            for (String chunk : chunks) {
              chunk.length();
            }
          }
        }
        """);
  }

  // What the engine still gets wrong: messages.

  @Test
  void unitThatIsTheReceiver() {
    AllChecks.compile(
        """
        import static java.util.concurrent.TimeUnit.SECONDS;

        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: TimeUnit.sleep(long) blocks (sleep, up to 2 SECONDS)
            SECONDS.sleep(2);
          }
        }
        """);
  }

  @Test
  void constantTimeoutInAClassFile() {
    compileWithHelper(
        """
        package lib;

        public class Waits {
          public static String shortly(Future<String> future) throws Exception {
            return future.get(7, TimeUnit.SECONDS);
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(Future<String> future) throws Exception {
            // BUG: Diagnostic contains: Future.get(long, TimeUnit) blocks (join, up to 7 SECONDS)
            lib.Waits.shortly(future);
          }
        }
        """);
  }

  // Locks that nobody waits for, or that are told already.

  @Test
  void lockOfDoubleCheckedInitialisation() {
    AllChecks.compile(
        SLOW,
        """
        class Test {
          private final Lock lock = new ReentrantLock();
          private volatile Map<String, String> data;
          private volatile List<String> names;
          private volatile String text;
          private volatile String page;

          @NonBlocking
          void onEvent() {
            data();
            names();
            text();
            if (this.data == null) {
              synchronized (this) {
                if (this.data == null) {
                  this.data = new HashMap<>();
                }
              }
            }
          }

          Map<String, String> data() {
            if (data == null) {
              synchronized (this) {
                if (data == null) {
                  data = new HashMap<>();
                }
              }
            }
            return data;
          }

          List<String> names() {
            List<String> known = names;
            if (known == null) {
              lock.lock();
              try {
                known = names;
                if (known == null) {
                  names = known = new ArrayList<>();
                  always();
                }
              } finally {
                lock.unlock();
              }
            }
            return known;
          }

          String text() {
            if (text != null) {
              return text;
            }
            synchronized (this) {
              if (text == null) {
                text = "text";
              }
              return text;
            }
          }

          @NonBlocking
          void onOtherEvent() {
            // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep
            page();
            // BUG: Diagnostic contains: always()  ->  synchronized
            always();
            // BUG: Diagnostic contains: other()  ->  synchronized
            other();
            // BUG: Diagnostic contains: afterwards()  ->  synchronized
            afterwards();
            // BUG: Diagnostic contains: unset()  ->  synchronized
            unset();
          }

          String page() {
            if (page == null) {
              synchronized (this) {
                if (page == null) {
                  page = Slow.call();
                }
              }
            }
            return page;
          }

          synchronized String always() {
            if (text == null) {
              text = "text";
            }
            return text;
          }

          void other() {
            if (text == null) {
              synchronized (this) {
                if (page == null) {
                  page = "page";
                }
              }
            }
          }

          void afterwards() {
            if (text == null) {
              if (text == null) {
                text = "";
              }
            }
            synchronized (this) {
              text = "text";
            }
          }

          void unset() {
            if (text != null) {
              synchronized (this) {
                if (text != null) {
                  text = null;
                }
              }
            }
          }
        }
        """);
  }

  @Test
  void lockOfAnObjectThatNobodyElseHas() {
    AllChecks.compile(
        """
        class Batch {
          private int count;

          Batch() {
            add(0);
          }

          synchronized void add(int more) {
            count += more;
          }

          void addTwice(int more) {
            add(more);
            this.add(more);
          }

          void close() {
            synchronized (this) {
              count = 0;
            }
          }
        }
        """,
        """
        class Test {
          private Batch last = new Batch();

          @NonBlocking
          int onEvent(List<Integer> numbers) {
            Batch batch = new Batch();
            for (int number : numbers) {
              batch.addTwice(number);
            }
            synchronized (batch) {
              batch.add(1);
            }
            if (numbers.isEmpty()) {
              return fill(batch);
            } else {
              fill(batch);
            }
            new Batch().add(1);
            last = batch;
            return 0;
          }

          static int fill(Batch batch) {
            Supplier<Integer> one = () -> {
              batch.add(1);
              return 1;
            };
            one.get();
            synchronized (batch) {
              batch.close();
            }
            return 0;
          }

          @NonBlocking
          void shared(List<Batch> batches, Batch given, Executor executor) {
            Batch stored = new Batch();
            batches.add(stored);
            // BUG: Diagnostic contains: addTwice(1)  ->  Batch.add(int)  ->  synchronized
            stored.addTwice(1);
            Batch captured = new Batch();
            executor.execute(() -> captured.close());
            // BUG: Diagnostic contains: synchronized blocks (lock)
            synchronized (captured) {
              captured.addTwice(1);
            }
            Batch looped = new Batch();
            for (int i = 0; i < 10; i++) {
              // BUG: Diagnostic contains: Batch.add(int)
              looped.addTwice(i);
              batches.add(looped);
            }
            Batch chosen;
            if (batches.isEmpty()) {
              chosen = new Batch();
            } else {
              chosen = new Batch();
            }
            batches.add(chosen);
            // BUG: Diagnostic contains: fill(chosen)  ->  synchronized
            fill(chosen);
            // BUG: Diagnostic contains: fill(given)  ->  synchronized
            fill(given);
            // BUG: Diagnostic contains: Batch.add(int)
            last.addTwice(1);
            // BUG: Diagnostic contains: first(List.of(new Batch()))  ->  Batch.add(int)
            first(List.of(new Batch()));
          }

          static void first(List<Batch> batches) {
            batches.get(0).add(1);
          }
        }
        """);
  }

  @Test
  void lockWithinALock() {
    AllChecks.compile(
        SLOW,
        """
        class Test {
          private final Lock lock = new ReentrantLock();
          private final Object other = new Object();
          private int count;

          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: synchronized blocks (lock)
            synchronized (this) {
              synchronized (this) {
                count++;
              }
              more();
              synchronized (other) {
                count++;
              }
            }
            // BUG: Diagnostic contains: Lock.lock() blocks (lock)
            lock.lock();
            try {
              more();
              lock.lock();
              try {
                count++;
              } finally {
                lock.unlock();
              }
            } finally {
              lock.unlock();
            }
            // BUG: Diagnostic contains: more()  ->  synchronized
            more();
          }

          @NonBlocking
          void onOtherEvent() {
            synchronized (this) {
              more();
              // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep
              Slow.call();
            }
          }

          synchronized void more() {
            count++;
          }
        }
        """);
  }

  @Test
  void branchForAClassThatTheArgumentCannotHave() {
    compileWithHelper(
        """
        package lib;

        public class Streams {
          public static class Memory extends ByteArrayOutputStream {}

          public static final class Sealed implements Closeable {
            @Override
            public void close() {}
          }

          public static void write(OutputStream stream) throws IOException {
            if (stream instanceof FileOutputStream) {
              Files.delete(Path.of("x"));
            }
          }

          public static void flush(Closeable target) {
            if (target instanceof Slow) {
              ((Slow) target).slow();
            }
          }

          public interface Slow {
            default void slow() {
              try {
                Thread.sleep(1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Streams.Memory memory, ByteArrayOutputStream bytes, lib.Streams.Sealed last)
              throws Exception {
            lib.Streams.write(memory);
            lib.Streams.write(bytes);
            handOn(memory);
            lib.Streams.flush(last);
          }

          void handOn(ByteArrayOutputStream stream) throws Exception {
            lib.Streams.write(stream);
          }

          @NonBlocking
          void onOtherEvent(
              OutputStream any, FilterOutputStream filter, Object last, lib.Streams.Memory memory)
              throws Exception {
            lib.Streams.write(filter);
            // BUG: Diagnostic contains: Files.delete(Path)
            lib.Streams.write(any);
            // BUG: Diagnostic contains: Files.delete(Path)
            lib.Streams.write((OutputStream) last);
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Streams.flush(memory);
          }
        }
        """);
  }

  @Test
  void overloadThatDoesNotWait() {
    Library model =
        Library.of("package lib;\npublic class Other {}")
            .with(
                "dev/offload/checker/models/client.model",
                "p.Client#connect  blocks network",
                "p.Client#send  blocks network");
    AllChecks.compile(
        model.options(),
        """
        package p;

        class Client {
          @NonBlocking
          void onEvent() {
            connect("name");
            connect(1, "name");
            // BUG: Diagnostic contains: Client.connect() blocks (network)
            connect();
            // BUG: Diagnostic contains: Client.send() blocks (network)
            send();
          }

          public void connect() {}

          public CompletableFuture<Void> connect(String name) {
            return new CompletableFuture<>();
          }

          private String connect(int port, String name) {
            return name + port;
          }

          public Future<Void> send() {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void chainThatAConstructorGets() {
    AllChecks.compile(
        SLOW,
        """
        import reactor.core.publisher.Mono;
        import reactor.core.scheduler.Scheduler;
        import reactor.core.scheduler.Schedulers;

        class Test {
          private final Scheduler own;
          private final Mono<String> producer;

          Test(Scheduler own, boolean fixed) {
            this.own = own;
            this.producer =
                Mono.fromCallable(() -> "").publishOn(fixed ? this.own : own).cache().as(m -> m);
          }

          Manager<String> manager() {
            return new Manager<>(producer);
          }

          Moved moved() {
            return new Moved(Mono.just("").subscribeOn(Schedulers.boundedElastic()));
          }

          Unmoved unmoved(boolean empty) {
            return new Unmoved(Mono.just(""));
          }

          Twice twice(boolean empty) {
            return empty ? new Twice(Mono.empty()) : new Twice(producer);
          }
        }

        class Manager<T> {
          private final Mono<T> producer;

          Manager(Mono<T> producer) {
            this.producer = producer;
          }

          Mono<String> begin() {
            return producer.map(x -> Slow.call());
          }
        }

        class Moved {
          private final Mono<String> source;

          Moved(Mono<String> source) {
            this.source = source;
          }

          Mono<String> begin() {
            return source.map(x -> Slow.call());
          }
        }

        class Unmoved {
          private final Mono<String> source;

          Unmoved(Mono<String> source) {
            this.source = source;
          }

          Mono<String> begin() {
            // BUG: Diagnostic contains: Thread.sleep(long)
            return source.filter(x -> x.isEmpty()).delayElement(java.time.Duration.ofMillis(1)).map(x -> Slow.call());
          }
        }

        class Twice {
          private final Mono<String> source;

          Twice(Mono<String> source) {
            this.source = source;
          }

          Mono<String> begin() {
            // BUG: Diagnostic contains: Thread.sleep(long)
            return source.map(x -> Slow.call());
          }
        }
        """);
  }

  @Test
  void chainThatAMethodReturns() {
    AllChecks.compile(
        SLOW,
        """
        import reactor.core.publisher.Mono;
        import reactor.core.scheduler.Schedulers;

        class Test {
          Mono<String> good(Mono<String> given) {
            return load().map(x -> Slow.call()).then(moved(given)).map(x -> Slow.call());
          }

          private Mono<String> load() {
            Mono<String> result =
                Mono.fromCallable(() -> Slow.call()).subscribeOn(Schedulers.boundedElastic());
            return result;
          }

          private Mono<String> moved(Mono<String> given) {
            return given.flatMap(
                x -> {
                  return Mono.just(x);
                }).publishOn(Schedulers.boundedElastic());
          }

          Mono<String> bad(Mono<String> given, boolean any) {
            return plain(given)
                // BUG: Diagnostic contains: Thread.sleep(long)
                .map(x -> Slow.call())
                .flatMap(y -> either(given, any)
                    // BUG: Diagnostic contains: Thread.sleep(long)
                    .map(x -> Slow.call()));
          }

          private Mono<String> plain(Mono<String> given) {
            return given.filter(x -> x.isEmpty());
          }

          private Mono<String> either(Mono<String> given, boolean any) {
            if (any) {
              return given;
            }
            return load();
          }
        }
        """);
  }
}
