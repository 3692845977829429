package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What models say about the called method: user models, models in jars, built-in models. */
final class ModelledEffectTest {
  private static final String STORE =
      """
      package app;

      public class Store {
        public static void load() {}

        public static void sleep() throws Exception {
          Thread.sleep(1);
        }

        public static void ask(java.time.Duration timeout) {}
      }
      """;

  @TempDir private Path folder;

  @Test
  void eachKindHasItsWordAndItsCheck() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              Path path,
              Process process,
              java.sql.Statement statement,
              CountDownLatch latch,
              Lock lock,
              Future<String> future)
              throws Exception {
            // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep
            Thread.sleep(1);
            // BUG: Diagnostic contains: [BlockingIo] Files.readString(Path) blocks (file)
            Files.readString(path);
            // BUG: Diagnostic contains: [BlockingIo] new Socket(String, int) blocks (network)
            new java.net.Socket("host", 1);
            // BUG: Diagnostic contains: [BlockingIo] InetAddress.getByName(String) blocks (dns)
            java.net.InetAddress.getByName("host");
            // BUG: Diagnostic contains: [BlockingIo] Process.waitFor() blocks (process)
            process.waitFor();
            // BUG: Diagnostic contains: [BlockingIo] Statement.executeQuery(String) blocks (database)
            statement.executeQuery("SELECT 1");
            // BUG: Diagnostic contains: [BlockingIo] Console.readLine() blocks (console)
            System.console().readLine();
            // BUG: Diagnostic contains: [BlockingLock] Lock.lock() blocks (lock)
            lock.lock();
            // BUG: Diagnostic contains: [BlockingWait] CountDownLatch.await() blocks (wait)
            latch.await();
            // BUG: Diagnostic contains: [NestedJoin] Future.get() blocks (join)
            future.get();
          }
        }
        """);
  }

  @Test
  void optInKindIsSilentByDefault() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          boolean onEvent(Path path) {
            return Files.exists(path);
          }
        }
        """);
  }

  @Test
  void optInKindIsReportedWhenAskedFor() {
    AllChecks.compile(
        List.of("-XepOpt:Offload:Kinds=file-metadata"),
        """
        class Test {
          @NonBlocking
          boolean onEvent(Path path) {
            // BUG: Diagnostic contains: [BlockingIo] Files.exists(Path, LinkOption...) blocks (file-metadata)
            return Files.exists(path);
          }
        }
        """);
  }

  @Test
  void loggingAndSystemOutNeverCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.util.logging.Logger logger, Exception problem) {
            System.out.println("x");
            System.err.printf("x");
            logger.info("x");
            problem.printStackTrace();
          }
        }
        """);
  }

  @Test
  void timeoutZeroDoesNotWait() {
    AllChecks.compile(
        """
        class Test {
          private static final long NOT_AT_ALL = 0;

          @NonBlocking
          void onEvent(BlockingQueue<String> queue, Lock lock, Future<String> future)
              throws Exception {
            Thread.sleep(0);
            queue.poll(0, TimeUnit.SECONDS);
            queue.poll(-1, TimeUnit.SECONDS);
            queue.poll(NOT_AT_ALL, TimeUnit.SECONDS);
            queue.offer("x", 0, TimeUnit.SECONDS);
            lock.tryLock(0, TimeUnit.SECONDS);
            future.get(0, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: BlockingQueue.poll(long, TimeUnit) blocks (wait, up to 1 SECONDS)
            queue.poll(1, TimeUnit.SECONDS);
          }
        }
        """);
  }

  @Test
  void timeoutZeroInALocalDoesNotWait() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(BlockingQueue<String> queue) throws Exception {
            long notAtAll = 0;
            queue.poll(notAtAll, TimeUnit.SECONDS);
            long changed = 0;
            changed = 5;
            // BUG: Diagnostic contains: (wait)
            queue.poll(changed, TimeUnit.SECONDS);
          }
        }
        """);
  }

  @Test
  void zeroThatMeansForEverWaits() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Thread thread) throws Exception {
            // BUG: Diagnostic contains: Thread.join(long) blocks (join)
            thread.join(0);
          }
        }
        """);
  }

  @Test
  void constantTimeoutIsInTheMessage() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(BlockingQueue<String> queue, Future<String> future, long unknown)
              throws Exception {
            // BUG: Diagnostic contains: (sleep, up to 100 ms)
            Thread.sleep(100);
            // BUG: Diagnostic contains: (wait, up to 5 MILLISECONDS)
            queue.poll(5, TimeUnit.MILLISECONDS);
            // BUG: Diagnostic contains: (join, up to 3 SECONDS)
            future.get(3, TimeUnit.SECONDS);
            // BUG: Diagnostic contains: (sleep), but
            Thread.sleep(unknown);
          }
        }
        """);
  }

  @Test
  void durationIsInTheMessageAndMayBeZero() {
    AllChecks.compile(
        List.of(userModel("app.Store#ask  blocks network timeout 0")),
        STORE,
        """
        class Test {
          @NonBlocking
          void onEvent() {
            app.Store.ask(java.time.Duration.ZERO);
            app.Store.ask(java.time.Duration.ofMillis(0));
            // BUG: Diagnostic contains: Store.ask(Duration) blocks (network, up to 2000 ms)
            app.Store.ask(java.time.Duration.ofSeconds(2));
          }
        }
        """);
  }

  @Test
  void twinIsInTheMessage() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: Non-blocking counterpart: CompletableFuture.delayedExecutor
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void twinOfTheRootIsInTheMessageOfItsCaller() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: Non-blocking counterpart: CompletableFuture.delayedExecutor
            pause();
          }

          void pause() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void nonWaitingOverloadsDoNotBlock() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(
              ReentrantLock lock,
              Semaphore semaphore,
              ArrayBlockingQueue<String> queue,
              LinkedBlockingDeque<String> deque)
              throws Exception {
            lock.tryLock();
            semaphore.tryAcquire();
            queue.poll();
            queue.offer("x");
            queue.add("x");
            queue.peek();
            queue.drainTo(deque);
            deque.pollFirst();
            // BUG: Diagnostic contains: Semaphore.acquire() blocks (wait)
            semaphore.acquire();
            // BUG: Diagnostic contains: ArrayBlockingQueue.take() blocks (wait)
            queue.take();
            // BUG: Diagnostic contains: ArrayBlockingQueue.put(E) blocks (wait)
            queue.put("x");
          }
        }
        """);
  }

  @Test
  void mostSpecificOwnerWins() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(PriorityBlockingQueue<String> unbounded, BlockingQueue<String> queue)
              throws Exception {
            unbounded.put("x");
            // BUG: Diagnostic contains: BlockingQueue.put(E) blocks (wait)
            queue.put("x");
            // BUG: Diagnostic contains: PriorityBlockingQueue.take() blocks (wait)
            unbounded.take();
          }
        }
        """);
  }

  @Test
  void lineWithParametersBeatsLineWithout() {
    AllChecks.compile(
        List.of(userModel("app.Api#get  blocks network", "app.Api#get(int)  nonblocking")),
        """
        package app;

        public class Api {
          public static void get() {}

          public static void get(int cached) {}
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent() {
            app.Api.get(1);
            // BUG: Diagnostic contains: Api.get() blocks (network)
            app.Api.get();
          }
        }
        """);
  }

  @Test
  void modelHoldsForSubtypesAndTheirOverrides() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Empty<String> empty, Future<String> future) throws Exception {
            // BUG: Diagnostic contains: Empty.get() blocks (join)
            empty.get();
            empty.getOther();
          }

          abstract static class Empty<T> implements Future<T> {
            @Override
            public T get() {
              return null;
            }

            T getOther() {
              return null;
            }
          }
        }
        """);
  }

  @Test
  void modelBeatsTheBody() {
    AllChecks.compile(
        List.of(userModel("app.Store#load  blocks database", "app.Store#sleep  trusted")),
        STORE,
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            app.Store.sleep();
            // BUG: Diagnostic contains: Store.load() blocks (database)
            app.Store.load();
          }
        }
        """);
  }

  @Test
  void bodyCountsWhereNoModelSpeaks() {
    AllChecks.compile(
        STORE,
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            app.Store.load();
            // BUG: Diagnostic contains: app.Store.sleep()  ->  Thread.sleep(long)
            app.Store.sleep();
          }
        }
        """);
  }

  @Test
  void annotationBeatsTheUserModel() {
    AllChecks.compile(
        List.of(userModel("app.Api#both  blocks network", "app.Api#modelled  blocks network")),
        """
        package app;

        public class Api {
          @NonBlocking
          public static void both() {}

          public static void modelled() {}
        }
        """,
        """
        class Test {
          @NonBlocking
          void onEvent() {
            app.Api.both();
            // BUG: Diagnostic contains: Api.modelled() blocks (network)
            app.Api.modelled();
          }
        }
        """);
  }

  @Test
  void userModelBeatsTheBuiltInOne() {
    AllChecks.compile(
        List.of(userModel("java.lang.Thread#sleep(long)  nonblocking")),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            Thread.sleep(1);
            // BUG: Diagnostic contains: Thread.sleep(long, int)
            Thread.sleep(1, 1);
          }
        }
        """);
  }

  @Test
  void userModelBeatsTheOneInAJar() {
    Library library =
        Library.of(STORE)
            .with("dev/offload/checker/models/store.model", "app.Store#load  blocks database");
    AllChecks.compile(
        library.options(userModel("app.Store#load  blocks network")),
        """
        class Test {
          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: Store.load() blocks (network)
            app.Store.load();
          }
        }
        """);
  }

  @Test
  void modelInAJarCounts() {
    Library library =
        Library.of(STORE)
            .with(
                "dev/offload/checker/models/store.model",
                "app.Store#load  blocks database",
                "app.Store#sleep  nonblocking");
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            app.Store.sleep();
            // BUG: Diagnostic contains: Store.load() blocks (database)
            app.Store.load();
          }
        }
        """);
  }

  @Test
  void modelInAJarBeatsTheBuiltInOne() {
    Library library =
        Library.of(STORE)
            .with(
                "dev/offload/checker/models/jdk.model",
                "java.lang.Thread#sleep(long)  blocks wait");
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: [BlockingWait] Thread.sleep(long) blocks (wait)
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void trustedPackageStopsInferenceInItsClassFiles() {
    String source =
        """
        package %s;

        public class Log {
          public static void write() throws Exception {
            Thread.sleep(1);
          }
        }
        """;
    Library library = Library.of(source.formatted("org.slf4j.helpers"), source.formatted("other"));
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            org.slf4j.helpers.Log.write();
            // BUG: Diagnostic contains: other.Log.write()  ->  Thread.sleep(long)
            other.Log.write();
          }
        }
        """);
  }

  @Test
  void nobodyLooksUpAnAddress() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            java.net.InetAddress.getByName("127.0.0.1");
            java.net.InetAddress.getByName("::1");
            // BUG: Diagnostic contains: InetAddress.getByName(String) blocks (dns)
            java.net.InetAddress.getByName("example.org");
          }
        }
        """);
  }

  @Test
  void jdkIsNeverInferred() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(ExecutorService executor, Runnable task, ConcurrentHashMap<String, String> map) {
            // Both take a lock inside.
            executor.execute(task);
            map.put("x", "y");
          }
        }
        """);
  }

  private String userModel(String... lines) {
    try {
      Path file = Files.write(folder.resolve("user.model"), List.of(lines));
      return "-XepOpt:Offload:Models=" + file;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
