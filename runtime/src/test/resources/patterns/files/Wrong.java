import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Wrong {
  static CompletableFuture<Path> capitalize(CompletableFuture<Path> file) {
    return file.thenApply(
        path -> {
          try {
            String text = Files.readString(path); // finding: BlockingIo
            return Files.writeString(path, text.toUpperCase()); // finding: BlockingIo
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
