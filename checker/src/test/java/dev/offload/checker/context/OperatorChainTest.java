package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN.md, section 5, rule 5: schedulers before or after in the chain decide. */
final class OperatorChainTest {
  private static final String EMITS = "// BUG: Diagnostic contains: runs on whichever thread emits";
  private static final String SUBSCRIBES =
      "// BUG: Diagnostic contains: runs on whichever thread subscribes";
  private static final String LOOP = "// BUG: Diagnostic contains: runs on a Reactor event loop";

  private void check(String members) {
    checkMembers(
        getClass(),
        members.replace("EMITS", EMITS).replace("SUBSCRIBES", SUBSCRIBES).replace("LOOP", LOOP),
        "java.time.Duration",
        "reactor.core.publisher.*",
        "reactor.core.scheduler.Scheduler",
        "reactor.core.scheduler.Schedulers");
  }

  @Test
  void operatorThatNothingSchedules() {
    check(
        """
        Mono<String> method(Mono<String> mono) {
          EMITS
          return mono.map(x -> napped(x));
        }
        """);
  }

  @Test
  void sourceThatNothingSchedules() {
    check(
        """
        Mono<String> unknown() {
          return Mono.fromCallable(() -> napped("text"));
        }

        @Blocking
        Mono<String> mayBlock() {
          return Mono.fromCallable(() -> napped("text"));
        }

        @NonBlocking
        Mono<String> method() {
          SUBSCRIBES
          return Mono.fromCallable(() -> napped("text"));
        }
        """);
  }

  @Test
  void subscribeOnAfterTheSource() {
    check(
        """
        @NonBlocking
        Mono<String> worker() {
          return Mono.fromCallable(() -> napped("text")).subscribeOn(Schedulers.boundedElastic());
        }

        Mono<String> eventLoop() {
          LOOP
          return Mono.fromCallable(() -> napped("text")).subscribeOn(Schedulers.parallel());
        }
        """);
  }

  @Test
  void subscribeOnAfterOperators() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux.map(x -> napped(x))
              .filter(x -> napped(true))
              .subscribeOn(Schedulers.boundedElastic());
        }

        Flux<String> eventLoop(Flux<String> flux) {
          LOOP
          return flux.map(x -> napped(x))
              .filter(x -> true)
              .subscribeOn(Schedulers.single());
        }
        """);
  }

  @Test
  void subscribeOnBeforeOperators() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux.subscribeOn(Schedulers.boundedElastic()).map(x -> napped(x));
        }

        Flux<String> eventLoop(Flux<String> flux) {
          LOOP
          return flux.subscribeOn(Schedulers.parallel()).map(x -> napped(x));
        }
        """);
  }

  @Test
  void subscribeOnNearestToTheSourceWins() {
    check(
        """
        Flux<String> worker() {
          return Flux.just("text")
              .subscribeOn(Schedulers.boundedElastic())
              .map(x -> napped(x))
              .subscribeOn(Schedulers.parallel());
        }

        Flux<String> eventLoop() {
          return Flux.just("text")
              .subscribeOn(Schedulers.parallel())
              LOOP
              .map(x -> napped(x))
              .subscribeOn(Schedulers.boundedElastic());
        }
        """);
  }

  @Test
  void publishOnHoldsForWhatFollows() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux
              EMITS
              .map(x -> napped(x))
              .publishOn(Schedulers.boundedElastic())
              .map(x -> napped(x))
              .filter(x -> napped(true));
        }

        Flux<String> eventLoop(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.parallel())
              .filter(x -> true)
              LOOP
              .map(x -> napped(x));
        }
        """);
  }

  @Test
  void nearestPublishOnWins() {
    check(
        """
        Flux<String> method(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.boundedElastic())
              .map(x -> napped(x))
              .publishOn(Schedulers.parallel())
              LOOP
              .map(x -> napped(x))
              .publishOn(Schedulers.boundedElastic())
              .map(x -> napped(x));
        }
        """);
  }

  @Test
  void publishOnBeatsSubscribeOn() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux
              .subscribeOn(Schedulers.parallel())
              .publishOn(Schedulers.boundedElastic())
              .map(x -> napped(x))
              .subscribeOn(Schedulers.parallel());
        }

        Flux<String> eventLoop(Flux<String> flux) {
          return flux
              .subscribeOn(Schedulers.boundedElastic())
              .publishOn(Schedulers.parallel())
              LOOP
              .map(x -> napped(x))
              .subscribeOn(Schedulers.boundedElastic());
        }
        """);
  }

  @Test
  void publishOnAfterTheOperatorDoesNotMoveIt() {
    check(
        """
        Flux<String> method(Flux<String> flux) {
          EMITS
          return flux.map(x -> napped(x))
              .publishOn(Schedulers.boundedElastic());
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mono.delay(Duration.ofSeconds(1))",
        "Flux.interval(Duration.ofSeconds(1))",
        "Flux.just(1).delayElements(Duration.ofSeconds(1))"
      })
  void timersMoveToTheParallelScheduler(String timer) {
    check(
        """
        Object method() {
          LOOP
          return TIMER.map(x -> napped(x))
              .subscribeOn(Schedulers.boundedElastic());
        }
        """
            .replace("TIMER", timer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mono.delay(Duration.ofSeconds(1), Schedulers.boundedElastic())",
        "Flux.interval(Duration.ofSeconds(1), Schedulers.boundedElastic())",
        "Flux.just(1).delayElements(Duration.ofSeconds(1), Schedulers.boundedElastic())"
      })
  void timersOnAGivenScheduler(String timer) {
    check(
        """
        Object worker() {
          return TIMER.map(x -> napped(x));
        }

        Object eventLoop() {
          LOOP
          return PARALLEL.map(x -> napped(x));
        }
        """
            .replace("TIMER", timer)
            .replace("PARALLEL", timer.replace("boundedElastic", "parallel")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "map(x -> napped(x))",
        "flatMap(x -> napped(Mono.just(x)))",
        "doOnNext(x -> nap())",
        "doFinally(x -> nap())",
        "handle((x, sink) -> nap())",
        "subscribe(x -> nap())",
        "map(Nap::napped)"
      })
  void operatorsOfEverySort(String operator) {
    check(
        """
        void worker(Flux<String> flux) {
          flux.publishOn(Schedulers.boundedElastic()).OPERATOR;
        }

        void eventLoop(Flux<String> flux) {
          LOOP
          flux.publishOn(Schedulers.parallel()).OPERATOR;
        }

        void unscheduled(Flux<String> flux) {
          EMITS
          flux.OPERATOR;
        }
        """
            .replace("OPERATOR", operator));
  }

  @Test
  void parallelFlux() {
    check(
        """
        ParallelFlux<String> worker(Flux<String> flux) {
          return flux.parallel().runOn(Schedulers.boundedElastic()).map(x -> napped(x));
        }

        ParallelFlux<String> eventLoop(Flux<String> flux) {
          LOOP
          return flux.parallel().runOn(Schedulers.parallel()).map(x -> napped(x));
        }
        """);
  }

  @Test
  void unknownScheduler() {
    check(
        """
        Flux<String> silent(Flux<String> flux, Scheduler scheduler) {
          return flux.publishOn(scheduler).map(x -> napped(x));
        }

        Mono<String> silent(Scheduler scheduler) {
          return Mono.fromCallable(() -> napped("text")).subscribeOn(scheduler);
        }

        Flux<String> immediate(Flux<String> flux) {
          EMITS
          return flux.publishOn(Schedulers.immediate()).map(x -> napped(x));
        }
        """);
  }

  @Test
  void schedulerInFinalFieldOrLocal() {
    check(
        """
        private static final Scheduler WORKERS = Schedulers.newBoundedElastic(2, 10, "workers");
        private final Scheduler loop = Schedulers.newParallel("loop");

        Flux<String> worker(Flux<String> flux, ExecutorService pool) {
          Scheduler local = Schedulers.fromExecutor(Executors.newCachedThreadPool());
          return flux.publishOn(WORKERS)
              .map(x -> napped(x))
              .publishOn(local)
              .map(x -> napped(x));
        }

        Flux<String> eventLoop(Flux<String> flux) {
          LOOP
          return flux.publishOn(loop).map(x -> napped(x));
        }
        """);
  }

  @Test
  void chainThroughFinalLocal() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          Flux<String> scheduled = flux.publishOn(Schedulers.boundedElastic());
          return scheduled.map(x -> napped(x));
        }

        Flux<String> eventLoop(Flux<String> flux) {
          Flux<String> scheduled = flux.publishOn(Schedulers.parallel());
          LOOP
          return scheduled.map(x -> napped(x));
        }
        """);
  }

  @Test
  void argumentsOfAssemblyRunNow() {
    check(
        """
        Mono<String> unknown() {
          return Mono.just(napped("text")).subscribeOn(Schedulers.parallel());
        }

        @NonBlocking
        Mono<String> method() {
          // BUG: Diagnostic contains: this method is marked @NonBlocking
          return Mono.just(napped("text")).subscribeOn(Schedulers.boundedElastic());
        }
        """);
  }

  @Test
  void argumentsOfAssemblyInsideAnOperator() {
    check(
        """
        Flux<String> method(Flux<String> flux) {
          return flux.flatMap(
              EMITS
              x -> Mono.just(napped(x)).subscribeOn(Schedulers.boundedElastic()));
        }

        Flux<String> onWorker(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.boundedElastic())
              .flatMap(x -> Mono.just(napped(x)).subscribeOn(Schedulers.parallel()));
        }
        """);
  }

  @Test
  void innerChainHasItsOwnSchedulers() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.parallel())
              .flatMap(
                  x -> Mono.fromCallable(() -> napped(x)).subscribeOn(Schedulers.boundedElastic()));
        }

        Flux<String> eventLoop(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.boundedElastic())
              .flatMap(
                  LOOP
                  x -> Mono.fromCallable(() -> napped(x)).subscribeOn(Schedulers.parallel()));
        }
        """);
  }

  @Test
  void innerSourceRunsWhereItsOperatorDoes() {
    check(
        """
        Flux<String> worker(Flux<String> flux) {
          return flux
              .publishOn(Schedulers.boundedElastic())
              .flatMap(x -> Mono.fromCallable(() -> napped(x)));
        }

        Flux<String> unscheduled(Flux<String> flux) {
          SUBSCRIBES
          return flux.flatMap(x -> Mono.fromCallable(() -> napped(x)));
        }
        """);
  }

  @Test
  void tasksOfSchedulers() {
    check(
        """
        void method(Scheduler any) {
          any.schedule(() -> nap());
          Schedulers.boundedElastic().schedule(() -> nap());
          LOOP
          Schedulers.parallel().schedule(() -> nap());
        }
        """);
  }

  @Test
  void annotationOfParameterBeatsTheChain() {
    check(
        """
        abstract static class Custom<T> extends Mono<T> {
          abstract Mono<T> onWorker(@Blocking Function<T, T> function);

          abstract Mono<T> onLoop(@NonBlocking Function<T, T> function);
        }

        void method(Custom<String> mono) {
          mono.onWorker(x -> napped(x)).publishOn(Schedulers.parallel());
          // BUG: Diagnostic contains: parameter function is marked @NonBlocking
          mono.onLoop(x -> napped(x)).subscribeOn(Schedulers.boundedElastic());
        }
        """);
  }

  @Test
  void sourceThatEmitsWhereItIsSubscribed() {
    checkMembers(
        getClass(),
        """
        List<String> awaitedHere(List<String> list) {
          return Flux.fromIterable(list).map(x -> napped(x)).collectList().block();
        }

        Flux<String> subscribedByWorker(Flux<String> flux) {
          return flux.publishOn(Schedulers.boundedElastic())
              .flatMap(x -> Mono.just(x).map(y -> napped(y)));
        }

        List<String> awaitedButEmittedElsewhere(Flux<String> flux) {
          // BUG: Diagnostic contains: runs on whichever thread emits
          return flux.map(x -> napped(x)).collectList().block();
        }

        Mono<String> subscribedBySomebody(String value) {
          // BUG: Diagnostic contains: runs on whichever thread emits
          return Mono.just(value).map(x -> napped(x));
        }

        List<String> movedBeforeItIsAwaited(List<String> list) {
          return Flux.fromIterable(list)
              .publishOn(Schedulers.parallel())
              // BUG: Diagnostic contains: runs on a Reactor event loop
              .map(x -> napped(x))
              .collectList()
              .block();
        }
        """,
        "reactor.core.publisher.Flux",
        "reactor.core.publisher.Mono",
        "reactor.core.scheduler.Schedulers");
  }

  @Test
  void chainThatLocalsHold() {
    checkMembers(
        getClass(),
        """
        Mono<String> subscribedLater(Mono<String> mono) {
          Mono<String> mapped = mono.map(x -> napped(x));
          Mono<String> named = mapped.name("mapped");
          return named.subscribeOn(Schedulers.boundedElastic());
        }

        Mono<String> subscribedWhereverItIsUsed(Mono<String> mono, boolean twice) {
          Mono<String> mapped = mono.map(x -> napped(x));
          return twice
              ? mapped.repeat(2).last().subscribeOn(Schedulers.boundedElastic())
              : mapped.subscribeOn(Schedulers.boundedElastic());
        }

        Mono<String> notWhereverItIsUsed(Mono<String> mono, boolean moved) {
          // BUG: Diagnostic contains: runs on whichever thread emits
          Mono<String> mapped = mono.map(x -> napped(x));
          return moved ? mapped.subscribeOn(Schedulers.boundedElastic()) : mapped;
        }

        Mono<String> reassigned(Mono<String> mono) {
          // BUG: Diagnostic contains: runs on whichever thread emits
          Mono<String> mapped = mono.map(x -> napped(x));
          mapped = mono;
          return mapped.subscribeOn(Schedulers.boundedElastic());
        }
        """,
        "reactor.core.publisher.Mono",
        "reactor.core.scheduler.Schedulers");
  }

  /** Whoever gets a source may subscribe to it anywhere. */
  @Test
  void sourceThatIsHandedOver() {
    checkMembers(
        getClass(),
        """
        static <T> Mono<T> onWorker(Mono<T> work) {
          return work.subscribeOn(Schedulers.boundedElastic());
        }

        Mono<String> method(Mono<String> mono) {
          mono.flatMap(x -> onWorker(Mono.fromCallable(() -> napped(x))));
          // BUG: Diagnostic contains: runs on whichever thread subscribes
          mono.flatMap(x -> Mono.empty().then(Mono.fromCallable(() -> napped(x))));
          // BUG: Diagnostic contains: runs on whichever thread subscribes
          return mono.flatMap(x -> Mono.fromCallable(() -> napped(x)));
        }
        """,
        "reactor.core.publisher.Mono",
        "reactor.core.scheduler.Schedulers");
  }
}
