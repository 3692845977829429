import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

class Wrong {
  static CompletableFuture<String> withRetry(Supplier<CompletableFuture<String>> request) {
    return request
        .get()
        .exceptionallyCompose(
            failure -> {
              pause(); // finding: BlockingSleep
              return request.get();
            });
  }

  static CompletableFuture<String> inTime(CompletableFuture<String> answer) {
    return answer.handle(
        (text, failure) -> failure == null ? text : backup()); // finding: NestedJoin
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String backup() {
    try {
      return CompletableFuture.supplyAsync(() -> "backup").get(1, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
