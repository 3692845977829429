import dev.offload.AsyncChannel;
import dev.offload.AsyncDatabase;
import dev.offload.AsyncFiles;
import dev.offload.AsyncLock;
import dev.offload.AsyncSemaphore;
import dev.offload.FailurePolicy;
import dev.offload.LoopThread;
import dev.offload.Offload;
import dev.offload.Offloader;
import dev.offload.Sync;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** In callbacks, which must not block. */
class Waits {
  CompletableFuture<String> first = new CompletableFuture<>();
  CompletableFuture<String> second = new CompletableFuture<>();

  void stages() {
    first.thenAccept(
        text -> {
          try {
            Sync.await(second); // finding: NestedJoin, instead CompletionStage.thenCompose
            Sync.await( // finding: NestedJoin, instead Offload.timeout
                second, Duration.ofSeconds(1));
            Sync.run(() -> second); // finding: NestedJoin, instead CompletionStage.thenCompose
            Sync.run( // finding: NestedJoin, instead CompletionStage.thenCompose
                () -> second,
                Duration.ofSeconds(1));
            Sync.await(second, Duration.ZERO);
            Sync.await(first);
            Sync.now(second);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  void groups() {
    Offload.all(List.of(first, second), FailurePolicy.CANCEL_SIBLINGS)
        .thenApply(all -> first.join() + second.join());
    Offload.any(List.of(first, second)).thenApply(any -> second.join()); // finding: NestedJoin
  }

  void queues(AsyncChannel<String> channel, AsyncLock lock, AsyncSemaphore semaphore) {
    first.thenAccept(
        text -> {
          try {
            channel.sendBlocking(text); // finding: BlockingWait, instead AsyncChannel.send
            channel.receiveBlocking(); // finding: BlockingWait, instead AsyncChannel.receive
            lock.acquireBlocking(); // finding: BlockingLock, instead AsyncLock.with
            semaphore.acquireBlocking(); // finding: BlockingWait, instead AsyncSemaphore.with
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          channel.send(text);
          channel.trySend(text);
          channel.receive();
          channel.fail(new IllegalStateException());
          channel.close();
          lock.acquire().thenAccept(AsyncLock.Held::close);
          lock.tryAcquire();
          semaphore.acquire(Duration.ofSeconds(1)).thenAccept(AsyncSemaphore.Permit::close);
        });
  }

  void threads(LoopThread loop, Offloader offloader, AsyncDatabase database, Path file) {
    first.thenAccept(
        text -> {
          try {
            loop.call(() -> second); // finding: NestedJoin, instead LoopThread.submit
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          loop.close(); // finding: BlockingWait, instead LoopThread.shutdown
          offloader.close(); // finding: BlockingWait, instead Offloader.shutdown
          loop.submit(() -> second);
          loop.shutdown(Duration.ZERO, true);
          LoopThread.start("loop");
          offloader.shutdown(Duration.ofSeconds(1));
          Offloader.builder("other").maxConcurrency(2).build().limited("one", 1).stats();
          Offload.delay(Duration.ofSeconds(1))
              .thenCompose(none -> Offload.timeout(second, Duration.ofSeconds(1)));
          AsyncFiles.readString(file);
          AsyncFiles.with(offloader).lines(file);
          database.update("delete from person");
          database.shutdown(Duration.ZERO);
          database.close(); // finding: BlockingWait, instead AsyncDatabase.shutdown
        });
  }

  void session(AsyncDatabase.Session session, PreparedStatement statement) {
    first.thenAccept(
        text -> {
          try {
            session.query("select name from person", row -> text); // finding: BlockingIo
            session.update("delete from person"); // finding: BlockingIo
            session.run(statement, PreparedStatement::execute); // finding: BlockingIo
            session.connection();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
