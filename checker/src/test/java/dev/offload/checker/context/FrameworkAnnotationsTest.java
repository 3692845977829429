package dev.offload.checker.context;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** What annotations say by their attributes, by being repeated, and by what annotates them. */
final class FrameworkAnnotationsTest {
  private static final Library FRAMEWORK =
      Library.of(
              """
              package web;

              @java.lang.annotation.Repeatable(Route.Routes.class)
              public @interface Route {
                Type type() default Type.NORMAL;

                boolean blocking() default false;

                String path() default "";

                enum Type {
                  NORMAL,
                  BLOCKING
                }

                @interface Routes {
                  Route[] value();
                }
              }
              """,
              """
              package web;

              public @interface Filter {
                boolean nonBlocking() default false;
              }
              """,
              """
              package web;

              public @interface Async {}
              """)
          .with(
              "dev/offload/checker/models/web.model",
              "framework Web",
              "web.Async  context worker",
              "web.Async  nonblocking",
              "web.Filter  context event-loop returning java.lang.String when nonBlocking=true",
              "web.Route  context event-loop",
              "web.Route  context worker when blocking=true",
              "web.Route  context worker when path=slow",
              "web.Route  context worker when type=BLOCKING");

  private static void compile(String... files) {
    AllChecks.compile(FRAMEWORK.options(), files);
  }

  @Test
  void attribute() {
    compile(
        """
        import web.*;

        class Test {
          @Route(blocking = true)
          void flag() throws Exception {
            Thread.sleep(1);
          }

          @Route(type = Route.Type.BLOCKING)
          void constant() throws Exception {
            Thread.sleep(1);
          }

          @Route(path = "slow")
          void text() throws Exception {
            Thread.sleep(1);
          }

          @Filter
          String byDefault() throws Exception {
            Thread.sleep(1);
            return "";
          }

          @Filter(nonBlocking = false)
          String otherValue() throws Exception {
            Thread.sleep(1);
            return "";
          }

          @Filter(nonBlocking = true)
          int otherResult() throws Exception {
            Thread.sleep(1);
            return 1;
          }

          @Filter(nonBlocking = true)
          String nonBlocking() throws Exception {
            // BUG: Diagnostic contains: runs on a Web event loop (marked @Filter)
            Thread.sleep(1);
            return "";
          }

          @Route(blocking = false, type = Route.Type.NORMAL, path = "fast")
          void otherValues() throws Exception {
            // BUG: Diagnostic contains: runs on a Web event loop (marked @Route)
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void repeatedAnnotation() {
    compile(
        """
        import web.*;

        class Test {
          @Route
          @Route(blocking = true)
          void oneAllowsIt() throws Exception {
            Thread.sleep(1);
          }

          @Route(path = "a")
          @Route(path = "b")
          void noneAllowsIt() throws Exception {
            // BUG: Diagnostic contains: runs on a Web event loop (marked @Route)
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void composedAnnotation() {
    compile(
        """
        @web.Route
        @interface Endpoint {}
        """,
        """
        @Endpoint
        @interface Twice {}
        """,
        """
        @web.Async
        @interface InBackground {}
        """,
        """
        @web.Route
        @ItsOwn
        @interface ItsOwn {}
        """,
        """
        class Test {
          @Endpoint
          @InBackground
          void workerWins() throws Exception {
            Thread.sleep(1);
          }

          @Twice
          void oneLevelOnly() throws Exception {
            Thread.sleep(1);
          }

          @InBackground
          @Blocking
          void calledOnly() {}

          @InBackground
          void elsewhere() {
            nap();
          }

          @Endpoint
          void method() {
            elsewhere();
            // BUG: Diagnostic contains: runs on a Web event loop (marked @Endpoint (@Route))
            nap();
          }

          @ItsOwn
          void cycle() {
            // BUG: Diagnostic contains: runs on a Web event loop (marked @ItsOwn (@Route))
            nap();
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

  @Test
  void composedContract() {
    compile(
        """
        @Blocking
        @interface Slow {}
        """,
        """
        @NonBlocking
        @interface OnLoop {}
        """,
        """
        @interface ExecuteOn {}
        """,
        """
        @ExecuteOn
        @interface Background {}
        """,
        """
        class Test {
          @OnLoop
          @Blocking
          void ownBeatsComposed() throws Exception {
            Thread.sleep(1);
          }

          @Slow
          void slow() throws Exception {
            Thread.sleep(1);
          }

          @web.Route
          @Background
          void background() throws Exception {
            Thread.sleep(1);
          }

          @OnLoop
          void method() throws Exception {
            // BUG: Diagnostic contains: this method is marked @OnLoop (@NonBlocking)
            Thread.sleep(1);
            // BUG: Diagnostic contains: Test.slow() blocks (declared, @Slow (@Blocking))
            slow();
          }
        }
        """);
  }
}
