package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** A called method is judged by what its caller knows about the arguments. */
final class ArgumentTest {
  private static final String SLEEPER =
      """
      package lib;

      public class Sleeper {
        public static void ifTrue(boolean slow) throws Exception {
          if (slow) {
            Thread.sleep(1);
          }
        }

        public static void unlessTrue(boolean quick) throws Exception {
          if (quick) {
            return;
          }
          Thread.sleep(1);
        }

        public static void ifNull(Object cached) throws Exception {
          if (cached == null) {
            Thread.sleep(1);
          }
        }

        public static void ifGiven(Object listener) throws Exception {
          if (listener != null) {
            Thread.sleep(1);
          }
        }

        public static void ifFile(InputStream in) throws Exception {
          if (in instanceof FileInputStream) {
            Thread.sleep(1);
          }
        }

        public static void compared(Object event) throws Exception {
          boolean isFirst = event == null;
          if (!isFirst) {
            Thread.sleep(1);
          }
        }

        public static void handedOn(String name, boolean slow) throws Exception {
          ifTrue(slow);
        }
      }
      """;

  private static final String USES =
      """
      class Test {
        @NonBlocking
        void silent() throws Exception {
          lib.Sleeper.ifTrue(false);
          lib.Sleeper.unlessTrue(true);
          lib.Sleeper.ifNull("x");
          lib.Sleeper.ifNull(new Object());
          lib.Sleeper.ifGiven(null);
          lib.Sleeper.ifFile(new ByteArrayInputStream(new byte[0]));
          lib.Sleeper.handedOn("x", false);
          lib.Sleeper.compared(null);
        }

        @NonBlocking
        void known() throws Exception {
          // BUG: Diagnostic contains: ifTrue(true)  ->  Thread.sleep(long)
          lib.Sleeper.ifTrue(true);
          // BUG: Diagnostic contains: unlessTrue(false)  ->  Thread.sleep(long)
          lib.Sleeper.unlessTrue(false);
          // BUG: Diagnostic contains: ifNull(null)  ->  Thread.sleep(long)
          lib.Sleeper.ifNull(null);
          // BUG: Diagnostic contains: ifGiven("x")  ->  Thread.sleep(long)
          lib.Sleeper.ifGiven("x");
          // BUG: Diagnostic contains: ->  Thread.sleep(long)
          lib.Sleeper.handedOn("x", true);
          // BUG: Diagnostic contains: compared("x")  ->  Thread.sleep(long)
          lib.Sleeper.compared("x");
        }

        @NonBlocking
        void unknown(boolean flag, Object object, InputStream in) throws Exception {
          // BUG: Diagnostic contains: ifTrue(flag)  ->  Thread.sleep(long)
          lib.Sleeper.ifTrue(flag);
          // BUG: Diagnostic contains: unlessTrue(flag)  ->  Thread.sleep(long)
          lib.Sleeper.unlessTrue(flag);
          // BUG: Diagnostic contains: ifNull(object)  ->  Thread.sleep(long)
          lib.Sleeper.ifNull(object);
          // BUG: Diagnostic contains: ifGiven(object)  ->  Thread.sleep(long)
          lib.Sleeper.ifGiven(object);
          // BUG: Diagnostic contains: ifFile(in)  ->  Thread.sleep(long)
          lib.Sleeper.ifFile(in);
          // BUG: Diagnostic contains: ->  Thread.sleep(long)
          lib.Sleeper.handedOn("x", flag);
          // BUG: Diagnostic contains: compared(object)  ->  Thread.sleep(long)
          lib.Sleeper.compared(object);
        }
      }
      """;

  @Test
  void branchInSource() {
    AllChecks.compile(SLEEPER, USES);
  }

  @Test
  void branchInClassFile() {
    AllChecks.compile(Library.of(SLEEPER).options(), USES);
  }

  @Test
  void constantInAVariable() {
    AllChecks.compile(
        SLEEPER,
        """
        class Test {
          private static final boolean SLOW = false;

          @NonBlocking
          void onEvent() throws Exception {
            boolean slow = false;
            lib.Sleeper.ifTrue(slow);
            lib.Sleeper.ifTrue(SLOW);
            boolean changed = false;
            changed = !changed;
            // BUG: Diagnostic contains: ifTrue(changed)  ->  Thread.sleep(long)
            lib.Sleeper.ifTrue(changed);
          }
        }
        """);
  }

  @Test
  void timeoutOfZeroThatIsHandedDown() {
    String waiter =
        """
        package lib;

        public class Waiter {
          public static String get(Future<String> future, long millis) throws Exception {
            return future.get(millis, TimeUnit.MILLISECONDS);
          }
        }
        """;
    String uses =
        """
        class Test {
          @NonBlocking
          void onEvent(Future<String> future, Future<String> other) throws Exception {
            lib.Waiter.get(future, 0);
            // BUG: Diagnostic contains: get(other, 5)  ->  Future.get(long, TimeUnit)
            lib.Waiter.get(other, 5);
          }
        }
        """;
    AllChecks.compile(waiter, uses);
    AllChecks.compile(Library.of(waiter).options(), uses);
  }

  @Test
  void addressThatIsHandedDown() {
    String resolver =
        """
        package lib;

        public class Resolver {
          public static java.net.InetAddress resolve(String host) throws Exception {
            return java.net.InetAddress.getByName(host);
          }
        }
        """;
    String uses =
        """
        class Test {
          @NonBlocking
          void onEvent(String host) throws Exception {
            lib.Resolver.resolve("127.0.0.1");
            lib.Resolver.resolve("::1");
            // BUG: Diagnostic contains: InetAddress.getByName(String)
            lib.Resolver.resolve("example.org");
            // BUG: Diagnostic contains: InetAddress.getByName(String)
            lib.Resolver.resolve(host);
          }
        }
        """;
    AllChecks.compile(resolver, uses);
    AllChecks.compile(Library.of(resolver).options(), uses);
  }

  @Test
  void streamThatIsHandedDown() {
    String reader =
        """
        package lib;

        public class Lines {
          public static String first(InputStream in) throws Exception {
            return line(new BufferedReader(new InputStreamReader(in)));
          }

          private static String line(BufferedReader reader) throws Exception {
            return reader.readLine();
          }
        }
        """;
    String uses =
        """
        class Test {
          @NonBlocking
          void onEvent(java.net.Socket socket, InputStream unknown, Process process) throws Exception {
            lib.Lines.first(unknown);
            lib.Lines.first(new ByteArrayInputStream(new byte[0]));
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (network)
            lib.Lines.first(socket.getInputStream());
            // BUG: Diagnostic contains: BufferedReader.readLine() blocks (process)
            lib.Lines.first(process.getInputStream());
          }
        }
        """;
    AllChecks.compile(reader, uses);
    AllChecks.compile(Library.of(reader).options(), uses);
  }

  @Test
  void proofInAHelperThatReturnsATest() {
    AllChecks.compile(
        """
        class Test {
          private final CompletableFuture<String> own = new CompletableFuture<>();

          static boolean isReady(CompletableFuture<String> future, String name) {
            return name != null && future.isDone();
          }

          boolean isOwnReady() {
            return own.isDone();
          }

          boolean isNotReady(CompletableFuture<String> future) {
            return !future.isDone();
          }

          @NonBlocking
          String silent(CompletableFuture<String> future, Test other) {
            if (isOwnReady()) {
              return own.join();
            }
            if (other.isOwnReady()) {
              return other.own.join();
            }
            if (!isNotReady(future)) {
              return future.join();
            }
            return isReady(future, "x") ? future.join() : "";
          }

          @NonBlocking
          String reported(CompletableFuture<String> future, Test other) {
            if (other.isOwnReady()) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              return own.join();
            }
            if (isNotReady(future)) {
              // BUG: Diagnostic contains: CompletableFuture.join()
              return future.join();
            }
            // BUG: Diagnostic contains: CompletableFuture.join()
            return isReady(future, "x") ? "" : other.own.join();
          }
        }
        """);
  }

  @Test
  void proofThatAClassFileKeepsInAVariable() {
    String waiter =
        """
        package lib;

        public class Waiter {
          public static Object ready(CompletableFuture<?> future) {
            boolean isPending = !future.isDone();
            if (isPending) {
              return null;
            }
            return future.join();
          }

          public static Object pending(CompletableFuture<?> future) {
            boolean isPending = !future.isDone();
            if (isPending) {
              return future.join();
            }
            return null;
          }
        }
        """;
    String uses =
        """
        class Test {
          @NonBlocking
          void onEvent(CompletableFuture<String> future) {
            lib.Waiter.ready(future);
            // BUG: Diagnostic contains: CompletableFuture.join()
            lib.Waiter.pending(future);
          }
        }
        """;
    AllChecks.compile(waiter, uses);
    AllChecks.compile(Library.of(waiter).options(), uses);
  }

  @Test
  void viewOfACompleteStageIsComplete() {
    AllChecks.compile(
        """
        class Test {
          void method(CompletionStage<String> stage, CompletionStage<String> other) {
            stage.thenAccept(value -> stage.toCompletableFuture().join());
            // BUG: Diagnostic contains: CompletableFuture.join()
            stage.thenAccept(value -> other.toCompletableFuture().join());
          }

          @NonBlocking
          String onEvent(CompletionStage<String> stage) {
            CompletableFuture<String> view = stage.toCompletableFuture();
            return view.isDone() ? stage.toCompletableFuture().join() : "";
          }
        }
        """);
  }

  @Test
  void channelsWaitInBlockingModeOnly() {
    AllChecks.compile(
        """
        import java.nio.*;
        import java.nio.channels.*;

        class Test {
          @NonBlocking
          void onEvent(SocketChannel unknown, ServerSocketChannel server, ByteBuffer buffer)
              throws Exception {
            unknown.read(buffer);
            server.accept();
            SocketChannel channel = SocketChannel.open();
            // BUG: Diagnostic contains: SocketChannel.connect(SocketAddress) blocks (network)
            channel.connect(null);
            // BUG: Diagnostic contains: SocketChannel.read(ByteBuffer) blocks (network)
            channel.read(buffer);
            ServerSocketChannel own = ServerSocketChannel.open();
            // BUG: Diagnostic contains: ServerSocketChannel.accept() blocks (network)
            own.accept();
          }
        }
        """,
        """
        import java.nio.*;
        import java.nio.channels.*;

        class Loop {
          @NonBlocking
          void onEvent(ByteBuffer buffer) throws Exception {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(null);
            channel.read(buffer);
          }
        }
        """);
  }

  @Test
  void eagerArgumentSaysThatItIsEager() {
    AllChecks.compile(
        """
        class Test {
          String load(Path path) {
            try {
              return Files.readString(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          void method(CompletableFuture<Path> path, reactor.core.publisher.Mono<Path> mono) {
            path.thenCompose(
                // BUG: Diagnostic contains: It runs here and now: it is an argument of CompletableFuture.completedFuture
                p -> CompletableFuture.completedFuture(load(p)));
            mono.flatMap(
                p ->
                    // BUG: Diagnostic contains: It runs here and now: it is an argument of Mono.just
                    reactor.core.publisher.Mono.just(load(p))
                        .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()));
          }
        }
        """);
  }
}
