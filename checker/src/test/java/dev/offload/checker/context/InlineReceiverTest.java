package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkFile;
import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN.md, section 5, rule 6: inline receivers pass their caller's context on. */
final class InlineReceiverTest {
  private static final String COMPILED = "dev.offload.checker.context.CompiledReceivers";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list.forEach(x -> nap())",
        "list.removeIf(x -> napped(true))",
        "map.computeIfAbsent(\"key\", x -> napped(x))",
        "map.merge(\"key\", \"value\", (x, y) -> napped(x))",
        "list.stream().map(x -> napped(x)).toList()",
        "list.stream().filter(x -> napped(true)).count()",
        "Optional.of(\"text\").ifPresentOrElse(x -> {}, () -> nap())",
        "Optional.of(\"text\").orElseGet(() -> napped(\"other\"))",
        "Collections.sort(list, (x, y) -> napped(1))",
        "reference.updateAndGet(x -> napped(x))"
      })
  void byModel(String call) {
    checkMembers(
        getClass(),
        """
        void unknown(List<String> list, Map<String, String> map, AtomicReference<String> reference) {
          CALL;
        }

        @Blocking
        void mayBlock(List<String> list, Map<String, String> map, AtomicReference<String> reference) {
          CALL;
        }

        @NonBlocking
        void method(List<String> list, Map<String, String> map, AtomicReference<String> reference) {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CALL;
        }
        """
            .replace("CALL", call),
        "java.util.concurrent.atomic.AtomicReference");
  }

  @Test
  void methodReference() {
    checkMembers(
        getClass(),
        """
        void unknown(List<String> list) {
          list.forEach(Nap::napped);
        }

        @NonBlocking
        void method(List<String> list) {
          list.forEach(String::strip);
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          list.forEach(Nap::napped);
        }
        """);
  }

  @Test
  void storedLambda() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(List<String> list) {
          Consumer<String> unused = x -> nap();
          // BUG: Diagnostic contains: Thread.sleep(long) blocks
          Consumer<String> action = x -> nap();
          list.forEach(action);
        }
        """);
  }

  @Test
  void anonymousClass() {
    checkMembers(
        getClass(),
        """
        void unknown(List<String> list) {
          list.forEach(
              new Consumer<String>() {
                @Override
                public void accept(String value) {
                  nap();
                }
              });
        }

        @NonBlocking
        void method(List<String> list) {
          list.forEach(
              new Consumer<String>() {
                @Override
                public void accept(String value) {
                  // BUG: Diagnostic contains: Thread.sleep(long) blocks
                  nap();
                }
              });
        }
        """);
  }

  @Test
  void objectOfNamedClass() {
    checkMembers(
        getClass(),
        """
        static class Napper implements Consumer<String> {
          @Override
          public void accept(String value) {
            nap();
          }
        }

        void unknown(List<String> list) {
          list.forEach(new Napper());
        }

        @NonBlocking
        void method(List<String> list) {
          // BUG: Diagnostic contains: Thread.sleep(long) blocks
          list.forEach(new Napper());
        }
        """);
  }

  @Test
  void nestedInlineLambdas() {
    checkMembers(
        getClass(),
        """
        void unknown(List<List<String>> lists) {
          lists.forEach(list -> list.forEach(x -> nap()));
        }

        @NonBlocking
        void method(List<List<String>> lists) {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          lists.forEach(list -> list.forEach(x -> nap()));
        }
        """);
  }

  @Test
  void callersContextMayBeALambdas() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<List<String>> future, ThreadPoolExecutor pool) {
          future.thenAcceptAsync(list -> list.forEach(x -> nap()), pool);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenAccept(list -> list.forEach(x -> nap()));
        }
        """);
  }

  @Test
  void functionBoundInsideInlineLambda() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(List<CompletableFuture<String>> list, ThreadPoolExecutor pool) {
          list.forEach(future -> future.thenAcceptAsync(x -> nap(), pool));
          // BUG: Diagnostic contains: runs on whichever thread completes it
          list.forEach(future -> future.thenAccept(x -> nap()));
        }
        """);
  }

  @Test
  void bodyThatInvokes() {
    checkMembers(
        getClass(),
        """
        static void inline(Runnable task) {
          task.run();
        }

        static <T> T get(String name, Supplier<T> supplier) {
          T result = supplier.get();
          return result;
        }

        void instanceMethod(Runnable task) {
          if (task != null) {
            task.run();
          }
        }

        void unknown() {
          inline(() -> nap());
        }

        @NonBlocking
        void method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(Nap::nap);
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          get("name", () -> napped(1));
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          instanceMethod(() -> nap());
        }
        """);
  }

  @Test
  void bodyThatStores() {
    checkMembers(
        getClass(),
        """
        private Runnable stored;
        private final List<Runnable> tasks = new ArrayList<>();

        void store(Runnable task) {
          stored = task;
        }

        void runAndStore(Runnable task) {
          task.run();
          stored = task;
        }

        void runAndAdd(Runnable task) {
          task.run();
          tasks.add(task);
        }

        static Runnable runAndGiveBack(Runnable task) {
          task.run();
          return task;
        }

        void inline(Runnable task) {
          task.run();
        }

        @NonBlocking
        void method() {
          store(() -> nap());
          runAndStore(() -> nap());
          runAndAdd(() -> nap());
          runAndGiveBack(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(() -> nap());
        }
        """);
  }

  @Test
  void bodyThatHandsOn() {
    checkFile(
        getClass(),
        """
        interface Unknown {
          void go(Runnable task);
        }

        class Test {
          static void toExecutor(Executor executor, Runnable task) {
            executor.execute(task);
          }

          static void toUnknown(Unknown unknown, Runnable task) {
            unknown.go(task);
          }

          static void capture(Executor executor, Runnable task) {
            executor.execute(() -> task.run());
          }

          static void toAnother(Runnable task) {
            run(task);
          }

          private static void run(Runnable task) {
            task.run();
          }

          @NonBlocking
          void method(Executor executor, Unknown unknown) {
            toExecutor(executor, () -> nap());
            toUnknown(unknown, () -> nap());
            capture(executor, () -> nap());
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            toAnother(() -> nap());
          }
        }
        """);
  }

  @Test
  void bodyThatRunsInsideAnInlineLambda() {
    checkMembers(
        getClass(),
        """
        static void forEach(List<String> list, Runnable task) {
          list.forEach(x -> task.run());
        }

        static void later(CompletableFuture<String> future, Runnable task) {
          future.thenRunAsync(() -> task.run());
        }

        @NonBlocking
        void method(List<String> list, CompletableFuture<String> future) {
          later(future, () -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          forEach(list, () -> nap());
        }
        """);
  }

  @Test
  void bodyThatChecksItsParameter() {
    checkMembers(
        getClass(),
        """
        static void onlyChecks(Runnable task) {
          Objects.requireNonNull(task);
        }

        static void inline(Runnable task) {
          Objects.requireNonNull(task, "task");
          task.run();
        }

        @NonBlocking
        void method() {
          onlyChecks(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(() -> nap());
        }
        """);
  }

  @Test
  void bodyThatUsesTheResultOfItsCheck() {
    checkMembers(
        getClass(),
        """
        private Runnable stored;

        void store(Runnable task) {
          task.run();
          stored = Objects.requireNonNull(task);
        }

        static void inline(Runnable task) {
          Objects.requireNonNull(task).run();
        }

        @NonBlocking
        void method() {
          store(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(() -> nap());
        }
        """);
  }

  @Test
  void recursiveBody() {
    checkMembers(
        getClass(),
        """
        static void repeat(int times, Runnable task) {
          if (times > 0) {
            task.run();
            repeat(times - 1, task);
          }
        }

        static void ping(int times, Runnable task) {
          if (times > 0) {
            pong(times - 1, task);
          }
        }

        static void pong(int times, Runnable task) {
          if (times > 0) {
            ping(times - 1, task);
          }
        }

        @NonBlocking
        void method() {
          ping(3, () -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          repeat(3, () -> nap());
        }
        """);
  }

  @Test
  void constructorThatInvokes() {
    checkFile(
        getClass(),
        """
        class Stores {
          private final Runnable task;

          Stores(Runnable task) {
            this.task = task;
          }
        }

        class Runs {
          Runs(Runnable task) {
            task.run();
          }
        }

        class Test {
          @NonBlocking
          void method() {
            new Stores(() -> nap());
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            new Runs(() -> nap());
          }
        }
        """);
  }

  @Test
  void abstractReceiverIsUnknown() {
    checkFile(
        getClass(),
        """
        interface Transactions {
          void run(Runnable task);
        }

        final class Known implements Transactions {
          @Override
          public void run(Runnable task) {
            task.run();
          }
        }

        class Test {
          @NonBlocking
          void method(Transactions unknown, Known known) {
            unknown.run(() -> nap());
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            known.run(() -> nap());
          }
        }
        """);
  }

  @Test
  void classFileThatInvokes() {
    checkMembers(
        getClass(),
        """
        void unknown() {
          CompiledReceivers.runNow(() -> nap());
        }

        @NonBlocking
        void method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.runNow(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.runNow(Nap::nap);
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.checkAndRunNow(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.runNowThroughAnother(() -> nap());
        }
        """,
        COMPILED);
  }

  @Test
  void classFileThatInvokesWhatItChecked() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        int method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          return CompiledReceivers.getNow(() -> napped(1));
        }
        """,
        COMPILED);
  }

  @Test
  void classFileThatStores() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method() {
          CompiledReceivers.store(() -> nap());
          CompiledReceivers.runAndStore(() -> nap());
          CompiledReceivers.giveBack(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.runNow(() -> nap());
        }
        """,
        COMPILED);
  }

  @Test
  void classFileThatHandsOn() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method(Executor executor) {
          CompiledReceivers.handOn(executor, () -> nap());
          CompiledReceivers.capture(executor, () -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          CompiledReceivers.runNow(() -> nap());
        }
        """,
        COMPILED);
  }

  @Test
  void inlineInACalleesBody() {
    checkMembers(
        getClass(),
        """
        static void later(Executor executor) {
          executor.execute(() -> nap());
        }

        static void now(List<String> list) {
          list.forEach(x -> nap());
        }

        @NonBlocking
        void method(Executor executor, List<String> list) {
          later(executor);
          // BUG: Diagnostic contains: now(list)  ->  Nap.nap()
          now(list);
        }
        """);
  }
}
