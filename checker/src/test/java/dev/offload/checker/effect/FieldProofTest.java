package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** What a caller proves about fields reaches the methods of the same object, and back. */
final class FieldProofTest {
  private static final String HOLDER =
      """
      package lib;

      public class Holder {
        public static final CompletableFuture<String> SHARED = new CompletableFuture<>();

        public final CompletableFuture<String> own = new CompletableFuture<>();
        private final List<CompletableFuture<String>> all = List.of(own);
        public Holder next;

        public String ifDone() {
          return own.isDone() ? value() : "";
        }

        public String ifReady() {
          if (!isReady()) {
            return "";
          }
          return twice();
        }

        public String unlessDone() {
          return own.isDone() ? "" : value();
        }

        public String ofNext() {
          return own.isDone() ? next.value() : "";
        }

        public String ifNextIsDone() {
          return next.own.isDone() ? next.value() : "";
        }

        public String ifSharedIsDone() {
          return SHARED.isDone() ? shared() : "";
        }

        public String shared() {
          return SHARED.join();
        }

        public boolean isReady() {
          return own.isDone();
        }

        public void check() {
          if (!own.isDone()) {
            throw new IllegalStateException("not yet");
          }
        }

        public final String value() {
          return own.join();
        }

        private String twice() {
          return value() + value();
        }

        public static String of(Holder holder) {
          return holder.own.join();
        }

        public static String ifDone(Holder holder) {
          return holder.own.isDone() ? of(holder) : "";
        }

        public String inLambda() {
          return own.isDone() ? Optional.of("").map(x -> own.join()).get() : "";
        }
      }
      """;

  private static final String USES =
      """
      class Test {
        @NonBlocking
        void silent(lib.Holder holder) {
          holder.ifDone();
          holder.ifReady();
          holder.ifNextIsDone();
          holder.ifSharedIsDone();
          holder.inLambda();
          lib.Holder.ifDone(holder);
        }

        @NonBlocking
        void asked(lib.Holder holder, lib.Holder other) {
          if (holder.isReady()) {
            holder.value();
            lib.Holder.of(holder);
          }
          if (other.own.isDone()) {
            other.value();
            lib.Holder.of(other);
          }
        }

        @NonBlocking
        void checked(lib.Holder holder) {
          holder.check();
          holder.value();
        }

        @NonBlocking
        void reported(lib.Holder holder, lib.Holder other) {
          // BUG: Diagnostic contains: holder.unlessDone()  ->
          holder.unlessDone();
          // BUG: Diagnostic contains: holder.ofNext()  ->
          holder.ofNext();
          // BUG: Diagnostic contains: holder.shared()  ->
          holder.shared();
          if (holder.isReady()) {
            // BUG: Diagnostic contains: other.value()  ->  CompletableFuture.join()
            other.value();
            // BUG: Diagnostic contains: lib.Holder.of(other.next)  ->  CompletableFuture.join()
            lib.Holder.of(other.next);
          }
          // BUG: Diagnostic contains: holder.value()  ->  CompletableFuture.join()
          holder.value();
        }
      }
      """;

  @Test
  void proofInSource() {
    AllChecks.compile(HOLDER, USES);
  }

  @Test
  void proofInClassFile() {
    AllChecks.compile(Library.of(HOLDER).options(), USES);
  }

  @Test
  void stageOfFieldsCallsHelper() {
    AllChecks.compile(
        """
        class Test {
          private final CompletableFuture<String> first = new CompletableFuture<>();
          private final CompletableFuture<String> second = new CompletableFuture<>();
          private final List<CompletableFuture<String>> all = new ArrayList<>();

          void start(Test other) {
            CompletableFuture.allOf(first, second).thenRun(() -> both());
            CompletableFuture.allOf(first, second).thenRun(this::both);
            CompletableFuture.allOf(all.toArray(new CompletableFuture[0])).thenApply(x -> loop());
            CompletableFuture.allOf(all.toArray(new CompletableFuture[0])).thenApply(x -> stream());
            // BUG: Diagnostic contains: both()  ->  CompletableFuture.join()
            first.thenRun(() -> both());
            // BUG: Diagnostic contains: this::both  ->  CompletableFuture.join()
            first.thenRun(this::both);
            // BUG: Diagnostic contains: other.loop()  ->  CompletableFuture.join()
            CompletableFuture.allOf(all.toArray(new CompletableFuture[0])).thenApply(x -> other.loop());
          }

          private void both() {
            first.join();
            CompletableFuture<String> alias = second;
            alias.join();
          }

          private int loop() {
            int length = 0;
            for (CompletableFuture<String> each : all) {
              length += each.join().length();
            }
            return length;
          }

          private List<String> stream() {
            return all.stream().map(CompletableFuture::join).toList();
          }
        }
        """);
  }

  @Test
  void fieldThatGetsAnotherValueIsNotProven() {
    AllChecks.compile(
        """
        class Test {
          private CompletableFuture<String> own = new CompletableFuture<>();

          @NonBlocking
          void onEvent() {
            if (own.isDone()) {
              value();
              // BUG: Diagnostic contains: renewed()  ->  CompletableFuture.join()
              renewed();
            }
            if (own.isDone()) {
              // BUG: Diagnostic contains: renewedByHelper()  ->  CompletableFuture.join()
              renewedByHelper();
            }
            if (own.isDone()) {
              renew();
              // BUG: Diagnostic contains: value()  ->  CompletableFuture.join()
              value();
            }
          }

          private String value() {
            return own.join();
          }

          private String renewed() {
            own = new CompletableFuture<>();
            return own.join();
          }

          private String renewedByHelper() {
            renew();
            return own.join();
          }

          private void renew() {
            own = new CompletableFuture<>();
          }
        }
        """);
  }

  @Test
  void fieldThatAClassFileSetsIsNotProven() {
    Library library =
        Library.of(
            """
            package lib;

            public class Holder {
              private CompletableFuture<String> own = new CompletableFuture<>();

              public void ifDone() {
                if (own.isDone()) {
                  renewed();
                }
              }

              private String renewed() {
                own = new CompletableFuture<>();
                return own.join();
              }
            }
            """);
    AllChecks.compile(
        library.options(),
        """
        class Test {
          @NonBlocking
          void onEvent(lib.Holder holder) {
            // BUG: Diagnostic contains: CompletableFuture.join()
            holder.ifDone();
          }
        }
        """);
  }

  @Test
  void futureOfItsOwn() {
    AllChecks.compile(
        """
        class Test extends CompletableFuture<String> {
          @NonBlocking
          void onEvent(Test other) {
            if (isDone()) {
              value();
              this.value();
              // BUG: Diagnostic contains: other.value()  ->  CompletableFuture.join()
              other.value();
            }
            if (other.isDone()) {
              other.value();
              // BUG: Diagnostic contains: value()  ->  CompletableFuture.join()
              value();
            }
          }

          String value() {
            return join();
          }
        }
        """);
  }

  @Test
  void constructorsParameterIsNoParameterOfTheMethod() {
    AllChecks.compile(
        """
        class Test {
          private final CompletableFuture<String> own;

          Test(CompletableFuture<String> given) {
            own = given;
          }

          @NonBlocking
          void onEvent(CompletableFuture<String> done) {
            if (done.isDone()) {
              // BUG: Diagnostic contains: value(done)  ->  CompletableFuture.join()
              value(done);
            }
          }

          private String value(CompletableFuture<String> other) {
            return own.join();
          }
        }
        """);
  }

  @Test
  void elementsOfAnotherObjectsFieldAreNotProven() {
    AllChecks.compile(
        """
        class Test {
          private final List<CompletableFuture<String>> all = new ArrayList<>();

          void start(Test other) {
            CompletableFuture.allOf(all.toArray(new CompletableFuture[0]))
                .thenRun(
                    () -> {
                      for (CompletableFuture<String> each : other.all) {
                        // BUG: Diagnostic contains: CompletableFuture.join()
                        each.join();
                      }
                    });
          }
        }
        """);
  }
}
