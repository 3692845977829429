package dev.offload.checker.context;

import static dev.offload.checker.testing.Naps.checkMembers;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** What the context rules get wrong, and why that is accepted. */
final class KnownLimitsTest {
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

  /**
   * Whether the compiler has read an annotation of a library depends on the rest of the program.
   */
  @Test
  void annotationThatALibraryComposesForItselfIsNotFollowed() {
    Library library =
        Library.of(
            """
            package lib;

            @Blocking
            public @interface Slow {}
            """,
            """
            package lib;

            public class Api {
              @Slow
              public static void call() {}
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @lib.Slow
          void slow() {}

          @NonBlocking
          void method() {
            lib.Api.call();
            // BUG: Diagnostic contains: Test.slow() blocks
            slow();
          }
        }
        """);
  }
}
