package dev.offload.checker.context;

import static com.google.common.truth.Truth.assertThat;
import static dev.offload.checker.testing.Naps.checkFile;
import static dev.offload.checker.testing.Naps.checkMembers;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * DESIGN.md, section 5, rule 3: models say where functions run that are given for a parameter, and
 * methods that override another.
 */
final class ModelledContextTest {
  /** Every way to attach a dependent function that runs where the stage is completed. */
  private static final List<String> ON_COMPLETER =
      List.of(
          "acceptEither(other, x -> nap())",
          "applyToEither(other, x -> napped(x))",
          "exceptionally(e -> napped(null))",
          "exceptionallyCompose(e -> napped(other))",
          "handle((x, e) -> napped(x))",
          "runAfterBoth(other, () -> nap())",
          "runAfterEither(other, () -> nap())",
          "thenAccept(x -> nap())",
          "thenAcceptBoth(other, (x, y) -> nap())",
          "thenApply(x -> napped(x))",
          "thenCombine(other, (x, y) -> napped(x))",
          "thenCompose(x -> napped(other))",
          "thenRun(() -> nap())",
          "whenComplete((x, e) -> nap())");

  /** The same, on the stage's default executor or on a given one. */
  static final List<String> ON_EXECUTOR =
      ON_COMPLETER.stream().map(call -> call.replaceFirst("\\(", "Async(")).toList();

  private static Stream<String> onCompleter() {
    return ON_COMPLETER.stream();
  }

  private static Stream<String> onExecutor() {
    return ON_EXECUTOR.stream();
  }

  @Test
  void everyMethodOfCompletionStageIsTested() {
    Set<String> tested =
        Stream.concat(onCompleter(), onExecutor())
            .map(call -> call.substring(0, call.indexOf('(')))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> declared =
        Arrays.stream(CompletionStage.class.getMethods())
            .filter(ModelledContextTest::takesFunction)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> added =
        Arrays.stream(CompletableFuture.class.getMethods())
            .filter(ModelledContextTest::takesFunction)
            .map(Method::getName)
            .filter(name -> !declared.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(tested).isEqualTo(declared);
    assertThat(added).containsExactly("completeAsync", "runAsync", "supplyAsync");
  }

  private static boolean takesFunction(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .anyMatch(
            type -> type.isAnnotationPresent(FunctionalInterface.class) && type != Executor.class);
  }

  @ParameterizedTest
  @MethodSource("onExecutor")
  void asyncWithoutExecutorIsNoContext(String call) {
    checkStage(call, "");
  }

  @ParameterizedTest
  @MethodSource("onCompleter")
  void onCompleter(String call) {
    checkStage(call, "// BUG: Diagnostic contains: runs on whichever thread completes it");
  }

  private void checkStage(String call, String expected) {
    checkMembers(
        getClass(),
        """
        void stage(CompletionStage<String> stage, CompletionStage<String> other) {
          EXPECTED
          stage.CALL;
        }

        void future(CompletableFuture<String> future, CompletableFuture<String> other) {
          EXPECTED
          future.CALL;
        }
        """
            .replace("EXPECTED", expected)
            .replace("CALL", call));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CompletableFuture.supplyAsync(() -> napped(1))",
        "CompletableFuture.runAsync(() -> nap())",
        "new CompletableFuture<Integer>().completeAsync(() -> napped(1))"
      })
  void sourcesOnTheCommonPoolAreNoContext(String call) {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void method() {
          CALL;
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
        }
        """
            .replace("CALL", call));
  }

  @Test
  void methodReference() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          future.thenApply(String::strip);
          future.thenApplyAsync(Nap::napped);
          // BUG: Diagnostic contains: this method reference runs on whichever thread completes it
          future.thenApply(Nap::napped);
        }
        """);
  }

  @Test
  void parenthesizedAndCastLambda() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          // BUG: Diagnostic contains: this lambda runs on whichever thread completes it
          future.thenAccept((x -> nap()));
          // BUG: Diagnostic contains: this lambda runs on whichever thread completes it
          future.thenAccept((Consumer<String>) x -> nap());
        }
        """);
  }

  @Test
  void conditionalLambda() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future, boolean slow, Consumer<String> other) {
          future.thenAcceptAsync(slow ? x -> nap() : other);
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenAccept(slow ? x -> nap() : other);
        }
        """);
  }

  @Test
  void anonymousClass() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          future.thenAcceptAsync(new Consumer<String>() {
            @Override
            public void accept(String value) {
              nap();
            }
          });
          future.thenAccept(new Consumer<String>() {
            void notCalled() {
              nap();
            }

            @Override
            public void accept(String value) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }
          });
        }
        """);
  }

  @Test
  void methodsThatTheReceiverDoesNotCall() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          future.thenAccept(new Consumer<String>() {
            @Override
            public String toString() {
              return napped("text");
            }

            @Override
            public void accept(String value) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
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
          void notCalled() {
            nap();
          }

          @Override
          public void accept(String value) {
            nap();
          }
        }

        static class Quick implements Consumer<String> {
          void notCalled() {
            nap();
          }

          @Override
          public void accept(String value) {}
        }

        void method(CompletableFuture<String> future) {
          future.thenAccept(new Quick());
          future.thenAcceptAsync(new Napper());
          // BUG: Diagnostic contains: Napper.accept runs on whichever thread completes it
          future.thenAccept(new Napper());
        }
        """);
  }

  @Test
  void objectOfNamedClassMayBeAnywhereElse() {
    checkMembers(
        getClass(),
        """
        static class Napper implements Consumer<String> {
          @Override
          public void accept(String value) {
            nap();
          }
        }

        void inLocal(CompletableFuture<String> future) {
          Napper napper = new Napper();
          // BUG: Diagnostic contains: Napper.accept runs on whichever thread completes it
          future.thenAccept(napper);
        }

        // One handler is one finding, however often it is given away.
        void again(CompletableFuture<String> future, Napper napper) {
          future.thenAccept(napper);
        }

        static class Other implements Consumer<String> {
          @Override
          public void accept(String value) {
            nap();
          }
        }

        void inParameter(CompletableFuture<String> future, Other other) {
          // BUG: Diagnostic contains: Other.accept runs on whichever thread completes it
          future.thenAccept(other);
        }

        void interfaceSaysNothing(CompletableFuture<String> future, Consumer<String> any) {
          future.thenAccept(any);
        }
        """);
  }

  @Test
  void ownAnnotationOfNamedClassBeatsTheParameter() {
    checkMembers(
        getClass(),
        """
        static class MayBlock implements Consumer<String> {
          @Blocking
          @Override
          public void accept(String value) {
            nap();
          }
        }

        static class Napper implements Consumer<String> {
          @Override
          public void accept(String value) {
            nap();
          }
        }

        void method(CompletableFuture<String> future) {
          future.thenAccept(new MayBlock());
          // BUG: Diagnostic contains: runs on whichever thread completes it
          future.thenAccept(new Napper());
        }
        """);
  }

  @Test
  void lambdaInEffectivelyFinalLocal() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          Consumer<String> unused = x -> nap();
          Consumer<String> async = x -> nap();
          // BUG: Diagnostic contains: this lambda runs on whichever thread completes it
          Consumer<String> action = x -> nap();
          future.thenAcceptAsync(async);
          future.thenAccept(action);
        }
        """);
  }

  @Test
  void lambdaInField() {
    checkMembers(
        getClass(),
        """
        private final Consumer<String> unused = x -> nap();
        // BUG: Diagnostic contains: this lambda runs on whichever thread completes it
        private final Consumer<String> action = x -> nap();
        // BUG: Diagnostic contains: this lambda runs on whichever thread completes it
        static final Consumer<String> STATIC_ACTION = x -> nap();

        void method(CompletableFuture<String> future) {
          future.thenAccept(action);
          future.thenAccept(this.action);
          future.thenAccept(STATIC_ACTION);
        }
        """);
  }

  @Test
  void lambdaInVariableThatIsAssignedAgain() {
    checkMembers(
        getClass(),
        """
        Consumer<String> visible = x -> nap();
        private Consumer<String> changed = x -> nap();

        void set(Consumer<String> other) {
          changed = other;
        }

        void method(CompletableFuture<String> future, Consumer<String> other) {
          Consumer<String> local = x -> nap();
          local = other;
          future.thenAccept(local);
          future.thenAccept(changed);
          future.thenAccept(visible);
        }
        """);
  }

  @Test
  void methodReferenceInVariable() {
    checkMembers(
        getClass(),
        """
        // BUG: Diagnostic contains: this method reference runs on whichever thread completes it
        private final Consumer<String> field = Nap::napped;

        void method(CompletableFuture<String> future) {
          Runnable async = Nap::nap;
          // BUG: Diagnostic contains: this method reference runs on whichever thread completes it
          Runnable local = Nap::nap;
          future.thenRunAsync(async);
          future.thenRun(local);
          future.thenAccept(field);
        }
        """);
  }

  @Test
  void anonymousClassInVariable() {
    checkMembers(
        getClass(),
        """
        void method(CompletableFuture<String> future) {
          Runnable async =
              new Runnable() {
                @Override
                public void run() {
                  nap();
                }
              };
          Runnable action =
              new Runnable() {
                @Override
                public void run() {
                  // BUG: Diagnostic contains: runs on whichever thread completes it
                  nap();
                }
              };
          future.thenRunAsync(async);
          future.thenRun(action);
        }
        """);
  }

  @Test
  void parameterOfConstructor() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        Thread method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          nap();
          return new Thread(() -> nap());
        }

        Object swingTimer() {
          // BUG: Diagnostic contains: runs on a Swing event loop
          return new javax.swing.Timer(100, event -> nap());
        }
        """);
  }

  @Test
  void nettyHandlers() {
    checkFile(
        getClass(),
        """
        class Test extends ChannelInboundHandlerAdapter {
          @Override
          public boolean isSharable() {
            return napped(true);
          }

          void ofItsOwn() {
            nap();
          }

          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            // BUG: Diagnostic contains: runs on a Netty event loop (ChannelInboundHandler.channelRead)
            nap();
          }
        }

        class Simple extends SimpleChannelInboundHandler<String> {
          @Override
          protected void channelRead0(ChannelHandlerContext context, String message) {
            // BUG: Diagnostic contains: runs on a Netty event loop (SimpleChannelInboundHandler.channelRead0)
            nap();
          }
        }

        class Initializer extends ChannelInitializer<Channel> {
          @Override
          protected void initChannel(Channel channel) {
            // BUG: Diagnostic contains: runs on a Netty event loop (ChannelInitializer.initChannel)
            nap();
          }
        }
        """,
        "io.netty.channel.*");
  }

  @Test
  void nettyListeners() {
    checkMembers(
        getClass(),
        """
        void method(ChannelFuture future, Timer timer) {
          // BUG: Diagnostic contains: runs on a Netty event loop
          future.addListener(f -> nap());
          // BUG: Diagnostic contains: runs on a Netty event loop
          timer.newTimeout(timeout -> nap(), 1, TimeUnit.SECONDS);
          // BUG: Diagnostic contains: runs on a Netty event loop
          ChannelFutureListener onlyDefined = f -> nap();
        }
        """,
        "io.netty.channel.ChannelFuture",
        "io.netty.channel.ChannelFutureListener",
        "io.netty.util.Timer");
  }

  @Test
  void vertxVerticles() {
    checkFile(
        getClass(),
        """
        class Test extends AbstractVerticle {
          Test() {
            nap();
          }

          void ofItsOwn() {
            nap();
          }

          @Override
          public void start() {
            // BUG: Diagnostic contains: runs on a Vert.x event loop (AbstractVerticle.start)
            nap();
          }

          @Override
          public void stop(Promise<Void> promise) {
            // BUG: Diagnostic contains: runs on a Vert.x event loop (AbstractVerticle.stop)
            nap();
          }
        }

        class Newer extends VerticleBase {
          @Override
          public io.vertx.core.Future<?> start() throws Exception {
            // BUG: Diagnostic contains: runs on a Vert.x event loop (VerticleBase.start)
            nap();
            return super.start();
          }
        }
        """,
        "io.vertx.core.AbstractVerticle",
        "io.vertx.core.Promise",
        "io.vertx.core.VerticleBase");
  }

  @Test
  void vertxHandlers() {
    checkMembers(
        getClass(),
        """
        static class Napper implements Handler<Long> {
          @Override
          public void handle(Long id) {
            nap();
          }
        }

        void method(Vertx vertx, HttpServer server, io.vertx.core.Future<String> future) {
          vertx.executeBlocking(() -> napped(1));
          // BUG: Diagnostic contains: runs on a Vert.x event loop (handler of Vertx.setTimer)
          vertx.setTimer(1, id -> nap());
          // BUG: Diagnostic contains: Napper.handle runs on a Vert.x event loop
          vertx.setPeriodic(1, new Napper());
          // BUG: Diagnostic contains: runs on a Vert.x event loop
          server.requestHandler(request -> nap());
          // BUG: Diagnostic contains: runs on a Vert.x event loop
          vertx.eventBus().consumer("address", message -> nap());
          // BUG: Diagnostic contains: runs on a Vert.x event loop
          future.onSuccess(x -> nap());
          // BUG: Diagnostic contains: runs on a Vert.x event loop
          future.compose(x -> napped(future));
        }
        """,
        "io.vertx.core.Handler",
        "io.vertx.core.Vertx",
        "io.vertx.core.http.HttpServer");
  }

  @Test
  void completionHandler() {
    checkMembers(
        getClass(),
        """
        CompletionHandler<Integer, Void> handler() {
          return new CompletionHandler<>() {
            @Override
            public void completed(Integer count, Void attachment) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            @Override
            public void failed(Throwable reason, Void attachment) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            @Override
            public String toString() {
              return napped("handler");
            }
          };
        }
        """,
        "java.nio.channels.CompletionHandler");
  }

  @Test
  void subscribers() {
    for (String type : List.of("java.util.concurrent.Flow", "org.reactivestreams")) {
      checkFile(
          getClass(),
          """
          abstract class Test implements FLOW.Subscriber<String> {
            @Override
            public void onSubscribe(FLOW.Subscription subscription) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            @Override
            public void onNext(String item) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            @Override
            public void onError(Throwable reason) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            @Override
            public void onComplete() {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }

            void onNext(Object other, int more) {
              nap();
            }
          }
          """
              .replace("FLOW", type));
    }
  }

  @Test
  void grpcObservers() {
    checkFile(
        getClass(),
        """
        class Test implements StreamObserver<String> {
          void ofItsOwn() {
            nap();
          }

          @Override
          public void onNext(String item) {
            // BUG: Diagnostic contains: runs on whichever thread completes it
            nap();
          }

          @Override
          public void onError(Throwable reason) {
            // BUG: Diagnostic contains: runs on whichever thread completes it
            nap();
          }

          @Override
          public void onCompleted() {
            // BUG: Diagnostic contains: runs on whichever thread completes it
            nap();
          }
        }
        """,
        "io.grpc.stub.StreamObserver");
  }

  @Test
  void swing() {
    checkFile(
        getClass(),
        """
        class Worker extends SwingWorker<String, String> {
          @Override
          protected String doInBackground() {
            return napped("text");
          }

          @Override
          protected void done() {
            // BUG: Diagnostic contains: runs on a Swing event loop (SwingWorker.done)
            nap();
          }

          @Override
          protected void process(List<String> chunks) {
            // BUG: Diagnostic contains: runs on a Swing event loop (SwingWorker.process)
            nap();
          }
        }

        class Test {
          void method(JButton button) {
            // BUG: Diagnostic contains: runs on a Swing event loop
            SwingUtilities.invokeLater(() -> nap());
            // BUG: Diagnostic contains: runs on a Swing event loop
            button.addActionListener(event -> nap());
          }
        }
        """,
        "javax.swing.JButton",
        "javax.swing.SwingUtilities",
        "javax.swing.SwingWorker");
  }

  @Test
  void httpClient() {
    checkMembers(
        getClass(),
        """
        void method(HttpClient client, HttpRequest request) {
          client.sendAsync(
              request,
              info -> {
                // BUG: Diagnostic contains: runs on whichever thread completes it
                nap();
                return HttpResponse.BodySubscribers.discarding();
              });
        }

        WebSocket.Listener listener() {
          return new WebSocket.Listener() {
            @Override
            public void onOpen(WebSocket socket) {
              // BUG: Diagnostic contains: runs on whichever thread completes it
              nap();
            }
          };
        }
        """,
        "java.net.http.*");
  }

  @Test
  void threadsRunMethodMayBlock() {
    checkFile(
        getClass(),
        """
        interface Loop {
          @NonBlocking
          void handle();
        }

        class Test extends Thread implements Loop {
          @Override
          public void run() {
            nap();
          }

          @Override
          public void handle() {
            // BUG: Diagnostic contains: Loop.handle, which it overrides
            nap();
          }
        }
        """);
  }

  @Test
  void annotationBeatsTheOverriddenMethodsModel() {
    checkFile(
        getClass(),
        """
        class MayBlock extends ChannelInboundHandlerAdapter {
          @Blocking
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            nap();
          }
        }

        @Blocking
        class ClassMayBlock extends ChannelInboundHandlerAdapter {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            nap();
          }
        }

        class Test extends ChannelInboundHandlerAdapter {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            // BUG: Diagnostic contains: runs on a Netty event loop
            nap();
          }
        }
        """,
        "io.netty.channel.*");
  }

  @Test
  void overloadsOfOverriddenMethodAreNoHandlers() {
    checkFile(
        getClass(),
        """
        class Test extends ChannelInboundHandlerAdapter {
          void channelRead(String message) {
            nap();
          }

          static void channelActive() {
            nap();
          }

          @Override
          public void channelActive(ChannelHandlerContext context) {
            // BUG: Diagnostic contains: runs on a Netty event loop (ChannelInboundHandler.channelActive)
            nap();
          }
        }
        """,
        "io.netty.channel.*");
  }
}
