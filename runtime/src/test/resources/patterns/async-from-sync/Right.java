import dev.offload.FailurePolicy;
import dev.offload.Offload;
import dev.offload.Sync;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Right {
  static CompletableFuture<Integer> total(CompletableFuture<List<String>> items) {
    return items
        .thenApply(list -> list.stream().map(Right::fetch).toList())
        .thenCompose(prices -> Offload.all(prices, FailurePolicy.CANCEL_SIBLINGS))
        .thenApply(prices -> prices.stream().mapToInt(Integer::intValue).sum());
  }

  private static CompletableFuture<Integer> fetch(String item) {
    return Offload.delay(Duration.ofMillis(5)).thenApply(none -> item.length());
  }

  /** Nobody waits but here, on a thread that may. */
  public static void main(String[] args) throws Exception {
    CompletableFuture<List<String>> items =
        CompletableFuture.completedFuture(List.of("tea", "coffee"));
    System.out.println(Sync.run(() -> total(items), Duration.ofSeconds(10))); // prints: 9
  }
}
