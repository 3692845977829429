package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkFile;
import static dev.offload.checker.testing.Naps.checkMembers;
import static dev.offload.checker.testing.Naps.helper;
import static dev.offload.checker.testing.Naps.withImports;

import org.junit.jupiter.api.Test;

/** DESIGN.md, section 5, rule 2: annotated parameters say where functions given for them run. */
final class ParameterContextTest {
  @Test
  void unmarkedParameterSaysNothing() {
    checkMembers(
        getClass(),
        """
        native void go(Runnable task);

        void caller() {
          go(() -> nap());
          go(Nap::nap);
        }
        """);
  }

  @Test
  void lambda() {
    checkMembers(
        getClass(),
        """
        native void go(@NonBlocking Runnable task);

        void caller() {
          nap();
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          go(() -> nap());
        }
        """);
  }

  @Test
  void methodReference() {
    checkMembers(
        getClass(),
        """
        native void go(@NonBlocking Runnable task);

        void caller() {
          go(this::toString);
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          go(Nap::nap);
        }
        """);
  }

  @Test
  void anonymousClass() {
    checkMembers(
        getClass(),
        """
        native void go(@NonBlocking Runnable task);

        void caller() {
          go(new Runnable() {
            void notCalled() {
              nap();
            }

            @Override
            public void run() {
              // BUG: Diagnostic contains: parameter task is marked @NonBlocking
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
        static class Napper implements Runnable {
          @Override
          public void run() {
            nap();
          }
        }

        native void unmarked(Runnable task);

        native void go(@NonBlocking Runnable task);

        void caller() {
          unmarked(new Napper());
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          go(new Napper());
        }
        """);
  }

  @Test
  void storedLambda() {
    checkMembers(
        getClass(),
        """
        native void go(@NonBlocking Runnable task);

        void caller() {
          Runnable never = () -> nap();
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          Runnable task = () -> nap();
          go(task);
        }
        """);
  }

  @Test
  void blockingParameterMayBlock() {
    checkMembers(
        getClass(),
        """
        native void onWorker(@Blocking Function<String, String> task);

        native void onLoop(@NonBlocking Function<String, String> task);

        @NonBlocking
        void caller() {
          onWorker(x -> napped(x));
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          onLoop(x -> napped(x));
        }
        """);
  }

  @Test
  void onlyTheMarkedParameter() {
    checkMembers(
        getClass(),
        """
        native void go(Runnable first, @NonBlocking Runnable second, Runnable third);

        void caller() {
          go(
              () -> nap(),
              // BUG: Diagnostic contains: parameter second is marked @NonBlocking
              () -> nap(),
              () -> nap());
        }
        """);
  }

  @Test
  void everyArgumentOfVarargs() {
    checkMembers(
        getClass(),
        """
        native void go(Runnable first, @NonBlocking Runnable... rest);

        void caller() {
          go(
              () -> nap(),
              // BUG: Diagnostic contains: parameter rest is marked @NonBlocking
              () -> nap(),
              // BUG: Diagnostic contains: parameter rest is marked @NonBlocking
              () -> nap());
        }
        """);
  }

  @Test
  void parameterOfConstructor() {
    checkFile(
        getClass(),
        """
        class Task {
          Task(@NonBlocking Runnable task, int priority) {}

          Task(Runnable task) {}
        }

        class Test {
          Task silent() {
            return new Task(() -> nap());
          }

          Task task() {
            // BUG: Diagnostic contains: parameter task is marked @NonBlocking
            return new Task(() -> nap(), 1);
          }
        }
        """);
  }

  @Test
  void overridersInheritTheParametersAnnotation() {
    checkFile(
        getClass(),
        """
        interface Loop {
          void onLoop(@NonBlocking Runnable task);

          void anywhere(Runnable task);
        }

        abstract class Test implements Loop {
          @Override
          public native void onLoop(Runnable command);

          @Override
          public native void anywhere(Runnable command);

          void caller() {
            anywhere(() -> nap());
            // BUG: Diagnostic contains: is marked @NonBlocking
            onLoop(() -> nap());
          }
        }
        """);
  }

  @Test
  void overridersOwnAnnotationBeatsTheInheritedOne() {
    checkFile(
        getClass(),
        """
        interface Loop {
          void handle(@NonBlocking Function<String, String> task);
        }

        abstract class Worker implements Loop {
          @Override
          public abstract void handle(@Blocking Function<String, String> task);
        }

        class Test {
          void caller(Loop loop, Worker worker) {
            worker.handle(x -> napped(x));
            // BUG: Diagnostic contains: parameter task is marked @NonBlocking
            loop.handle(x -> napped(x));
          }
        }
        """);
  }

  @Test
  void annotationBeatsTheModel() {
    checkFile(
        getClass(),
        """
        abstract class Stage<T> extends CompletableFuture<T> {
          @Override
          public abstract CompletableFuture<Void> thenAccept(@Blocking Consumer<? super T> action);
        }

        abstract class Threads implements Executor {
          @Override
          public abstract void execute(@NonBlocking Runnable task);
        }

        class Test {
          void mayBlock(Stage<String> stage) {
            stage.thenAccept(x -> nap());
            // BUG: Diagnostic contains: runs on whichever thread completes it
            stage.thenRun(() -> nap());
          }

          void mustNotBlock(Threads threads, Executor other) {
            other.execute(() -> nap());
            // BUG: Diagnostic contains: parameter task is marked @NonBlocking
            threads.execute(() -> nap());
          }
        }
        """);
  }

  @Test
  void annotationBeatsTheBody() {
    checkMembers(
        getClass(),
        """
        static void onWorker(@Blocking Runnable task) {
          task.run();
        }

        static void inline(Runnable task) {
          task.run();
        }

        @NonBlocking
        void caller() {
          onWorker(() -> nap());
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          inline(() -> nap());
        }
        """);
  }

  @Test
  void annotationOfMethodSaysNothingAboutItsParameters() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        native void schedule(Runnable task);

        native void onLoop(@NonBlocking Runnable task);

        void caller() {
          schedule(() -> nap());
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          onLoop(() -> nap());
        }
        """);
  }

  @Test
  void parametersOfClassFiles() {
    checkMembers(
        getClass(),
        """
        @NonBlocking
        void caller(CompiledReceivers.MarkedParameters threads) {
          threads.onWorker(() -> nap());
          // BUG: Diagnostic contains: is marked @NonBlocking
          threads.onLoop(() -> nap());
        }
        """,
        "dev.offload.checker.context.CompiledReceivers");
  }

  @Test
  void annotationByFlag() {
    helper(getClass())
        .setArgs("-XepOpt:Offload:NonBlockingAnnotations=acme.OnLoop")
        .addSourceLines("acme/OnLoop.java", "package acme; public @interface OnLoop {}")
        .addSourceLines("acme/Other.java", "package acme; public @interface Other {}")
        .addSourceLines(
            "Test.java",
            withImports(
                """
                abstract class Test {
                  abstract void other(@acme.Other Runnable task);

                  abstract void onLoop(@acme.OnLoop Runnable task);

                  void caller() {
                    other(() -> nap());
                    // BUG: Diagnostic contains: parameter task is marked @OnLoop
                    onLoop(() -> nap());
                  }
                }
                """))
        .doTest();
  }

  @Test
  void innermostParameterDecides() {
    checkMembers(
        getClass(),
        """
        native void onWorker(@Blocking Runnable task);

        native void onLoop(@NonBlocking Runnable task);

        void caller() {
          onLoop(() -> onWorker(() -> nap()));
          // BUG: Diagnostic contains: parameter task is marked @NonBlocking
          onWorker(() -> onLoop(() -> nap()));
        }
        """);
  }
}
