import dev.offload.annotations.Blocking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Wrong {
  private final Notes notes = new Notes();

  CompletableFuture<Integer> length(CompletableFuture<Path> note) {
    return note.thenApply(path -> notes.read(path).length()); // finding: BlockingIo
  }

  CompletableFuture<Void> clear(CompletableFuture<Path> note) {
    return note.thenAccept(path -> notes.write(path, "")); // finding: BlockingIo
  }

  /** Blocking methods for everybody: each caller has to remember. */
  static class Notes {
    @Blocking
    String read(Path note) {
      try {
        return Files.readString(note);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Blocking
    void write(Path note, String text) {
      try {
        Files.writeString(note, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
