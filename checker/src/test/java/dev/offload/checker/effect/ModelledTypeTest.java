package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** Types whose methods a framework implements at run time: repositories, clients. */
final class ModelledTypeTest {
  private static final Library FRAMEWORK =
      Library.of(
              """
              package data;

              public interface Repository<T> {}
              """,
              """
              package data;

              public interface CrudRepository<T> extends Repository<T> {
                T find(String id);

                default T findTwice(String id) {
                  return find(id);
                }
              }
              """,
              """
              package data;

              public interface ReactiveRepository<T> extends Repository<T> {
                T peek(String id);
              }
              """,
              """
              package data;

              public @interface Client {}
              """,
              """
              package data;

              public @interface Select {}
              """,
              """
              package data;

              public @interface Async {}
              """)
          .with(
              "dev/offload/checker/models/data.model",
              "data.Async  nonblocking",
              "data.Client  blocks network",
              "data.ReactiveRepository  nonblocking",
              "data.Repository  blocks database",
              "data.Select  blocks database");

  private static void compile(String... files) {
    AllChecks.compile(FRAMEWORK.options(), files);
  }

  @Test
  void abstractMethodsOfTheTypeAndBelowItBlock() {
    compile(
        """
        import data.*;

        class Test {
          interface Orders extends CrudRepository<String> {
            String findByName(String name);

            CompletableFuture<String> later(String name);

            reactor.core.publisher.Mono<String> reactive(String name);

            default String none() {
              return "";
            }
          }

          interface Reactive extends ReactiveRepository<String> {}

          @NonBlocking
          void silent(Orders orders, Reactive reactive) {
            orders.later("x");
            orders.reactive("x");
            orders.none();
            orders.toString();
            reactive.peek("x");
          }

          @NonBlocking
          void reported(Orders orders, CrudRepository<String> repository) {
            // BUG: Diagnostic contains: CrudRepository.find(String) blocks (database)
            orders.find("x");
            // BUG: Diagnostic contains: Orders.findByName(String) blocks (database)
            orders.findByName("x");
            // BUG: Diagnostic contains: CrudRepository.find(String) blocks (database)
            repository.find("x");
            // BUG: Diagnostic contains: ->  CrudRepository.find(String)
            orders.findTwice("x");
          }
        }
        """);
  }

  @Test
  void typesThatCarryAnAnnotationBlock() {
    compile(
        """
        class Test {
          interface Api {
            String get();
          }

          @data.Client
          interface Remote extends Api {
            String post();

            CompletionStage<String> later();

            default String both() {
              return "";
            }
          }

          @NonBlocking
          void onEvent(Api local, Remote remote) {
            local.get();
            remote.later();
            remote.both();
            // BUG: Diagnostic contains: Remote.post() blocks (network)
            remote.post();
            // BUG: Diagnostic contains: Api.get() blocks (network)
            remote.get();
          }
        }
        """);
  }

  @Test
  void methodsThatCarryAnAnnotationBlock() {
    compile(
        """
        class Test {
          interface Orders {
            String other();

            @data.Select
            String all();

            @data.Select
            CompletionStage<String> later();
          }

          @NonBlocking
          void onEvent(Orders orders) {
            orders.other();
            orders.later();
            // BUG: Diagnostic contains: Orders.all() blocks (database)
            orders.all();
          }
        }
        """);
  }

  /** The model knows the kind, the annotation only that it blocks. */
  @Test
  void modelNamesTheKindOfWhatAnAnnotationCallsBlocking() {
    compile(
        """
        class Test {
          interface Orders extends data.Repository<String> {
            @Blocking
            String all();
          }

          @NonBlocking
          void onEvent(Orders orders) {
            // BUG: Diagnostic contains: Orders.all() blocks (database)
            orders.all();
          }
        }
        """);
  }

  /** What a framework runs elsewhere does not block its caller. */
  @Test
  void methodsThatCarryAnAnnotationDoNotBlock() {
    compile(
        """
        class Test {
          @data.Async
          void later() throws Exception {
            Thread.sleep(1);
          }

          void now() throws Exception {
            Thread.sleep(1);
          }

          @NonBlocking
          void onEvent() throws Exception {
            later();
            // BUG: Diagnostic contains: now()  ->  Thread.sleep(long)
            now();
          }
        }
        """);
  }
}
