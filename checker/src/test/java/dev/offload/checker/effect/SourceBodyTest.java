package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import org.junit.jupiter.api.Test;

/** Effects that come from the bodies of this compilation. */
final class SourceBodyTest {
  @Test
  void harmlessBodyHasNoEffect() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          int onEvent() {
            return twice(21);
          }

          int twice(int x) {
            return Math.addExact(x, x);
          }
        }
        """);
  }

  @Test
  void callsAreFollowedThroughSeveralFiles() {
    AllChecks.compile(
        """
        package a;

        public class First {
          public static void go() throws Exception {
            b.Second.go();
          }
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: Thread.sleep(long) blocks
            // a.First.go()  ->  Second.go()  ->  Thread.sleep(long)
            a.First.go();
          }
        }
        """,
        """
        package b;

        public class Second {
          public static void go() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void codeWithoutAContextMayBlock() {
    AllChecks.compile(
        """
        class Test {
          void nobodyKnows() throws Exception {
            Thread.sleep(1);
          }

          @Blocking
          void mayBlock() throws Exception {
            nobodyKnows();
          }

          @NonBlocking
          void mustNotBlock() throws Exception {
            // BUG: Diagnostic contains: nobodyKnows()  ->  Thread.sleep(long)
            nobodyKnows();
          }
        }
        """);
  }

  @Test
  void recursionEnds() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            harmless(3);
            // BUG: Diagnostic contains: sleeping(3)  ->  Thread.sleep(long)
            sleeping(3);
          }

          void harmless(int n) {
            if (n > 0) {
              harmless(n - 1);
            }
          }

          void sleeping(int n) throws Exception {
            if (n > 0) {
              sleeping(n - 1);
            }
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void mutualRecursionIsOneComponent() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            even(3);
            // BUG: Diagnostic contains: ping(3)  ->  Test.pong(int)  ->  Thread.sleep(long)
            ping(3);
            // BUG: Diagnostic contains: pong(3)  ->  Thread.sleep(long)
            pong(3);
          }

          boolean even(int n) {
            return n == 0 || odd(n - 1);
          }

          boolean odd(int n) {
            return n != 0 && even(n - 1);
          }

          void ping(int n) throws Exception {
            pong(n - 1);
          }

          void pong(int n) throws Exception {
            if (n > 0) {
              ping(n - 1);
            }
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void whatOneSearchLearnsHoldsForTheNext() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: a()  ->  Test.b()  ->  Test.c()  ->  Thread.sleep(long)
            a();
            // BUG: Diagnostic contains: c()  ->  Thread.sleep(long)
            c();
            // BUG: Diagnostic contains: b()  ->  Test.c()  ->  Thread.sleep(long)
            b();
            harmless();
          }

          void a() throws Exception {
            harmless();
            b();
          }

          void b() throws Exception {
            c();
          }

          void c() throws Exception {
            Thread.sleep(1);
          }

          void harmless() {}
        }
        """);
  }

  @Test
  void constructorBodyRuns() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            new Slow("x");
            // BUG: Diagnostic contains: new Slow(1)  ->  Thread.sleep(long)
            new Slow(1);
          }

          static class Slow {
            Slow(int x) throws Exception {
              Thread.sleep(1);
            }

            Slow(String x) {}
          }
        }
        """);
  }

  @Test
  void fieldInitialiserRunsInTheConstructor() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: Files.readString(Path) blocks (file)
            new Slow("x");
          }

          static class Slow {
            final String text = Files.readString(Path.of("x"));

            Slow(String x) throws Exception {}
          }
        }
        """);
  }

  @Test
  void instanceInitialiserRunsInTheDefaultConstructor() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            new Harmless();
            // BUG: Diagnostic contains: new Slow()  ->  CountDownLatch.await()
            new Slow();
          }

          static class Harmless {}

          static class Slow {
            {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        }
        """);
  }

  @Test
  void superConstructorRuns() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            new Quick();
            // BUG: Diagnostic contains: new Derived()  ->  new Base(int)  ->  Thread.sleep(long)
            new Derived();
          }

          static class Base {
            Base() {}

            Base(int x) throws Exception {
              Thread.sleep(1);
            }
          }

          static class Derived extends Base {
            Derived() throws Exception {
              super(1);
            }
          }

          static class Quick extends Base {
            Quick() {
              super();
            }
          }
        }
        """);
  }

  @Test
  void impliedSuperConstructorRuns() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: new Written(1)  ->  new Base()  ->  Thread.sleep(long)
            new Written(1);
            // BUG: Diagnostic contains: new Unwritten()  ->  new Base()  ->  Thread.sleep(long)
            new Unwritten();
          }

          static class Base {
            Base() {
              try {
                Thread.sleep(1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          }

          static class Written extends Base {
            Written(int x) {}
          }

          static class Unwritten extends Base {}
        }
        """);
  }

  @Test
  void thisConstructorRuns() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: new Slow()  ->  new Slow(int)  ->  Thread.sleep(long)
            new Slow();
          }

          static class Slow {
            Slow() throws Exception {
              this(1);
            }

            Slow(int x) throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void staticInitialisersNeverCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            new Lazy();
            Lazy.touch();
            // BUG: Diagnostic contains: Lazy.read()  ->  Files.readString(Path)
            Lazy.read();
          }

          static class Lazy {
            static final String TEXT = read();

            static {
              read();
            }

            static String read() {
              try {
                return Files.readString(Path.of("x"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }

            static String touch() {
              return TEXT;
            }
          }
        }
        """);
  }

  @Test
  void anonymousClassRunsItsInitialisersOnly() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          Object onEvent() {
            return new Object() {
              // BUG: Diagnostic contains: sleep()  ->  Thread.sleep(long)
              final int first = sleep();

              {
                // BUG: Diagnostic contains: sleep()  ->  Thread.sleep(long)
                sleep();
              }

              int later() {
                return sleep();
              }
            };
          }

          static int sleep() {
            try {
              Thread.sleep(1);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return 1;
          }
        }
        """);
  }

  @Test
  void anonymousClassCallsItsSuperConstructor() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            new Base("x") {};
            // BUG: Diagnostic contains: Thread.sleep(long) blocks (sleep
            new Base(1) {};
          }

          static class Base {
            Base(String x) {}

            Base(int x) throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void closeOfTryWithResourcesIsCalled() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Slow given) throws Exception {
            try (Quick quick = new Quick()) {
              quick.hashCode();
            }
            // BUG: Diagnostic contains: slow.close()  ->  Thread.sleep(long)
            try (Slow slow = new Slow()) {
              slow.hashCode();
            }
            // BUG: Diagnostic contains: ->  Thread.sleep(long)
            try (given) {
              given.hashCode();
            }
          }

          static class Quick implements AutoCloseable {
            @Override
            public void close() {}
          }

          static class Slow implements AutoCloseable {
            @Override
            public void close() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void closeIsCalledInCalleesToo() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: use()  ->  Slow.close()  ->  Thread.sleep(long)
            use();
          }

          void use() throws Exception {
            try (Slow slow = new Slow()) {
              slow.hashCode();
            }
          }

          static class Slow implements AutoCloseable {
            @Override
            public void close() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void forEachCallsTheIterator() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(List<String> list, String[] array, SlowStart slowStart, SlowNext slowNext) {
            for (String each : list) {}
            for (String each : array) {}
            // BUG: Diagnostic contains: ->  Nap.nap()  ->  Thread.sleep(long)
            for (String each : slowStart) {}
            // BUG: Diagnostic contains: ->  Nap.nap()  ->  Thread.sleep(long)
            for (String each : slowNext) {}
          }

          abstract static class SlowStart implements Iterable<String> {
            @Override
            public Iterator<String> iterator() {
              Nap.nap();
              return null;
            }
          }

          abstract static class SlowNext implements Iterable<String> {
            @Override
            public abstract Cursor iterator();
          }

          abstract static class Cursor implements Iterator<String> {
            @Override
            public String next() {
              Nap.nap();
              return "";
            }
          }
        }

        class Nap {
          static void nap() {
            try {
              Thread.sleep(1);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        }
        """);
  }

  @Test
  void stringConversionIsNotACall() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(Slow slow) {
            String implied = "x" + slow;
            implied += slow;
            // BUG: Diagnostic contains: slow.toString()  ->  Files.readString(Path)
            return implied + slow.toString();
          }

          static class Slow {
            @Override
            public String toString() {
              try {
                return Files.readString(Path.of("x"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        }
        """);
  }

  @Test
  void localClassIsNotRunByBeingDeclared() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            class Slow {
              void sleep() throws Exception {
                Thread.sleep(1);
              }
            }
            Slow slow = new Slow();
            slow.hashCode();
            // BUG: Diagnostic contains: slow.sleep()  ->  Thread.sleep(long)
            slow.sleep();
          }
        }
        """);
  }

  @Test
  void localClassRunsItsInitialisersWhenItIsCreated() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            class Slow {
              final String text = Test.read();
            }
            // BUG: Diagnostic contains: new Slow()  ->  Test.read()  ->  Files.readString(Path)
            new Slow();
          }

          static String read() {
            try {
              return Files.readString(Path.of("x"));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """);
  }

  @Test
  void lambdaThatIsOnlyCreatedDoesNotRun() {
    AllChecks.compile(
        """
        class Test {
          Callable<String> stored;

          @NonBlocking
          Callable<String> onEvent(Path path) throws Exception {
            stored = () -> Files.readString(path);
            keep(() -> Files.readString(path));
            return () -> Files.readString(path);
          }

          void keep(Callable<String> task) {
            stored = task;
          }
        }
        """);
  }

  @Test
  void lambdaThatItsReceiverRunsInlineRuns() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(List<Path> paths, Map<Path, String> cache, Path path) {
            // BUG: Diagnostic contains: Test.read(path)  ->  Files.readString(Path)
            paths.forEach(each -> Test.read(path));
            // BUG: Diagnostic contains: Test::read  ->  Files.readString(Path)
            cache.computeIfAbsent(path, Test::read);
            // BUG: Diagnostic contains: Test.read(path)  ->  Files.readString(Path)
            run(() -> Test.read(path));
            paths.forEach(each -> each.getFileName());
          }

          static void run(Runnable task) {
            task.run();
          }

          static String read(Path path) {
            try {
              return Files.readString(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """);
  }

  @Test
  void inlineLambdaInACalleeIsTheCalleesCode() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(List<Path> paths, Executor executor) {
            // BUG: Diagnostic contains: readAll(paths)  ->  Test.read(Path)  ->  Files.readString(Path)
            readAll(paths);
            readLater(paths, executor);
          }

          void readAll(List<Path> paths) {
            paths.forEach(path -> read(path));
          }

          void readLater(List<Path> paths, Executor executor) {
            executor.execute(() -> read(paths.get(0)));
          }

          static String read(Path path) {
            try {
              return Files.readString(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """);
  }

  @Test
  void guardedCodeInACalleeDoesNotCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            guarded();
            // BUG: Diagnostic contains: wrongWayRound()  ->  Thread.sleep(long)
            wrongWayRound();
          }

          void guarded() throws Exception {
            if (!javax.swing.SwingUtilities.isEventDispatchThread()) {
              Thread.sleep(1);
            }
          }

          void wrongWayRound() throws Exception {
            if (javax.swing.SwingUtilities.isEventDispatchThread()) {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void exceptionHandlersInSourceCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            try {
              hashCode();
            } catch (IllegalStateException e) {
              // BUG: Diagnostic contains: Thread.sleep(long) blocks
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void enumAndRecordBodiesAreBodies() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            Color.RED.harmless();
            // BUG: Diagnostic contains: Color.RED.paint()  ->  Thread.sleep(long)
            Color.RED.paint();
            // BUG: Diagnostic contains: new Pause(1)  ->  Files.delete(Path)
            new Pause(1);
          }

          enum Color {
            RED;

            void paint() throws Exception {
              Thread.sleep(1);
            }

            void harmless() {}
          }

          record Pause(int x) {
            Pause {
              try {
                Files.delete(Path.of("x"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        }
        """);
  }
}
