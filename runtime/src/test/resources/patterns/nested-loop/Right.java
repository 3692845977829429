import dev.offload.LoopThread;
import dev.offload.Offload;
import dev.offload.Sync;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class Right {
  static CompletableFuture<String> greeting(LoopThread loop) {
    return loop.submit(() -> name().thenApply(name -> "Hello " + name));
  }

  private static CompletableFuture<String> name() {
    return Offload.delay(Duration.ofSeconds(1)).thenApply(none -> "world");
  }

  public static void main(String[] args) throws Exception {
    try (LoopThread loop = LoopThread.start("greetings")) {
      System.out.println(Sync.run(() -> greeting(loop))); // prints: Hello world
    }
  }
}
