package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import org.junit.jupiter.api.Test;

/** What the context rules get wrong, and why that is accepted. */
final class KnownLimitsTest {
  /** Only what comes later in the same expression counts; the variable may have other uses. */
  @Test
  void subscribeOnInALaterStatementIsNotSeen() {
    checkMembers(
        getClass(),
        """
        Mono<String> method(Mono<String> mono) {
          // BUG: Diagnostic contains: runs on whichever thread emits
          Mono<String> mapped = mono.map(x -> napped(x));
          return mapped.subscribeOn(Schedulers.boundedElastic());
        }
        """,
        "reactor.core.publisher.Mono",
        "reactor.core.scheduler.Schedulers");
  }

  /** A function is followed through variables, not through the results of methods. */
  @Test
  void functionThatAMethodReturnsIsNotFollowed() {
    checkMembers(
        getClass(),
        """
        private static Consumer<String> action() {
          return x -> nap();
        }

        void method(CompletableFuture<String> future) {
          future.thenAccept(action());
        }
        """);
  }

  /** A parameter that is copied before it is invoked counts as stored. */
  @Test
  void copiedParameterIsNotInline() {
    checkMembers(
        getClass(),
        """
        static void inline(Runnable task) {
          Runnable copy = task;
          copy.run();
        }

        @NonBlocking
        void method() {
          inline(() -> nap());
        }
        """);
  }

  /** Guards are APIs that models name; a method that wraps one is not looked into. */
  @Test
  void wrappedGuardIsNoGuard() {
    checkMembers(
        getClass(),
        """
        private static boolean onLoop(EventLoop loop) {
          return loop.inEventLoop();
        }

        @NonBlocking
        void method(EventLoop loop) {
          if (!onLoop(loop)) {
            // BUG: Diagnostic contains: this method is marked @NonBlocking
            nap();
          }
        }
        """,
        "io.netty.channel.EventLoop");
  }
}
