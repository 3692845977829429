import dev.offload.LoopThread;
import dev.offload.Offload;
import dev.offload.Sync;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<String> greeting(LoopThread loop) {
    return loop.submit(
        () -> {
          String name = Sync.await(name()); // finding: NestedJoin
          return CompletableFuture.completedFuture("Hello " + name);
        });
  }

  private static CompletableFuture<String> name() {
    return Offload.delay(Duration.ofSeconds(1)).thenApply(none -> "world");
  }

  public static void main(String[] args) throws Exception {
    try (LoopThread loop = LoopThread.start("greetings")) {
      greeting(loop)
          .exceptionally(failure -> Offload.unwrap(failure).getMessage())
          .thenAccept(System.out::println)
          .join();
    }
  }
}
