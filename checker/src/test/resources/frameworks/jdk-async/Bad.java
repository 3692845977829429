import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Bad {
  private final HttpClient client = HttpClient.newHttpClient();

  CompletableFuture<String> both(HttpRequest first, HttpRequest second) {
    return get(first).thenApply(text -> text + get(second).join()); // finding: NestedJoin
  }

  CompletableFuture<Path> save(HttpRequest page, Path file) {
    return get(page).thenApply(text -> write(file, text)); // finding: BlockingIo
  }

  private CompletableFuture<String> get(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString()).thenApply(got -> got.body());
  }

  private Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
