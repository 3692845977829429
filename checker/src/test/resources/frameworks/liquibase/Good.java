import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import liquibase.command.CommandScope;
import liquibase.exception.CommandExecutionException;

class Good {
  private final Executor database = Executors.newFixedThreadPool(4);

  CompletableFuture<Void> upgrade(CompletableFuture<String> url) {
    return url.thenAcceptAsync(this::update, database);
  }

  private void update(String url) {
    try {
      new CommandScope("update").addArgumentValue("url", url).execute();
    } catch (CommandExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
