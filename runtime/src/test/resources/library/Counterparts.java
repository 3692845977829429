import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import javax.sql.DataSource;

/** Where the JDK blocks and the library has the same without. */
class Counterparts {
  private final CompletableFuture<Path> file = new CompletableFuture<>();

  void files() {
    file.thenAccept(
        path -> {
          try {
            Files.copy(path, path); // finding: BlockingIo, instead AsyncFiles.copy
            Files.createDirectories( // finding: BlockingIo, instead AsyncFiles.createDirectories
                path);
            Files.delete(path); // finding: BlockingIo, instead AsyncFiles.delete
            Files.exists(path); // finding: BlockingIo, instead AsyncFiles.exists
            Files.lines(path); // finding: BlockingIo, instead AsyncFiles.lines
            Files.list(path); // finding: BlockingIo, instead AsyncFiles.list
            Files.move(path, path); // finding: BlockingIo, instead AsyncFiles.move
            Files.readAllBytes(path); // finding: BlockingIo, instead AsyncFiles.readAllBytes
            Files.readAllLines(path); // finding: BlockingIo, instead AsyncFiles.readAllLines
            Files.readString(path); // finding: BlockingIo, instead AsyncFiles.readString
            Files.size(path); // finding: BlockingIo, instead AsyncFiles.size
            Files.write(path, new byte[0]); // finding: BlockingIo, instead AsyncFiles.write
            Files.writeString(path, ""); // finding: BlockingIo, instead AsyncFiles.writeString
            Files.newInputStream(path); // finding: BlockingIo
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  void database(DataSource source) {
    file.thenAccept(
        path -> {
          try {
            source.getConnection(); // finding: BlockingIo, instead AsyncDatabase.call
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  void waits(BlockingQueue<Path> queue, Semaphore semaphore, Lock lock) {
    file.thenAccept(
        path -> {
          try {
            Thread.sleep(100); // finding: BlockingSleep, instead Offload.delay
            TimeUnit.SECONDS.sleep(1); // finding: BlockingSleep, instead Offload.delay
            queue.put(path); // finding: BlockingWait, instead AsyncChannel.send
            queue.take(); // finding: BlockingWait, instead AsyncChannel.receive
            semaphore.acquire(); // finding: BlockingWait, instead AsyncSemaphore.with
            lock.lock(); // finding: BlockingLock, instead AsyncLock.with
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
