import java.util.concurrent.CompletableFuture;
import liquibase.command.CommandScope;
import liquibase.exception.CommandExecutionException;

class Bad {
  CompletableFuture<Void> upgrade(CompletableFuture<String> url) {
    return url.thenAccept(this::update); // finding: BlockingIo
  }

  private void update(String url) {
    try {
      new CommandScope("update").addArgumentValue("url", url).execute();
    } catch (CommandExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
