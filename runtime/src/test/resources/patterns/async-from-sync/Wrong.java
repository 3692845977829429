import dev.offload.Offload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<Integer> total(CompletableFuture<List<String>> items) {
    return items.thenApply(
        list -> list.stream().mapToInt(Wrong::price).sum()); // finding: NestedJoin
  }

  /** For whoever has no use for a future. */
  static int price(String item) {
    return fetch(item).join();
  }

  private static CompletableFuture<Integer> fetch(String item) {
    return Offload.delay(Duration.ofMillis(5)).thenApply(none -> item.length());
  }
}
