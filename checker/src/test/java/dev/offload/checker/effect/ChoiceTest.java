package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** A value that is one of several has what all of them have. */
final class ChoiceTest {
  private static final String CHOOSER =
      """
      package lib;

      public class Chooser {
        public static String branches(boolean first) {
          CompletableFuture<String> future;
          if (first) {
            future = CompletableFuture.completedFuture("a");
          } else {
            future = CompletableFuture.completedFuture("b");
          }
          return future.join();
        }

        public static String reassigned(boolean second) {
          CompletableFuture<String> future = CompletableFuture.completedFuture("a");
          if (second) {
            future = CompletableFuture.completedFuture("b");
          }
          return future.join();
        }

        public static String orNull(boolean first) {
          CompletableFuture<String> future = null;
          if (first) {
            future = CompletableFuture.completedFuture("a");
          }
          return future.join();
        }

        public static String conditional(boolean first) {
          return (first
                  ? CompletableFuture.completedFuture("a")
                  : CompletableFuture.completedFuture("b"))
              .join();
        }

        public static String statement(int number) {
          CompletableFuture<String> future;
          switch (number) {
            case 1:
              future = CompletableFuture.completedFuture("a");
              break;
            default:
              future = CompletableFuture.completedFuture("b");
          }
          return future.join();
        }

        public static String expression(int number) {
          CompletableFuture<String> future =
              switch (number) {
                case 1 -> CompletableFuture.completedFuture("a");
                case 2 -> throw new IllegalArgumentException();
                default -> {
                  CompletableFuture<String> other = CompletableFuture.completedFuture("b");
                  yield other;
                }
              };
          return future.join();
        }

        public static String oneIsNotComplete(boolean first) {
          CompletableFuture<String> future;
          if (first) {
            future = CompletableFuture.completedFuture("a");
          } else {
            future = new CompletableFuture<>();
          }
          return future.join();
        }

        public static String oneYieldIsNotComplete(int number) {
          CompletableFuture<String> future =
              switch (number) {
                case 1 -> CompletableFuture.completedFuture("a");
                default -> new CompletableFuture<>();
              };
          return future.join();
        }

        public static String oneIsAParameter(boolean first, CompletableFuture<String> given) {
          if (first) {
            given = CompletableFuture.completedFuture("a");
          }
          return given.join();
        }

        public static void noTime(boolean first) throws Exception {
          long time;
          if (first) {
            time = 0;
          } else {
            time = -1;
          }
          new CompletableFuture<String>().get(time, TimeUnit.SECONDS);
        }

        public static void time(boolean first) throws Exception {
          long time = 0;
          if (first) {
            time = 1;
          }
          new CompletableFuture<String>().get(time, TimeUnit.SECONDS);
        }

        public static int memory(boolean first) throws Exception {
          InputStream in;
          if (first) {
            in = new ByteArrayInputStream(new byte[0]);
          } else {
            in = new ByteArrayInputStream(new byte[1]);
          }
          return in.read();
        }

        public static int mixed(boolean first) throws Exception {
          InputStream in = new ByteArrayInputStream(new byte[0]);
          if (first) {
            in = new FileInputStream("a");
          }
          return in.read();
        }

        public static int files(boolean first) throws Exception {
          Reader in = first ? new InputStreamReader(System.in) : new InputStreamReader(System.in);
          return in.read();
        }
      }
      """;

  private static final String USES =
      """
      class Test {
        @NonBlocking
        void silent(CompletableFuture<String> given) throws Exception {
          lib.Chooser.branches(true);
          lib.Chooser.reassigned(true);
          lib.Chooser.orNull(true);
          lib.Chooser.conditional(true);
          lib.Chooser.statement(1);
          lib.Chooser.expression(1);
          lib.Chooser.noTime(true);
          lib.Chooser.memory(true);
        }

        @NonBlocking
        void reported(CompletableFuture<String> given) throws Exception {
          // BUG: Diagnostic contains: oneIsNotComplete(true)  ->  CompletableFuture.join()
          lib.Chooser.oneIsNotComplete(true);
          // BUG: Diagnostic contains: oneYieldIsNotComplete(1)  ->  CompletableFuture.join()
          lib.Chooser.oneYieldIsNotComplete(1);
          // BUG: Diagnostic contains: oneIsAParameter(true, given)  ->  CompletableFuture.join()
          lib.Chooser.oneIsAParameter(true, given);
          // BUG: Diagnostic contains: time(true)  ->  CompletableFuture.get(long, TimeUnit)
          lib.Chooser.time(true);
          // BUG: Diagnostic contains: files(true)  ->  Reader.read()
          lib.Chooser.files(true);
        }
      }
      """;

  @Test
  void choiceInSource() {
    AllChecks.compile(CHOOSER, USES);
  }

  @Test
  void choiceInClassFile() {
    AllChecks.compile(Library.of(CHOOSER).options(), USES);
  }

  @Test
  void valueThatIsMadeFromItself() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          String silent(List<Function<String, String>> steps) {
            CompletableFuture<String> future = CompletableFuture.completedFuture("a");
            for (Function<String, String> step : steps) {
              future = future.thenApply(step);
            }
            return future.join();
          }

          @NonBlocking
          String reported(List<Function<String, String>> steps, CompletableFuture<String> start) {
            CompletableFuture<String> future = start;
            for (Function<String, String> step : steps) {
              future = future.thenApply(step);
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return future.join();
          }

          @NonBlocking
          int looping(long time, long other) throws Exception {
            for (int i = 0; i < 3; i++) {
              time = other;
              other = time;
            }
            InputStream in = new ByteArrayInputStream(new byte[0]);
            while (time > 0) {
              in = new BufferedInputStream(in);
            }
            // BUG: Diagnostic contains: CompletableFuture.get(long, TimeUnit)
            new CompletableFuture<String>().get(time, TimeUnit.SECONDS);
            return in.read();
          }
        }
        """);
  }
}
