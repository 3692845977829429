import dev.offload.AsyncFiles;
import dev.offload.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Right {
  static CompletableFuture<Path> capitalize(CompletableFuture<Path> file) {
    return file.thenCompose(
        path ->
            AsyncFiles.readString(path)
                .thenCompose(text -> AsyncFiles.writeString(path, text.toUpperCase())));
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.writeString(Files.createTempFile("text", ".txt"), "quiet");
    Path written = Sync.run(() -> capitalize(CompletableFuture.completedFuture(file)));
    System.out.println(Files.readString(written)); // prints: QUIET
  }
}
