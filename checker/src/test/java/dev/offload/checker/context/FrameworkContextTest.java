package dev.offload.checker.context;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contexts that a framework's annotations and deployments state, by models of one's own. */
final class FrameworkContextTest {
  private static final Library FRAMEWORK =
      Library.of(
              """
              package web;

              public @interface Get {}
              """,
              """
              package web;

              public @interface OnLoop {}
              """,
              """
              package web;

              public @interface Transactional {}
              """,
              """
              package web;

              public interface Handler {
                void handle(String event) throws Exception;
              }
              """,
              """
              package web;

              public class Options {
                public Options worker(boolean worker) {
                  return this;
                }

                public Options count(int count) {
                  return this;
                }
              }
              """,
              """
              package web;

              public class Host {
                public static void add(Handler handler) {}

                public static void handler(Handler handler) {}

                public static void add(Handler handler, Options options) {}

                public static void deploy(Supplier<? extends Handler> handler, Options options) {}

                public static void deploy(Class<? extends Handler> handler, Options options) {}

                public static void deploy(String name, Options options) {}

                public static void on(Executor executor, Handler... handlers) {}
              }
              """,
              """
              package web;

              public class Handlers {
                public static Handler setup(Supplier<? extends Handler> made) {
                  return null;
                }

                public static Handlers of(Class<?> type, Object... arguments) {
                  return null;
                }

                public Handlers on(Options options) {
                  return this;
                }

                public Handler retry(int times) {
                  return null;
                }
              }
              """,
              """
              package web;

              public class Start {
                public Start(Handler handler, Options options) {}
              }
              """)
          .with(
              "dev/offload/checker/models/web.model",
              "framework Web",
              "web.Get  context event-loop returning java.util.concurrent.CompletionStage",
              "web.Handler#handle  context event-loop",
              "web.Handlers#on  hosts this on 0",
              "web.Host#add(Handler,Options)  hosts 0 on 1",
              "web.Host#deploy  hosts 0 on 1",
              "web.Host#handler  runs 0 event-loop",
              "web.Host#on  hosts 1 on 0",
              "web.OnLoop  context event-loop",
              "web.Options  executor event-loop",
              "web.Options#count  executor this",
              "web.Options#worker  executor worker",
              "web.Start#new  hosts 0 on 1",
              "web.Transactional  context worker");

  private static void compile(String... files) {
    AllChecks.compile(FRAMEWORK.options(), files);
  }

  @Test
  void methodThatCarriesAnAnnotation() {
    compile(
        """
        import web.*;

        class Test {
          void plain() throws Exception {
            Thread.sleep(1);
          }

          @Get
          String returnsAnotherType() throws Exception {
            Thread.sleep(1);
            return "";
          }

          @Get
          @Transactional
          CompletableFuture<String> workerWins() throws Exception {
            Thread.sleep(1);
            return null;
          }

          @Get
          @Blocking
          CompletableFuture<String> ownPromiseWins() throws Exception {
            Thread.sleep(1);
            return null;
          }

          @OnLoop
          static void staticMethodsAreNoHandlers() throws Exception {
            Thread.sleep(1);
          }

          @Get
          CompletableFuture<String> returnsASubtype() throws Exception {
            // BUG: Diagnostic contains: but this method runs on a Web event loop (marked @Get)
            Thread.sleep(1);
            return null;
          }

          @OnLoop
          void whateverItReturns() throws Exception {
            // BUG: Diagnostic contains: but this method runs on a Web event loop (marked @OnLoop)
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void annotationOfTheClassAndOfWhatIsOverridden() {
    compile(
        """
        import web.*;

        interface Api {
          @OnLoop
          void call() throws Exception;
        }
        """,
        """
        import web.*;

        class Service implements Api {
          Service() throws Exception {
            Thread.sleep(1);
          }

          @Override
          public void call() throws Exception {
            // BUG: Diagnostic contains: this method runs on a Web event loop
            Thread.sleep(1);
          }
        }
        """,
        """
        @web.OnLoop
        class Marked {
          @web.Transactional
          void worker() throws Exception {
            Thread.sleep(1);
          }

          void method() throws Exception {
            // BUG: Diagnostic contains: this method runs on a Web event loop
            Thread.sleep(1);
          }
        }
        """);
  }

  private static String handler(String name, String comment) {
    return """
    class %s implements web.Handler {
      @Override
      public void handle(String event) throws Exception {
        %s
        Thread.sleep(1);
      }
    }
    """
        .formatted(name, comment);
  }

  @Test
  void handlerThatIsHostedElsewhere() {
    compile(
        handler("Added", "// nothing"),
        handler("Supplied", "// nothing"),
        handler("Constructed", "// nothing"),
        handler("Named", "// nothing"),
        handler("Literal", "// nothing"),
        handler("InVariable", "// nothing"),
        handler("SetLater", "// nothing"),
        handler("OnPool", "// nothing"),
        handler("OnUnknown", "// nothing"),
        """
        import web.*;

        class Main {
          void start(Executor unknown, ThreadPoolExecutor pool) {
            Host.add(new Added(), new Options().worker(true).count(2));
            Options options = new Options().worker(true);
            Host.deploy(() -> new Supplied(), options);
            Host.deploy(Constructed::new, options);
            Host.deploy("Named", options);
            Host.deploy(Literal.class, options);
            InVariable handler = new InVariable();
            Host.add(handler, options);
            Options later = new Options();
            later.worker(true);
            Host.add(new SetLater(), later);
            Host.on(pool, new OnPool());
            Host.on(unknown, new OnUnknown());
          }
        }
        """);
  }

  @Test
  void handlerThatIsHostedAsUsual() {
    String finding = "// BUG: Diagnostic contains: this method runs on a Web event loop";
    compile(
        handler("Plain", finding),
        handler("Default", finding),
        handler("Null", finding),
        handler("NotHosted", finding),
        """
        import web.*;

        class Main {
          void start() {
            Host.add(new Plain());
            Host.add(new Default(), new Options().count(2));
            Host.on(null, new Null());
          }
        }
        """);
  }

  /** What a handler registers runs where the handler does. */
  @Test
  void handlerThatAHostedHandlerRegisters() {
    compile(
        """
        import web.*;

        class Worker implements Handler {
          private final Handler stored = event -> Thread.sleep(1);
          private final Handler reference = this::sleep;

          @Override
          public void handle(String event) {
            Host.handler(next -> Thread.sleep(1));
          }

          private void sleep(String event) throws Exception {
            Thread.sleep(1);
          }
        }
        """,
        """
        import web.*;

        class Main {
          // BUG: Diagnostic contains: runs on a Web event loop
          private final Handler stored = event -> Thread.sleep(1);

          void start(ThreadPoolExecutor pool) {
            Host.on(pool, new Worker());
            // BUG: Diagnostic contains: runs on a Web event loop
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """);
  }

  @Test
  void hostedHandlerOfAFactory() {
    compile(
        handler("Returned", "// nothing"),
        handler("InBranch", "// nothing"),
        handler("FromLibrary", "// nothing"),
        handler("Wrapped", "// nothing"),
        handler("OfInstance", "// nothing"),
        handler("OfReference", "// nothing"),
        handler("Fluent", "// nothing"),
        handler("FluentFactory", "// nothing"),
        handler("Argument", "// nothing"),
        handler("InBlock", "// nothing"),
        """
        import web.*;

        class Main {
          static Handler returned(boolean isFirst) {
            if (isFirst) {
              return new Returned();
            }
            return isFirst ? null : new InBranch();
          }

          Handler ofInstance() {
            Handler made = new OfInstance();
            return made;
          }

          static Handler ofReference() {
            return new OfReference();
          }

          static Handlers fluent() {
            return Handlers.of(FluentFactory.class);
          }

          static Handler endless() {
            return endless();
          }

          void start() {
            Options worker = new Options().worker(true);
            Host.add(returned(true), worker);
            Host.add(Handlers.setup(FromLibrary::new), worker);
            Host.add(Handlers.of(Wrapped.class).retry(1), worker);
            Host.add(ofInstance(), worker);
            Host.deploy(Main::ofReference, worker);
            Handlers.of(Fluent.class).on(worker);
            fluent().on(worker);
            Host.add(endless(), worker);
            new Start(new Argument(), worker);
            Host.add(
                Handlers.setup(
                    () -> {
                      Runnable other = () -> { return; };
                      return new InBlock();
                    }),
                worker);
          }
        }
        """);
  }

  @Test
  void whatAFactoryMakesNothingOfIsNotHosted() {
    String finding = "// BUG: Diagnostic contains: this method runs on a Web event loop";
    compile(
        handler("NotReturned", finding),
        handler("OfLambda", finding),
        handler("Usual", finding),
        handler("Fluent", finding),
        """
        import web.*;

        class Factory implements Handler {
          @Override
          public void handle(String event) throws Exception {
            Host.add(make(), new Options().worker(true));
            Host.add(Handlers.of(String.class, this).retry(1), new Options().worker(true));
            Host.add(make(), new Options());
            Handlers.of(Fluent.class).on(new Options());
            // BUG: Diagnostic contains: this method runs on a Web event loop
            Thread.sleep(1);
          }

          static Handler make() {
            Handler other = new NotReturned();
            Supplier<Handler> later =
                () -> {
                  return new OfLambda();
                };
            return null;
          }
        }
        """);
  }

  /** A handler that is no class of its own. */
  @Test
  void hostedLambda() {
    compile(
        """
        import web.*;

        class Main {
          static Handler make() {
            return Handlers.setup(
                () -> {
                  Host.handler(event -> Thread.sleep(1));
                  return null;
                });
          }

          static Handler other() {
            return Handlers.setup(
                () -> {
                  // BUG: Diagnostic contains: runs on a Web event loop
                  Host.handler(event -> Thread.sleep(1));
                  return null;
                });
          }

          void start(ThreadPoolExecutor pool) {
            Host.on(pool, make());
            Host.add(other());
          }
        }
        """);
  }

  /** A lambda implements the method that its interface inherits. */
  @Test
  void lambdaForAnInterfaceOfOnesOwn() {
    compile(
        """
        interface Own extends web.Handler {}
        """,
        """
        interface WithMore extends web.Handler {
          default void more() {}
        }
        """,
        """
        interface Renewed extends web.Handler {
          @Override
          void handle(String event) throws Exception;
        }
        """,
        """
        interface Generic<T> {
          void handle(T event) throws Exception;
        }
        """,
        """
        interface Mixed extends Generic<String>, web.Handler {}
        """,
        """
        class Test {
          Generic<String> other = event -> Thread.sleep(1);
          // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
          Own own = event -> Thread.sleep(1);
          // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
          WithMore more = event -> Thread.sleep(1);
          // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
          Renewed renewed = event -> Thread.sleep(1);
          // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
          Mixed mixed = event -> Thread.sleep(1);

          void take(Own handler) {}

          void method() {
            // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
            take(event -> Thread.sleep(1));
            // BUG: Diagnostic contains: runs on a Web event loop (Handler.handle)
            take(this::sleep);
          }

          void sleep(String event) throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  /** Whoever marks a handler has it run where that is allowed. */
  @Test
  void handlerThatIsMarkedAsBlocking() {
    compile(
        """
        import web.*;

        @Blocking
        class MarkedClass implements Handler {
          MarkedClass() {
            Host.handler(next -> Thread.sleep(1));
          }

          @Override
          public void handle(String event) {
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """,
        """
        import web.*;

        class MarkedMethod implements Handler {
          @Blocking
          @Override
          public void handle(String event) {
            register();
          }

          private void register() {
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """,
        """
        import web.*;

        abstract class Base implements Handler {
          @Override
          public void handle(String event) {}
        }
        """,
        """
        import web.*;

        @Blocking
        class MarkedSubclass extends Base {
          {
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """,
        """
        import web.*;

        class OtherMethodIsMarked implements Handler {
          @Override
          public void handle(String event) {}

          @Blocking
          void method() {
            // BUG: Diagnostic contains: runs on a Web event loop
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """,
        """
        import web.*;

        @Blocking
        class NoHandler {
          void method() {
            // BUG: Diagnostic contains: runs on a Web event loop
            Host.handler(next -> Thread.sleep(1));
          }
        }
        """);
  }

  @Test
  void hostedSuperclassAndAnonymousHandler() {
    compile(
        """
        abstract class Base implements web.Handler {
          @Override
          public void handle(String event) throws Exception {
            Thread.sleep(1);
          }
        }
        """,
        """
        import web.*;

        class Main {
          static class Concrete extends Base {}

          void start(ThreadPoolExecutor pool) {
            Host.on(pool, new Concrete());
            Host.on(
                pool,
                new Handler() {
                  @Override
                  public void handle(String event) throws Exception {
                    Thread.sleep(1);
                  }
                });
          }
        }
        """);
  }

  /** The chain knows where the subscriber runs, its type does not. */
  @Test
  void subscriberOfAChainRunsWhereTheChainDoes() {
    AllChecks.compile(
        List.of(),
        """
        import reactor.core.publisher.*;
        import reactor.core.scheduler.*;

        class Test {
          void start(Flux<String> flux) {
            flux.publishOn(Schedulers.boundedElastic())
                .subscribe(
                    new BaseSubscriber<String>() {
                      @Override
                      protected void hookOnNext(String value) {
                        nap();
                      }
                    });
            flux.subscribe(
                new BaseSubscriber<String>() {
                  @Override
                  protected void hookOnNext(String value) {
                    // BUG: Diagnostic contains: runs on whichever thread emits
                    nap();
                  }
                });
          }

          static void nap() {
            try {
              Thread.sleep(1);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        }
        """);
  }
}
