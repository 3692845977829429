import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.flywaydb.core.Flyway;

class Good {
  private final Executor database = Executors.newFixedThreadPool(4);

  CompletableFuture<Integer> upgrade(CompletableFuture<Flyway> configured) {
    return configured.thenApplyAsync(flyway -> flyway.migrate().migrationsExecuted, database);
  }

  CompletableFuture<Void> check(CompletableFuture<Flyway> configured) {
    return configured.thenAcceptAsync(Flyway::validate, database);
  }
}
