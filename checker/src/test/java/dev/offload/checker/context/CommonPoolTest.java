package dev.offload.checker.context;

import static com.google.common.truth.Truth.assertThat;

import dev.offload.checker.checks.BlockingInCommonPool;
import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Naps;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DESIGN.md, section 8: functions on the common pool are of one check only, which says nothing
 * about the waits that the pool makes up for.
 */
final class CommonPoolTest {
  private static void check(String members, String... moreImports) {
    Naps.helper(BlockingInCommonPool.class, CommonPoolTest.class)
        .addSourceLines(
            "Test.java", Naps.withImports("class Test {\n" + members + "}\n", moreImports))
        .doTest();
  }

  // Silent.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CompletableFuture.supplyAsync(() -> napped(1), pool)",
        "CompletableFuture.runAsync(() -> nap(), pool)",
        "future.thenApplyAsync(x -> napped(x), pool)",
        "future.completeAsync(() -> napped(\"\"), pool)",
        "future.thenApply(x -> napped(x))",
        "pool.execute(() -> nap())",
        "new ForkJoinPool().submit(() -> nap())",
        "new Thread(() -> nap()).start()",
        "stage.accept(x -> nap())"
      })
  void otherThreads(String call) {
    check(
        """
        void method(
            CompletableFuture<String> future, Executor pool, Consumer<Consumer<String>> stage) {
          CALL;
        }
        """
            .replace("CALL", call));
  }

  @Test
  void codeAroundIt() {
    check(
        """
        CompletableFuture<String> method() {
          nap();
          return CompletableFuture.supplyAsync(napped(() -> "created before"));
        }

        @NonBlocking
        void nonBlocking() {
          nap();
        }
        """);
  }

  @Test
  void nestedFunctionThatIsHandedElsewhere() {
    check(
        """
        void method(Executor pool) {
          CompletableFuture.runAsync(
              () -> {
                pool.execute(() -> nap());
                new Thread(() -> nap()).start();
                Runnable stored = () -> nap();
              });
        }
        """);
  }

  @Test
  void stagesWithADefaultExecutorOfTheirOwn() {
    check(
        """
        static class Stage<T> extends CompletableFuture<T> {
          @Override
          public Executor defaultExecutor() {
            return new ForkJoinPool();
          }

          void own(Supplier<T> supplier) {
            completeAsync(() -> napped(null));
          }
        }

        interface Managed extends Executor {
          <T> CompletableFuture<T> supplyAsync(Supplier<T> supplier);
        }

        private CompletableFuture<String> managed(Managed pool) {
          return pool.supplyAsync(() -> "text");
        }

        void method(Stage<String> stage, Managed pool) {
          stage.thenApplyAsync(x -> napped(x));
          stage.completeAsync(() -> napped(""));
          stage.thenApply(x -> x).thenAcceptAsync(x -> nap());
          pool.supplyAsync(() -> "text").thenAcceptAsync(x -> nap());
          CompletableFuture<String> started = pool.supplyAsync(() -> "text");
          started.thenApply(x -> x).thenAcceptAsync(x -> nap());
          managed(pool).thenAcceptAsync(x -> nap());
        }
        """);
  }

  @Test
  void waitsThatThePoolMakesUpFor() {
    check(
        """
        static class Read implements ForkJoinPool.ManagedBlocker {
          @Override
          public boolean block() {
            nap();
            return true;
          }

          @Override
          public boolean isReleasable() {
            return false;
          }
        }

        private static int waiting(CompletableFuture<Integer> future) throws Exception {
          return future.get(1, TimeUnit.SECONDS);
        }

        void method(
            CompletableFuture<Integer> future,
            ForkJoinTask<Integer> task,
            List<CompletableFuture<Integer>> all) {
          CompletableFuture.supplyAsync(() -> future.join() + task.join() + task.invoke());
          CompletableFuture.supplyAsync(future::join);
          future.thenAcceptAsync(x -> ForkJoinTask.invokeAll(List.of(task)));
          all.parallelStream().map(CompletableFuture::join).toList();
          CompletableFuture.runAsync(
              () -> {
                try {
                  int sum = future.get() + task.get() + waiting(future);
                  ForkJoinPool.managedBlock(new Read());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
        }
        """);
  }

  @Test
  void locksAndComputations() {
    AllChecks.compile(
        List.of("-XepOpt:Offload:Kinds=cpu"),
        """
        class Test {
          private final Lock lock = new ReentrantLock();
          private int count;

          CompletableFuture<Void> method() {
            return CompletableFuture.runAsync(
                () -> {
                  synchronized (this) {
                    count++;
                  }
                  lock.lock();
                  try {
                    count++;
                  } finally {
                    lock.unlock();
                  }
                  java.math.BigInteger.TEN.isProbablePrime(100);
                });
          }
        }
        """);
  }

  @Test
  void sequentialStreams() {
    check(
        """
        void method(List<String> list, List<CompletableFuture<String>> futures) {
          list.forEach(x -> nap());
          list.stream().map(x -> napped(x)).toList();
          list.parallelStream().map(x -> napped(x)).sequential().toList();
          list.stream().parallel().sequential().forEach(x -> nap());
          list.parallelStream().map(x -> x + x).toList().forEach(x -> nap());
        }
        """);
  }

  @Test
  void parallelStreamsOfAPoolOfTheirOwn() {
    check(
        """
        void method(List<String> list) throws Exception {
          ForkJoinPool pool = new ForkJoinPool(20);
          pool.submit(() -> list.parallelStream().forEach(x -> nap())).get();
        }

        @Blocking
        void mayBlock(List<String> list) {
          list.parallelStream().forEach(x -> nap());
        }
        """);
  }

  @Test
  void otherMethodsOfTheSameNames() {
    check(
        """
        static class Flow {
          static Flow supplyAsync(Runnable task) {
            return new Flow();
          }

          Flow thenApplyAsync(Runnable task) {
            return this;
          }

          Flow parallel() {
            return this;
          }

          void forEach(Runnable task) {}
        }

        void method() {
          Flow.supplyAsync(() -> nap()).thenApplyAsync(() -> nap());
          new Flow().parallel().forEach(() -> nap());
        }
        """);
  }

  // Reported.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CompletableFuture.supplyAsync(() -> napped(1))",
        "CompletableFuture.runAsync(() -> nap())",
        "CompletableFuture.runAsync(Nap::nap)",
        "new CompletableFuture<Integer>().completeAsync(() -> napped(1))",
        "future.thenApplyAsync(x -> napped(x))",
        "future.thenAcceptAsync(Nap::napped)",
        "future.thenRunAsync(() -> nap())",
        "future.thenComposeAsync(x -> napped(future))",
        "future.thenCombineAsync(future, (x, y) -> napped(x))",
        "future.thenAcceptBothAsync(future, (x, y) -> nap())",
        "future.runAfterBothAsync(future, () -> nap())",
        "future.applyToEitherAsync(future, x -> napped(x))",
        "future.acceptEitherAsync(future, x -> nap())",
        "future.runAfterEitherAsync(future, () -> nap())",
        "future.handleAsync((x, failure) -> napped(x))",
        "future.whenCompleteAsync((x, failure) -> nap())",
        "future.exceptionallyAsync(failure -> napped(\"\"))",
        "future.exceptionallyComposeAsync(failure -> napped(future))",
        "stage.thenApplyAsync(x -> napped(x))",
        "future.thenApply(x -> x).orTimeout(1, TimeUnit.SECONDS).thenAcceptAsync(x -> nap())",
        "CompletableFuture.supplyAsync(() -> 1, unknown).thenAcceptAsync(x -> nap())",
        "CompletableFuture.runAsync(() -> nap(), ForkJoinPool.commonPool())",
        "CompletableFuture.runAsync(() -> nap(), future.defaultExecutor())",
        "CompletableFuture.runAsync(() -> nap(), CompletableFuture.delayedExecutor(1,"
            + " TimeUnit.SECONDS))",
        "ForkJoinPool.commonPool().execute(() -> nap())",
        "ForkJoinPool.commonPool().submit(() -> nap())"
      })
  void commonPool(String call) {
    check(
        """
        void method(
            CompletableFuture<String> future, CompletionStage<String> stage, Executor unknown) {
          // BUG: Diagnostic contains: runs on the common pool (
          CALL;
        }

        @NonBlocking
        void nonBlocking(
            CompletableFuture<String> future, CompletionStage<String> stage, Executor unknown) {
          // BUG: Diagnostic contains: runs on the common pool (
          CALL;
        }
        """
            .replace("CALL", call));
  }

  @Test
  void functionsOfAllShapes() {
    check(
        """
        static class Napping implements Runnable {
          @Override
          public void run() {
            nap();
          }
        }

        private static void each(List<String> list, Consumer<String> action) {
          for (String text : list) {
            action.accept(text);
          }
        }

        void method(List<String> list) {
          CompletableFuture.runAsync(
              new Runnable() {
                @Override
                public void run() {
                  // BUG: Diagnostic contains: this method runs on the common pool (
                  nap();
                }
              });
          // BUG: Diagnostic contains: Napping.run runs on the common pool (
          CompletableFuture.runAsync(new Napping());
          // BUG: Diagnostic contains: this lambda runs on the common pool (
          Runnable stored = () -> nap();
          CompletableFuture.runAsync(stored);
          // BUG: Diagnostic contains: this lambda runs on the common pool (
          CompletableFuture.runAsync(() -> list.forEach(x -> nap()));
          // BUG: Diagnostic contains: this lambda runs on the common pool (
          CompletableFuture.runAsync(() -> each(list, x -> nap()));
        }
        """);
  }

  @Test
  void waitsOfOtherKinds() {
    AllChecks.compile(
        """
        class Test {
          @Blocking
          static void declared() {}

          void method(CountDownLatch latch, Future<String> future, BlockingQueue<String> queue) {
            CompletableFuture.runAsync(
                () -> {
                  try {
                    // BUG: Diagnostic contains: [BlockingInCommonPool] CountDownLatch.await()
                    latch.await();
                    // BUG: Diagnostic contains: [BlockingInCommonPool] Future.get() blocks (join)
                    future.get();
                    // BUG: Diagnostic contains: [BlockingInCommonPool] BlockingQueue.take()
                    queue.take();
                    // BUG: Diagnostic contains: [BlockingInCommonPool] Files.readString(Path)
                    Files.readString(Path.of("file"));
                    // BUG: Diagnostic contains: [BlockingInCommonPool] Test.declared() blocks
                    declared();
                  } catch (IOException | InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                  }
                });
          }
        }
        """);
  }

  /** A wait that the pool makes up for is no reason to overlook another one behind it. */
  @Test
  void longerWitness() {
    check(
        """
        private static int joined(CompletableFuture<Integer> future) {
          int value = future.join();
          deeper();
          return value;
        }

        private static void deeper() {
          nap();
        }

        void method(CompletableFuture<Integer> future) {
          // BUG: Diagnostic contains: joined(future)  ->  Test.deeper()  ->  Nap.nap()
          CompletableFuture.supplyAsync(() -> joined(future));
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list.parallelStream().forEach(x -> nap())",
        "list.parallelStream().forEach(Nap::napped)",
        "list.stream().parallel().map(x -> napped(x)).toList()",
        "list.stream().map(x -> napped(x)).parallel().toList()",
        "list.stream().sequential().map(x -> napped(x)).filter(x -> true).parallel().count()",
        "java.util.stream.IntStream.range(0, 9).parallel().filter(x -> napped(true)).sum()"
      })
  void parallelStream(String call) {
    check(
        """
        void method(List<String> list) {
          // BUG: Diagnostic contains: , in parallel)
          CALL;
        }
        """
            .replace("CALL", call));
  }

  @Test
  void parallelStreamInAVariable() {
    check(
        """
        void method(List<String> list) {
          Stream<String> all = list.parallelStream();
          // BUG: Diagnostic contains: (consumer of Stream.forEach, in parallel)
          all.forEach(x -> list.forEach(y -> nap()));
        }
        """,
        "java.util.stream.Stream");
  }

  // Known limits.

  @Test
  void collectorsOfParallelStreamsAreMissed() {
    check(
        """
        void method(List<String> list) {
          list.parallelStream()
              .collect(Collectors.mapping(x -> napped(x), Collectors.toList()));
          StreamSupport.stream(list.spliterator(), true).forEach(x -> nap());
        }
        """,
        "java.util.stream.Collectors",
        "java.util.stream.StreamSupport");
  }

  /** Only a caller shows in which pool it is, or which default executor the stage has. */
  @Test
  void poolsThatACallerChooses() {
    check(
        """
        private void inParallel(List<String> list) {
          // BUG: Diagnostic contains: this lambda runs on the common pool (
          list.parallelStream().forEach(x -> nap());
        }

        private void behind(CompletableFuture<String> stage) {
          // BUG: Diagnostic contains: this lambda runs on the common pool (
          stage.thenAcceptAsync(x -> nap());
        }

        interface Managed extends Executor {
          <T> CompletableFuture<T> supplyAsync(Supplier<T> supplier);
        }

        void method(List<String> list, ForkJoinPool pool, Managed managed) {
          pool.submit(() -> inParallel(list));
          behind(managed.supplyAsync(() -> "text"));
        }
        """);
  }

  // Next to the other checks.

  private static List<String> checksOf(String members) {
    return AllChecks.findings(
            """
            class Test {
              static void nap() {
                try {
                  Thread.sleep(100);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }

            MEMBERS
            }
            """
                .replace("MEMBERS", members))
        .stream()
        .map(finding -> finding.replaceFirst("(?s)^\\d+: \\[(\\w+)].*", "$1"))
        .toList();
  }

  @Test
  void parallelStreamInCodeThatMustNotBlock() {
    assertThat(
            checksOf(
                """
                @NonBlocking
                void method(List<String> list) {
                  list.parallelStream().forEach(x -> nap());
                }
                """))
        .containsExactly("BlockingSleep");
  }

  @Test
  void parallelStreamOnTheCommonPool() {
    assertThat(
            checksOf(
                """
                void method(List<String> list) {
                  CompletableFuture.runAsync(() -> list.parallelStream().forEach(x -> nap()));
                }
                """))
        .containsExactly("BlockingInCommonPool");
  }

  @Test
  void functionThatIsGivenToBoth() {
    assertThat(
            checksOf(
                """
                void method(CompletableFuture<String> first, CompletableFuture<String> second) {
                  Consumer<String> action = x -> nap();
                  first.thenAcceptAsync(action);
                  second.thenAccept(action);
                }
                """))
        .containsExactly("BlockingSleep");
  }

  @Test
  void nestedFunctionThatMustNotBlock() {
    assertThat(
            checksOf(
                """
                void method(CompletableFuture<String> first) {
                  CompletableFuture.runAsync(() -> first.thenAccept(x -> nap()));
                }
                """))
        .containsExactly("BlockingSleep");
  }
}
