package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** What the analysis knowingly gets wrong: waits that it misses, unless a test says false alarm. */
final class KnownLimitsTest {
  /** It could return a stage of its argument, and usually does. */
  @Test
  void futureThatAnArgumentOfAllOfIsMadeFromIsTakenForComplete() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> first, CompletableFuture<String> second) {
            CompletableFuture.allOf(other(first), second).thenApply(x -> first.join());
          }

          CompletableFuture<String> other(CompletableFuture<String> future) {
            return new CompletableFuture<>();
          }
        }
        """);
  }

  /** Dispatch is exact: a subclass may do what its superclass does not. */
  @Test
  void overrideThatBlocksIsNotSeenThroughItsSuperclass() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Base base) throws Exception {
            base.go();
          }

          static class Base {
            void go() throws Exception {}
          }

          static class Slow extends Base {
            @Override
            void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  /** The price of leaving out error paths: a handler that is the usual path is left out, too. */
  @Test
  void retryInAHandlerOfAClassFileIsSilent() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              public static int connect(Callable<Integer> attempt) throws Exception {
                while (true) {
                  try {
                    return attempt.call();
                  } catch (IOException e) {
                    Thread.sleep(1000);
                  }
                }
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          int onEvent(Callable<Integer> attempt) throws Exception {
            return lib.Client.connect(attempt);
          }
        }
        """);
  }

  /** A library's interface with one method may be implemented by a lambda anywhere. */
  @Test
  void libraryInterfaceWithOneMethodIsNotFollowed() {
    Library library =
        Library.of(
            """
            package lib;

            public interface Task {
              void go() throws Exception;
            }
            """,
            """
            package lib;

            public class Nap implements Task {
              @Override
              public void go() throws Exception {
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Task task) throws Exception {
            task.go();
          }
        }
        """);
  }

  /** A mode that another compilation unit sets is not seen: a false alarm. */
  @Test
  void channelThatAnotherFileMakesNonBlockingIsReported() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(java.nio.ByteBuffer buffer) throws Exception {
            java.nio.channels.SocketChannel channel = java.nio.channels.SocketChannel.open();
            Modes.set(channel);
            // BUG: Diagnostic contains: read(ByteBuffer) blocks (network)
            channel.read(buffer);
          }
        }
        """,
        """
        class Modes {
          static void set(java.nio.channels.SocketChannel channel) throws Exception {
            channel.configureBlocking(false);
          }
        }
        """);
  }

  /** A test of a parameter counts as such only if the parameter keeps its value: a false alarm. */
  @Test
  void parameterThatIsReassignedChoosesNoBranch() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: maySleep(false)  ->  Thread.sleep(long)
            maySleep(false);
          }

          void maySleep(boolean slow) throws Exception {
            if (slow) {
              Thread.sleep(1);
            }
            slow = true;
          }
        }
        """);
  }

  /** {@code orTimeout} returns the very future, but what is behind it may come early. */
  @Test
  void futureBehindItsOwnTimeoutIsNotTakenForComplete() {
    AllChecks.compile(
        """
        class Test {
          void start(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            future.orTimeout(1, TimeUnit.SECONDS).thenRun(() -> future.join());
          }
        }
        """);
  }

  /** To read all that a library calls would cost too much: a false alarm. */
  @Test
  void helperOfAnotherPackageProvesNothingToAClassFile() {
    Library library =
        Library.of(
            """
            package guards;

            public class Guards {
              public static void checkDone(CompletableFuture<?> future) {
                if (!future.isDone()) {
                  throw new IllegalStateException("not yet");
                }
              }
            }
            """,
            """
            package lib;

            public class Client {
              public static Object get(CompletableFuture<?> future) {
                guards.Guards.checkDone(future);
                return future.join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: get(future)  ->  CompletableFuture.join()
            lib.Client.get(future);
          }
        }
        """);
  }

  /**
   * The field may change before the lambda runs, and then it proves something else: a false alarm.
   */
  @Test
  void copyOfAFieldIsNotProvenByTheFieldsOwnStage() {
    AllChecks.compile(
        """
        class Test {
          CompletableFuture<String> field;

          void start() {
            CompletableFuture<String> copy = field;
            // BUG: Diagnostic contains: CompletableFuture.join()
            field.thenRun(() -> copy.join());
            field = new CompletableFuture<>();
          }
        }
        """);
  }

  /** A boolean that is set in one branch is followed in class files only: a false alarm. */
  @Test
  void resultOfAHelperThatIsSetInABranch() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String onEvent(CompletableFuture<String> future) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            return isReady(future) ? future.join() : "";
          }

          static boolean isReady(CompletableFuture<String> future) {
            boolean result = false;
            if (future.isDone()) {
              result = true;
            }
            return result;
          }
        }
        """);
  }
}
