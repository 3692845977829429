import dev.offload.AsyncChannel;
import dev.offload.AsyncDatabase;
import dev.offload.AsyncFiles;
import dev.offload.AsyncLock;
import dev.offload.AsyncSemaphore;
import dev.offload.LoopThread;
import dev.offload.Offload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Functions that are given to the library, outside of any context. */
class Bodies {
  private final CompletableFuture<String> stage = new CompletableFuture<>();

  void mustNotBlock(AsyncLock lock, AsyncSemaphore semaphore, AsyncChannel<String> channel) {
    lock.with(() -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    lock.with("key", () -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    semaphore.with(() -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    channel.forEach(1, element -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    Offload.timeout(
        stage,
        Duration.ofSeconds(1),
        () -> nap("late")); // finding: BlockingSleep, instead Offload.delay
    Offload.call(() -> 1).thenApply(Bodies::nap); // finding: BlockingSleep, instead Offload.delay
    AsyncFiles.size(Path.of("text"))
        .thenApply(Bodies::nap); // finding: BlockingSleep, instead Offload.delay
  }

  /** Not on the common pool. */
  void onDefaultExecutors(
      AsyncLock lock,
      AsyncSemaphore semaphore,
      AsyncChannel<String> channel,
      AsyncDatabase database,
      LoopThread loop) {
    Offload.call(() -> 1).thenApplyAsync(Bodies::nap);
    Offload.executor().call(() -> 1).thenApplyAsync(Bodies::nap);
    AsyncFiles.size(Path.of("text")).thenApplyAsync(Bodies::nap);
    lock.with(() -> stage).thenApplyAsync(Bodies::nap);
    semaphore.with(() -> stage).thenApply(text -> text).thenApplyAsync(Bodies::nap);
    channel.receive().thenApplyAsync(Bodies::nap);
    database.update("delete from person").thenApplyAsync(Bodies::nap);
    loop.submit(() -> stage).thenApplyAsync(Bodies::nap);
    stage.thenApplyAsync(Bodies::nap); // finding: BlockingInCommonPool, instead Offload.delay
  }

  void onTheLoop(LoopThread loop) throws Exception {
    loop.call(() -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    loop.submit(() -> nap(stage)); // finding: BlockingSleep, instead Offload.delay
    loop.schedule(
        Duration.ofSeconds(1), () -> nap(1)); // finding: BlockingSleep, instead Offload.delay
    loop.execute(() -> nap(1)); // finding: BlockingSleep, instead Offload.delay
  }

  void mayBlock(AsyncDatabase database) {
    stage.thenAccept(
        text -> {
          AsyncFiles.call(() -> Files.walk(Path.of(text)));
          database.query("select name from person", row -> row.getString(1));
          database.call(
              session -> session.connection().getMetaData().getTables(null, null, text, null));
          database.transaction(session -> session.update("delete from person"));
        });
  }

  private static <T> T nap(T value) {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return value;
  }
}
