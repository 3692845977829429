package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** Annotations on the called method, or on one that it overrides, come before everything else. */
final class DeclaredEffectTest {
  @Test
  void nonBlockingCalleeHasNoEffectAtTheCall() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            promised();
            // BUG: Diagnostic contains: [BlockingSleep] Thread.sleep(long) blocks (sleep, up to 9 ms), but this method
            // is marked @NonBlocking
            // notPromised()  ->  Thread.sleep(long)
            notPromised();
          }

          @NonBlocking
          void promised() throws Exception {
            // BUG: Diagnostic contains: Thread.sleep(long) blocks (sleep, up to 7 ms)
            Thread.sleep(7);
          }

          void notPromised() throws Exception {
            Thread.sleep(9);
          }
        }
        """);
  }

  @Test
  void nonBlockingOnTheOverriddenMethodHolds() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Impl impl, Bare bare) throws Exception {
            impl.promised();
            // BUG: Diagnostic contains: Thread.sleep(long)
            bare.promised();
          }

          interface Service {
            @NonBlocking
            void promised() throws Exception;
          }

          static class Impl implements Service {
            @Override
            public void promised() throws Exception {
              // BUG: Diagnostic contains: Service.promised, which it overrides, is marked @NonBlocking
              Thread.sleep(1);
            }
          }

          static class Bare {
            public void promised() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void nonBlockingOnTheCalleesClassHolds() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            Promised.work();
            // BUG: Diagnostic contains: Thread.sleep(long)
            Bare.work();
          }

          @NonBlocking
          static class Promised {
            @SuppressWarnings("blocking")
            static void work() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Bare {
            static void work() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void infersTrustedAnnotationStopsInference() {
    AllChecks.compile(
        """
        package com.facebook.infer.annotation;

        public @interface NonBlocking {}
        """,
        """
        class Test {
          @dev.offload.annotations.NonBlocking
          void onEvent() throws Exception {
            trusted();
            // BUG: Diagnostic contains: bare()  ->  Thread.sleep(long)
            bare();
          }

          void bare() throws Exception {
            Thread.sleep(1);
          }

          @com.facebook.infer.annotation.NonBlocking
          void trusted() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void blockingCalleeBlocks() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            harmless();
            // BUG: Diagnostic contains: [BlockingIo] Test.declared() blocks (declared, @Blocking), but this method
            declared();
          }

          void harmless() {}

          @Blocking
          void declared() {}
        }
        """);
  }

  @Test
  void blockingOnTheOverriddenMethodHolds() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Impl impl) {
            // BUG: Diagnostic contains: Impl.query() blocks (declared, @Blocking)
            impl.query();
            impl.harmless();
          }

          interface Service {
            @Blocking
            void query();
          }

          static class Impl implements Service {
            @Override
            public void query() {}

            public void harmless() {}
          }
        }
        """);
  }

  @Test
  void ownAnnotationBeatsTheOverriddenOnes() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Cached cached, Service service) {
            cached.query();
            // BUG: Diagnostic contains: Service.query() blocks (declared, @Blocking)
            service.query();
          }

          interface Service {
            @Blocking
            void query();
          }

          static class Cached implements Service {
            @NonBlocking
            @Override
            public void query() {}
          }
        }
        """);
  }

  @Test
  void ownAnnotationBeatsTheClassAnnotation() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            Repository.peek();
            // BUG: Diagnostic contains: Repository.load() blocks (declared, @Blocking)
            Repository.load();
          }

          @Blocking
          static class Repository {
            @NonBlocking
            static void peek() {}

            static void load() {}
          }
        }
        """);
  }

  @Test
  void blockingClassSaysNothingAboutCreatingItsObjects() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            Repository repository = new Repository();
            // BUG: Diagnostic contains: Repository.load() blocks (declared, @Blocking)
            repository.load();
          }

          @Blocking
          static class Repository {
            void load() {}
          }
        }
        """);
  }

  @Test
  void blockingConstructorBlocks() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            new Connection("host");
            // BUG: Diagnostic contains: new Connection(int) blocks (declared, @Blocking)
            new Connection(1);
          }

          static class Connection {
            @Blocking
            Connection(int port) {}

            Connection(String host) {}
          }
        }
        """);
  }

  @Test
  void blockingCalleeFurtherDownIsTheRoot() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() {
            // BUG: Diagnostic contains: Test.declared() blocks (declared, @Blocking), but
            // outer()  ->  Test.inner()  ->  Test.declared()
            outer();
          }

          void outer() {
            inner();
          }

          void inner() {
            declared();
          }

          @Blocking
          void declared() {}
        }
        """);
  }

  @Test
  void nonBlockingCalleeFurtherDownEndsTheSearch() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            outer();
          }

          void outer() throws Exception {
            promised();
          }

          @NonBlocking
          @SuppressWarnings("blocking")
          void promised() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void whereAFrameworkRunsAMethodSaysNothingAboutADirectCall() {
    AllChecks.compile(
        """
        class Test {
          @interface RunOnVirtualThread {}

          @NonBlocking
          void onEvent() throws Exception {
            harmless();
            // BUG: Diagnostic contains: sleeping()  ->  Thread.sleep(long)
            sleeping();
          }

          @RunOnVirtualThread
          void harmless() {}

          @RunOnVirtualThread
          void sleeping() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void annotationsInClassFilesCount() {
    Library library =
        Library.of(
            """
            package lib;

            public class Client {
              @Blocking
              public void declared() {}

              @NonBlocking
              public void promised() throws Exception {
                Thread.sleep(1);
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Client client) throws Exception {
            client.promised();
            // BUG: Diagnostic contains: Client.declared() blocks (declared, @Blocking)
            client.declared();
          }
        }
        """);
  }

  @Test
  void methodReferenceToABlockingMethodIsACall() {
    AllChecks.compile(
        """
        class Test {
          CompletableFuture<Integer> start(CompletableFuture<Integer> stage) {
            // BUG: Diagnostic contains: Test.declared(int) blocks (declared, @Blocking), but this method reference
            return stage.thenApply(this::harmless).thenApply(this::declared);
          }

          int harmless(int x) {
            return x;
          }

          @Blocking
          int declared(int x) {
            return x;
          }
        }
        """);
  }
}
