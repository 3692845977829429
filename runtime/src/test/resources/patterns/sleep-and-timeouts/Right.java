import dev.offload.Offload;
import dev.offload.Sync;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

class Right {
  static CompletableFuture<String> withRetry(Supplier<CompletableFuture<String>> request) {
    return request
        .get()
        .exceptionallyCompose(
            failure -> Offload.delay(Duration.ofMillis(50)).thenCompose(none -> request.get()));
  }

  /** What takes too long is cancelled. */
  static CompletableFuture<String> inTime(CompletableFuture<String> answer) {
    return Offload.timeout(answer, Duration.ofMillis(50), () -> "backup");
  }

  public static void main(String[] args) throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Supplier<CompletableFuture<String>> request =
        () -> Offload.call(() -> "answer " + 1 / attempts.getAndIncrement());
    System.out.println(Sync.run(() -> withRetry(request))); // prints: answer 1

    CompletableFuture<String> never = new CompletableFuture<>();
    System.out.println(Sync.run(() -> inTime(never))); // prints: backup
    System.out.println(never.isCancelled()); // prints: true
  }
}
