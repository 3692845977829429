import dev.offload.AsyncChannel;
import dev.offload.Offload;
import dev.offload.Sync;
import dev.offload.annotations.NonBlocking;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

class Right {
  private final AsyncChannel<String> channel = AsyncChannel.bounded(10);

  /** The synchronous side waits while the channel is full. */
  void produce(List<String> lines) throws InterruptedException {
    for (String line : lines) {
      channel.sendBlocking(line);
    }
    channel.close();
  }

  /** The asynchronous side is called for each element. */
  @NonBlocking
  CompletableFuture<Queue<String>> consume() {
    Queue<String> result = new ConcurrentLinkedQueue<>();
    return channel
        .forEach(1, line -> CompletableFuture.completedFuture(result.add(line)))
        .thenApply(none -> result);
  }

  public static void main(String[] args) throws Exception {
    Right bridge = new Right();
    CompletableFuture<Void> producer = Offload.run(() -> bridge.produce(List.of("a", "b", "c")));
    System.out.println(Sync.run(bridge::consume)); // prints: [a, b, c]
    System.out.println(Sync.await(producer)); // prints: null
  }
}
