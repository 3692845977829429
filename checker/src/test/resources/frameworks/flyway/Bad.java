import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;

class Bad {
  CompletableFuture<Integer> upgrade(CompletableFuture<Flyway> configured) {
    return configured.thenApply(
        flyway -> flyway.migrate().migrationsExecuted); // finding: BlockingIo
  }

  CompletableFuture<Void> check(CompletableFuture<Flyway> configured) {
    return configured.thenAccept(Flyway::validate); // finding: BlockingIo
  }
}
