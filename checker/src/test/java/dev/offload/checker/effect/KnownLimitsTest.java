package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** What the design knowingly misses: each test shows a wait that is not reported. */
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

  /** Who reads from a stream that somebody else made is not told what is behind it. */
  @Test
  void streamOfUnknownOriginIsSilent() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(InputStream in, java.net.Socket socket) throws Exception {
            read(socket.getInputStream());
            in.read();
          }

          int read(InputStream in) throws Exception {
            return in.read();
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
}
