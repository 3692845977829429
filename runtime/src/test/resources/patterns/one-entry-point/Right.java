import dev.offload.AsyncFiles;
import dev.offload.Sync;
import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Right {
  private final Notes notes = new Notes();

  CompletableFuture<Integer> length(CompletableFuture<Path> note) {
    return note.thenCompose(notes::read).thenApply(String::length);
  }

  CompletableFuture<Void> clear(CompletableFuture<Path> note) {
    return note.thenCompose(path -> notes.write(path, ""));
  }

  /** The way out to blocking code: nobody else knows that files block. */
  @NonBlocking
  static class Notes {
    CompletableFuture<String> read(Path note) {
      return AsyncFiles.readString(note);
    }

    CompletableFuture<Void> write(Path note, String text) {
      return AsyncFiles.writeString(note, text).thenApply(path -> null);
    }
  }

  /** The way in from synchronous code: nobody else waits. */
  @Blocking
  public static void main(String[] args) throws Exception {
    Path file = Files.writeString(Files.createTempFile("note", ".txt"), "milk");
    System.out.println(Sync.run(() -> program(file))); // prints: 4, then 0
  }

  private static CompletableFuture<String> program(Path file) {
    Right app = new Right();
    CompletableFuture<Path> note = CompletableFuture.completedFuture(file);
    return app.length(note)
        .thenCompose(
            before ->
                app.clear(note)
                    .thenCompose(none -> app.length(note))
                    .thenApply(after -> before + ", then " + after));
  }
}
