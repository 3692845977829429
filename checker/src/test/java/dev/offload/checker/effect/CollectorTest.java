package dev.offload.checker.effect;

import dev.offload.checker.testing.AllChecks;
import dev.offload.checker.testing.Library;
import org.junit.jupiter.api.Test;

/** The functions of a collector are given the elements of the stream that it collects. */
final class CollectorTest {
  private static final String COLLECTORS =
      """
      package lib;

      import java.util.stream.Collectors;

      public class Joined {
        public static Map<String, String> map(Map<String, CompletableFuture<String>> futures) {
          return futures.entrySet().stream()
              .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue().join()));
        }

        public static Set<String> mapping(List<CompletableFuture<String>> futures) {
          return futures.stream().collect(Collectors.mapping(f -> f.join(), Collectors.toSet()));
        }

        public static Set<String> reference(List<CompletableFuture<String>> futures) {
          return futures.stream()
              .collect(Collectors.mapping(CompletableFuture::join, Collectors.toSet()));
        }

        public static Map<String, List<CompletableFuture<String>>> grouping(
            List<CompletableFuture<String>> futures) {
          return futures.stream().collect(Collectors.groupingBy(f -> f.join()));
        }

        public static Map<Boolean, List<String>> downstream(List<CompletableFuture<String>> futures) {
          return futures.stream()
              .collect(
                  Collectors.partitioningBy(
                      f -> f.join().isEmpty(),
                      Collectors.mapping(f -> f.join(), Collectors.toList())));
        }

        public static int finished(List<CompletableFuture<String>> futures) {
          return futures.stream()
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.toList(), list -> list.get(0).join().length()));
        }

        public static int mappedBefore(List<CompletableFuture<String>> futures) {
          return futures.stream()
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.mapping(
                          f -> new CompletableFuture<String>(), Collectors.toList()),
                      list -> list.get(0).join().length()));
        }

        public static Set<String> mappedTwice(List<CompletableFuture<String>> futures) {
          return futures.stream()
              .collect(
                  Collectors.mapping(
                      f -> new CompletableFuture<String>(),
                      Collectors.mapping(f -> f.join(), Collectors.toSet())));
        }
      }
      """;

  private static final String USES =
      """
      class Test {
        void start(
            Map<String, CompletableFuture<String>> map,
            List<CompletableFuture<String>> futures,
            List<CompletableFuture<String>> others) {
          CompletableFuture.allOf(map.values().toArray(new CompletableFuture[0]))
              .thenApply(x -> lib.Joined.map(map));
          CompletableFuture<Void> all =
              CompletableFuture.allOf(futures.toArray(new CompletableFuture[0]));
          all.thenApply(x -> lib.Joined.mapping(futures));
          all.thenApply(x -> lib.Joined.reference(futures));
          all.thenApply(x -> lib.Joined.grouping(futures));
          all.thenApply(x -> lib.Joined.downstream(futures));
          all.thenApply(x -> lib.Joined.finished(futures));
          // BUG: Diagnostic contains: map(map)  ->
          all.thenApply(x -> lib.Joined.map(map));
          // BUG: Diagnostic contains: mapping(others)  ->
          all.thenApply(x -> lib.Joined.mapping(others));
          // BUG: Diagnostic contains: reference(others)  ->
          all.thenApply(x -> lib.Joined.reference(others));
          // BUG: Diagnostic contains: finished(others)  ->
          all.thenApply(x -> lib.Joined.finished(others));
          // BUG: Diagnostic contains: mappedBefore(futures)  ->
          all.thenApply(x -> lib.Joined.mappedBefore(futures));
          // BUG: Diagnostic contains: mappedTwice(futures)  ->
          all.thenApply(x -> lib.Joined.mappedTwice(futures));
        }
      }
      """;

  @Test
  void collectorInSource() {
    AllChecks.compile(COLLECTORS, USES);
  }

  @Test
  void collectorInClassFile() {
    AllChecks.compile(Library.of(COLLECTORS).options(), USES);
  }

  @Test
  void collectorInTheStage() {
    AllChecks.compile(
        """
        import java.util.stream.Collectors;

        class Test {
          CompletableFuture<Map<String, String>> all(Map<String, CompletableFuture<String>> map) {
            return CompletableFuture.allOf(map.values().toArray(new CompletableFuture[0]))
                .thenApply(
                    x ->
                        map.entrySet().stream()
                            .collect(
                                Collectors.toMap(Map.Entry::getKey, e -> e.getValue().join())));
          }

          CompletableFuture<Set<String>> one(
              List<CompletableFuture<String>> futures, CompletableFuture<String> first) {
            return first.thenApply(
                x ->
                    futures.stream()
                        // BUG: Diagnostic contains: CompletableFuture.join()
                        .collect(Collectors.mapping(f -> f.join(), Collectors.toSet())));
          }
        }
        """);
  }
}
