package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Effects that come from class files of the class path. */
final class ClassFileBodyTest {
  private static final String DEEP =
      """
      package lib;

      public class Client {
        public static void harmless() {
          Math.max(1, 2);
        }

        public static void first() throws Exception {
          new Client().second(1);
        }

        private void second(int x) throws Exception {
          Other.third();
        }
      }

      class Other {
        static void third() throws Exception {
          Thread.sleep(1);
        }
      }
      """;

  private static final String USES_DEEP =
      """
      class Test {
        @NonBlocking
        void onEvent() throws Exception {
          lib.Client.harmless();
          // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep
          // lib.Client.first()  ->  Client.second(int)  ->  Other.third()  ->  Thread.sleep(long)
          lib.Client.first();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void blockingIsFoundWithItsWitness() {
    AllChecks.compile(Library.of(DEEP).options(), USES_DEEP);
  }

  @Test
  void blockingIsFoundInAJar() throws IOException {
    Path jar = folder.resolve("lib.jar");
    Path classes = Library.of(DEEP).folder();
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
        out.write(Files.readAllBytes(each));
      }
    }
    AllChecks.compile(new Library(jar).options(), USES_DEEP);
  }

  @Test
  void blockingIsFoundWithRelease17() {
    Library library = Library.of(List.of("--release", "17"), DEEP);
    AllChecks.compile(library.options("--release", "17"), USES_DEEP);
  }

  @Test
  void classFileWithoutCodeHasNoEffect() {
    AllChecks.compile(
        Library.of(DEEP).withoutCode().options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            lib.Client.harmless();
            lib.Client.first();
          }
        }
        """);
  }

  @Test
  void damagedClassFileHasNoEffect() {
    Library library = Library.of(DEEP).with("lib/Other.class", "this is not a class file");
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            lib.Client.first();
          }
        }
        """);
  }

  @Test
  void missingClassHasNoEffect() throws IOException {
    Library library = Library.of(DEEP);
    Files.delete(library.folder().resolve("lib/Other.class"));
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            lib.Client.first();
          }
        }
        """);
  }

  @Test
  void bodiesAreFollowedFromOnePackageToAnother() {
    Library library =
        Library.of(
            DEEP,
            """
            package app;

            public class Api {
              public static void call() throws Exception {
                lib.Client.first();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: app.Api.call()  ->  Client.first()  ->  Client.second(int)
            app.Api.call();
          }
        }
        """);
  }

  @Test
  void initialisersAreInTheConstructors() {
    Library library =
        Library.of(
            """
            package lib;

            public class Config {
              final String text = Files.readString(Path.of("x"));

              public Config() throws Exception {}
            }
            """,
            """
            package lib;

            public class Derived extends Config {
              public Derived() throws Exception {}
            }
            """,
            """
            package lib;

            public class Static {
              static final String TEXT = read();

              private static String read() {
                try {
                  return Files.readString(Path.of("x"));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            new lib.Static();
            // BUG: Diagnostic contains: new lib.Config()  ->  Files.readString(Path)
            new lib.Config();
            // BUG: Diagnostic contains: new lib.Derived()  ->  new Config()  ->  Files.readString(Path)
            new lib.Derived();
          }
        }
        """);
  }

  @Test
  void exceptionHandlersDoNotCount() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static void onlyOnError() throws Exception {
                try {
                  Math.addExact(1, 2);
                } catch (ArithmeticException e) {
                  Thread.sleep(1);
                }
              }

              public static void onlyBeforeThrowing() throws Exception {
                try {
                  throw new IllegalStateException();
                } catch (IllegalStateException e) {
                  Thread.sleep(1);
                }
              }

              public static void inTheEnd() throws Exception {
                try {
                  Math.addExact(1, 2);
                } finally {
                  Thread.sleep(1);
                }
              }

              public static void afterwards() throws Exception {
                try {
                  Math.addExact(1, 2);
                } catch (ArithmeticException e) {
                  e.getMessage();
                }
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            lib.Client.onlyOnError();
            lib.Client.onlyBeforeThrowing();
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.inTheEnd();
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.afterwards();
          }
        }
        """);
  }

  @Test
  void guardsAreUnderstood() {
    Library library =
        Library.of(
            """
            package lib;

            import java.awt.EventQueue;

            public class Client {
              public static void guarded() throws Exception {
                if (!EventQueue.isDispatchThread()) {
                  Thread.sleep(1);
                }
              }

              public static void leaves() throws Exception {
                if (EventQueue.isDispatchThread()) {
                  throw new IllegalStateException();
                }
                Thread.sleep(1);
              }

              public static void chooses(int x) throws Exception {
                if (x > 0 && !EventQueue.isDispatchThread()) {
                  Thread.sleep(1);
                }
              }

              public static void wrongWayRound() throws Exception {
                if (EventQueue.isDispatchThread()) {
                  Thread.sleep(1);
                }
              }

              public static void either(int x) throws Exception {
                if (x > 0 || !EventQueue.isDispatchThread()) {
                  Thread.sleep(1);
                }
              }

              public static void afterwards() throws Exception {
                if (!EventQueue.isDispatchThread()) {
                  Math.max(1, 2);
                }
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            lib.Client.guarded();
            lib.Client.chooses(1);
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.wrongWayRound();
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.either(1);
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.afterwards();
            lib.Client.leaves();
          }
        }
        """);
  }

  @Test
  void isDoneIsUnderstood() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              private final CompletableFuture<String> future = new CompletableFuture<>();

              public String ifDone() {
                return future.isDone() ? future.join() : "";
              }

              public String earlyReturn() {
                if (!future.isDone()) {
                  return "";
                }
                return future.join();
              }

              public String bothDone(CompletableFuture<String> other) {
                return future.isDone() && other.isDone() ? future.join() + other.join() : "";
              }

              public String ifNotDone() {
                return future.isDone() ? "" : future.join();
              }

              public String afterwards() {
                if (future.isDone()) {
                  hashCode();
                }
                return future.join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Client client, CompletableFuture<String> future) {
            client.ifDone();
            client.earlyReturn();
            client.bothDone(future);
            // BUG: Diagnostic contains: CompletableFuture.join()
            client.ifNotDone();
            // BUG: Diagnostic contains: CompletableFuture.join()
            client.afterwards();
          }
        }
        """);
  }

  @Test
  void isDoneOfAnotherFutureProvesNothing() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static String get(CompletableFuture<String> x, CompletableFuture<String> y) {
                return x.isDone() ? y.join() : "";
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> x, CompletableFuture<String> y) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            lib.Client.get(x, y);
          }
        }
        """);
  }

  @Test
  void isDoneExcusesNoOtherWait() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static void sleep(CompletableFuture<String> future) throws Exception {
                if (future.isDone()) {
                  Thread.sleep(1);
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) throws Exception {
            // BUG: Diagnostic contains: Thread.sleep(long)
            lib.Client.sleep(future);
          }
        }
        """);
  }

  @Test
  void isDoneKeptInALocalIsUnderstood() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static String get(CompletableFuture<String> future) {
                boolean done = future.isDone();
                return done ? future.join() : "";
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            lib.Client.get(future);
          }
        }
        """);
  }

  @Test
  void parameterThatMustBeCompleteAsksTheCaller() {
    Library library =
        Library.of(
            """
            package lib;

            public class Results {
              public static String of(CompletableFuture<String> future) {
                return second("x", future);
              }

              private static String second(String text, CompletableFuture<String> future) {
                return text + future.join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          void start(CompletableFuture<String> future, CompletableFuture<String> other) {
            future.thenRun(() -> lib.Results.of(future));
            // BUG: Diagnostic contains: lib.Results.of(other)  ->  Results.second(String, CompletableFuture)
            future.thenRun(() -> lib.Results.of(other));
          }
        }
        """);
  }

  @Test
  void completeFutureInAClassFileDoesNotWait() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static String complete() {
                return CompletableFuture.completedFuture("x").join();
              }

              public static String unknown() {
                return CompletableFuture.supplyAsync(() -> "x").join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() {
            lib.Client.complete();
            // BUG: Diagnostic contains: CompletableFuture.join()
            lib.Client.unknown();
          }
        }
        """);
  }

  @Test
  void inlineLambdasRunAndOthersDoNot() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static void inline(List<Path> paths) {
                paths.forEach(path -> read(path));
              }

              public static void inlineReference(List<Path> paths) {
                paths.forEach(Client::read);
              }

              public static void ownInline() {
                run(() -> read(Path.of("x")));
              }

              public static void handedOn(Executor executor) {
                executor.execute(() -> read(Path.of("x")));
              }

              public static Runnable returned() {
                return () -> read(Path.of("x"));
              }

              private static void run(Runnable task) {
                task.run();
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
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(List<Path> paths, Executor executor) {
            lib.Client.handedOn(executor);
            lib.Client.returned();
            // BUG: Diagnostic contains: Files.readString(Path)
            lib.Client.inline(paths);
            // BUG: Diagnostic contains: Client.read(Path)  ->  Files.readString(Path)
            lib.Client.inlineReference(paths);
            // BUG: Diagnostic contains: Files.readString(Path)
            lib.Client.ownInline();
          }
        }
        """);
  }

  @Test
  void parameterThatAClassFileOnlyRunsIsInline() {
    Library library =
        Library.of(
            """
            package lib;

            public class Tasks {
              private static Runnable kept;

              public static void run(Runnable task) {
                task.run();
              }

              public static void keep(Runnable task) {
                kept = task;
              }

              public static void runAndKeep(Runnable task) {
                task.run();
                kept = task;
              }

              public static void pass(Executor executor, Runnable task) {
                executor.execute(task);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(Executor executor) {
            lib.Tasks.keep(() -> nap());
            lib.Tasks.runAndKeep(() -> nap());
            lib.Tasks.pass(executor, () -> nap());
            // BUG: Diagnostic contains: nap()  ->  Thread.sleep(long)
            lib.Tasks.run(() -> nap());
          }

          void nap() {
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
  void accessorsOfNestedClassesAreSeenThrough() {
    Library library =
        Library.of(
            List.of("--release", "8", "-Xlint:-options"),
            """
            package lib;

            public class Outer {
              private static void hidden() throws Exception {
                Thread.sleep(1);
              }

              private static void harmless() {}

              public static class Nested {
                public void sleep() throws Exception {
                  hidden();
                }

                public void rest() {
                  harmless();
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Outer.Nested nested) throws Exception {
            nested.rest();
            // BUG: Diagnostic contains: nested.sleep()  ->  Outer.hidden()  ->  Thread.sleep(long)
            nested.sleep();
          }
        }
        """);
  }

  @Test
  void knownMemoryStreamsDoNotBlock() {
    Library library =
        Library.of(
            """
            package lib;

            public class Parser {
              public static String memory(String text) throws Exception {
                return new BufferedReader(new StringReader(text)).readLine();
              }

              public static String unknown(InputStream in) throws Exception {
                return new BufferedReader(new InputStreamReader(in)).readLine();
              }

              public static String network(java.net.Socket socket) throws Exception {
                BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream()));
                return reader.readLine();
              }

              public static int console() throws Exception {
                return System.in.read();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(InputStream in, java.net.Socket socket) throws Exception {
            lib.Parser.memory("x");
            lib.Parser.unknown(in);
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
            lib.Parser.network(socket);
            // BUG: Diagnostic contains: InputStream.read() blocks (console)
            lib.Parser.console();
          }
        }
        """);
  }

  @Test
  void timeoutsAreRead() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static Object zero(BlockingQueue<String> queue) throws Exception {
                return queue.poll(0, TimeUnit.SECONDS);
              }

              public static void zeroSleep() throws Exception {
                Thread.sleep(0);
              }

              public static void sleep() throws Exception {
                Thread.sleep(250);
              }

              public static void sleep(long time) throws Exception {
                Thread.sleep(time);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(BlockingQueue<String> queue) throws Exception {
            lib.Client.zero(queue);
            lib.Client.zeroSleep();
            // BUG: Diagnostic contains: Thread.sleep(long) blocks (sleep, up to 250 ms)
            lib.Client.sleep();
            // BUG: Diagnostic contains: Thread.sleep(long) blocks (sleep), but
            lib.Client.sleep(1);
          }
        }
        """);
  }

  @Test
  void dispatchIsExact() {
    Library library =
        Library.of(
            """
            package lib;

            public class Base {
              public void go() throws Exception {}

              public final void callsOverridable() throws Exception {
                go();
              }

              public static void callsAbstract(Callable<String> task) throws Exception {
                task.call();
              }
            }
            """,
            """
            package lib;

            public class Slow extends Base {
              @Override
              public void go() throws Exception {
                Thread.sleep(1);
              }

              public void inherited() throws Exception {
                super.go();
              }
            }
            """,
            """
            package lib;

            public class Slower extends Slow {
              @Override
              public void go() {}

              public void again() throws Exception {
                super.go();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Base base, lib.Slow slow, lib.Slower slower) throws Exception {
            base.callsOverridable();
            slow.inherited();
            slower.go();
            lib.Base.callsAbstract(() -> "x");
            // BUG: Diagnostic contains: slow.go()  ->  Thread.sleep(long)
            slow.go();
            // BUG: Diagnostic contains: slower.again()  ->  Slow.go()  ->  Thread.sleep(long)
            slower.again();
          }
        }
        """);
  }

  @Test
  void genericAndArrayAndPrimitiveParametersAreMatched() {
    Library library =
        Library.of(
            """
            package lib;

            public class Generic<T extends Comparable<T>> {
              public void outer(T value) throws Exception {
                inner(value, new long[0][0], 'x', true, (byte) 1, (short) 1, 1f, 1d, new String[0]);
              }

              private void inner(
                  T v, long[][] a, char c, boolean b, byte y, short s, float f, double d, Object[] o)
                  throws Exception {
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Generic<String> generic) throws Exception {
            // BUG: Diagnostic contains: Generic.inner(
            // Thread.sleep(long)
            generic.outer("x");
          }
        }
        """);
  }

  @Test
  void constructorOfAnInnerClassIsMatched() {
    Library library =
        Library.of(
            """
            package lib;

            public class Outer {
              public Object create(String name) throws Exception {
                return new Inner(name);
              }

              private class Inner {
                Inner(String name) throws Exception {
                  Files.readString(Path.of(name + Outer.this));
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Outer outer) throws Exception {
            // BUG: Diagnostic contains: outer.create("x")  ->  new Inner(String)  ->  Files.readString(Path)
            outer.create("x");
          }
        }
        """);
  }

  @Test
  void closeOfTryWithResourcesIsCalled() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static void use() throws Exception {
                try (Resource resource = new Resource()) {
                  resource.hashCode();
                }
              }
            }

            class Resource implements AutoCloseable {
              @Override
              public void close() throws Exception {
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: lib.Client.use()  ->  Resource.close()  ->  Thread.sleep(long)
            lib.Client.use();
          }
        }
        """);
  }
}
