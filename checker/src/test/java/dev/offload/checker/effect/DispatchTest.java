package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** Which body a call is taken to run. */
final class DispatchTest {
  @Test
  void staticPrivateAndFinalMethodsAreExact() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            // BUG: Diagnostic contains: Thread.sleep(long)
            ofClass();
            // BUG: Diagnostic contains: Thread.sleep(long)
            own();
            // BUG: Diagnostic contains: Thread.sleep(long)
            last();
          }

          static void ofClass() throws Exception {
            Thread.sleep(1);
          }

          private void own() throws Exception {
            Thread.sleep(1);
          }

          final void last() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void virtualCallUsesTheResolvedMethodsOwnBody() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Quick quick, Slow slow) throws Exception {
            quick.go();
            // BUG: Diagnostic contains: slow.go()  ->  Thread.sleep(long)
            slow.go();
          }

          static class Quick {
            void go() throws Exception {}
          }

          static class QuickButSlow extends Quick {
            @Override
            void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Slow {
            void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class SlowButQuick extends Slow {
            @Override
            void go() {}
          }
        }
        """);
  }

  @Test
  void inheritedBodyIsFound() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Derived derived) throws Exception {
            // BUG: Diagnostic contains: derived.go()  ->  Thread.sleep(long)
            derived.go();
          }

          static class Base {
            void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Derived extends Base {}
        }
        """);
  }

  @Test
  void defaultMethodIsABody() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Service service) throws Exception {
            service.harmless();
            // BUG: Diagnostic contains: service.go()  ->  Thread.sleep(long)
            service.go();
          }

          interface Service {
            default void harmless() {}

            default void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void superCallIsExact() {
    AllChecks.compile(
        """
        class Test {
          static class Base {
            void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Derived extends Base {
            @Override
            void go() {}

            @NonBlocking
            void onEvent() throws Exception {
              go();
              // BUG: Diagnostic contains: super.go()  ->  Thread.sleep(long)
              super.go();
            }
          }
        }
        """);
  }

  @Test
  void superCallToAnInterfaceIsExact() {
    AllChecks.compile(
        """
        class Test {
          interface Service {
            default void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Derived implements Service {
            @Override
            public void go() {}

            @NonBlocking
            void onEvent() throws Exception {
              // BUG: Diagnostic contains: Service.super.go()  ->  Thread.sleep(long)
              Service.super.go();
            }
          }
        }
        """);
  }

  @Test
  void receiverWhoseClassIsKnownLocallyIsExact() {
    AllChecks.compile(
        """
        class Test {
          private final Service field = new Slow();

          @NonBlocking
          void onEvent(Service unknown) throws Exception {
            unknown.go();
            Service quick = new Quick();
            quick.go();
            Service slow = new Slow();
            // BUG: Diagnostic contains: slow.go()  ->  Thread.sleep(long)
            slow.go();
            // BUG: Diagnostic contains: field.go()  ->  Thread.sleep(long)
            field.go();
            // BUG: Diagnostic contains: new Slow().go()  ->  Thread.sleep(long)
            new Slow().go();
          }

          interface Service {
            void go() throws Exception;
          }

          static class Quick implements Service {
            @Override
            public void go() {}
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void reassignedReceiverIsNotKnown() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            Service service = new Slow();
            service = new Quick();
            service.go();
          }

          interface Service {
            void go() throws Exception;
          }

          static class Quick implements Service {
            @Override
            public void go() {}
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void knownReceiverOverridesTheResolvedBody() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent() throws Exception {
            Base base = new Quick();
            base.go();
          }

          static class Base {
            void go() throws Exception {
              Thread.sleep(1);
            }
          }

          static class Quick extends Base {
            @Override
            void go() {}
          }
        }
        """);
  }

  @Test
  void onlyImplementationOfAnAbstractMethodIsFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Service service) throws Exception {
            service.harmless();
            // BUG: Diagnostic contains: service.go()  ->  Thread.sleep(long)
            service.go();
          }

          interface Service {
            void go() throws Exception;

            void harmless();
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }

            @Override
            public void harmless() {}
          }
        }
        """);
  }

  @Test
  void abstractMethodBlocksIfEveryImplementationDoes() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Base base) throws Exception {
            base.some();
            // BUG: Diagnostic contains: blocks (file)
            base.all();
          }

          abstract static class Base {
            abstract void some() throws Exception;

            abstract void all() throws Exception;
          }

          static class First extends Base {
            @Override
            void some() throws Exception {
              Thread.sleep(1);
            }

            @Override
            void all() throws Exception {
              some();
            }
          }

          static class Second extends Base {
            @Override
            void some() {}

            @Override
            void all() throws Exception {
              Files.readString(Path.of("x"));
            }
          }
        }
        """);
  }

  @Test
  void implementationsInOtherFilesCount() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Service mixed, Store slow) throws Exception {
            mixed.go();
            // BUG: Diagnostic contains: slow.load()  ->  Thread.sleep(long)
            slow.load();
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """,
        """
        interface Service {
          void go() throws Exception;
        }
        """,
        """
        interface Store {
          void load() throws Exception;
        }
        """,
        """
        class Quick implements Service {
          @Override
          public void go() {}
        }
        """,
        """
        class SlowStore implements Store {
          @Override
          public void load() throws Exception {
            Thread.sleep(1);
          }
        }
        """);
  }

  @Test
  void anonymousClassIsAnImplementation() {
    AllChecks.compile(
        """
        class Test {
          final Service quick =
              new Service() {
                @Override
                public void go() {}

                @Override
                public void stop() {}
              };

          @NonBlocking
          void onEvent(Service service) throws Exception {
            service.go();
          }

          interface Service {
            void go() throws Exception;

            void stop();
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }

            @Override
            public void stop() {}
          }
        }
        """);
  }

  @Test
  void lambdaIsAnImplementation() {
    AllChecks.compile(
        """
        class Test {
          final Service quick = () -> {};

          @NonBlocking
          void onEvent(Service service) throws Exception {
            service.go();
          }

          interface Service {
            void go() throws Exception;
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void methodReferenceIsAnImplementation() {
    AllChecks.compile(
        """
        class Test {
          final Service quick = Test::harmless;

          static void harmless() {}

          @NonBlocking
          void onEvent(Service service) throws Exception {
            service.go();
          }

          interface Service {
            void go() throws Exception;
          }

          static class Slow implements Service {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }

  @Test
  void abstractMethodInARecursionOfImplementationsEnds() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Node node) throws Exception {
            node.visit();
          }

          interface Node {
            void visit() throws Exception;
          }

          static class Leaf implements Node {
            @Override
            public void visit() {}
          }

          record Pair(Node left, Node right) implements Node {
            @Override
            public void visit() throws Exception {
              left.visit();
              right.visit();
            }
          }
        }
        """);
  }

  @Test
  void functionalInterfaceIsNeverFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Task declared, Runnable platform, Job ordinary) throws Exception {
            declared.go();
            platform.run();
            // BUG: Diagnostic contains: ordinary.go()  ->  Thread.sleep(long)
            ordinary.go();
          }

          @FunctionalInterface
          interface Task {
            void go() throws Exception;
          }

          interface Job {
            void go() throws Exception;
          }

          static class Slow implements Task, Job, Runnable {
            @Override
            public void go() throws Exception {
              Thread.sleep(1);
            }

            @Override
            public void run() {
              try {
                go();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          }
        }
        """);
  }

  @Test
  void methodsOfObjectAreNeverFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Object object, Marker marker, Slow slow) {
            object.toString();
            object.hashCode();
            object.equals(slow);
            marker.toString();
            // BUG: Diagnostic contains: slow.read()  ->  Files.readString(Path)
            slow.read();
          }

          interface Marker {}

          static class Slow implements Marker {
            @Override
            public String toString() {
              return read();
            }

            @Override
            public int hashCode() {
              return read().hashCode();
            }

            @Override
            public boolean equals(Object other) {
              return read().equals(other);
            }

            String read() {
              try {
                return Files.readString(Path.of("x"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        }
        """);
  }

  @Test
  void abstractMethodOfTheJdkIsNotFollowed() {
    AllChecks.compile(
        """
        class Test {
          @NonBlocking
          void onEvent(Comparator<String> comparator, Iterator<String> iterator) {
            comparator.compare("x", "y");
            iterator.next();
          }

          static class Slow implements Comparator<String>, Iterator<String> {
            @Override
            public int compare(String x, String y) {
              return next().length();
            }

            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public String next() {
              try {
                return Files.readString(Path.of("x"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        }
        """);
  }

  @Test
  void implementationInTheAbstractMethodsJarIsFollowed() {
    Library library =
        Library.of(
            """
            package lib;

            public interface Store {
              void load() throws Exception;

              void harmless();
            }
            """,
            """
            package lib;

            public class FileStore implements Store {
              @Override
              public void load() throws Exception {
                Thread.sleep(1);
              }

              @Override
              public void harmless() {}
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Store store) throws Exception {
            store.harmless();
            // BUG: Diagnostic contains: store.load()  ->  Thread.sleep(long)
            store.load();
          }
        }
        """);
  }

  @Test
  void implementationInTheAbstractMethodsJarMayBeTheOneThatDoesNotBlock() {
    Library library =
        Library.of(
            """
            package lib;

            public interface Store {
              void load() throws Exception;
            }
            """,
            """
            package lib;

            public class MemoryStore implements Store {
              @Override
              public void load() {}
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Store store) throws Exception {
            store.load();
          }

          static class FileStore implements lib.Store {
            @Override
            public void load() throws Exception {
              Thread.sleep(1);
            }
          }
        }
        """);
  }
}
