import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class Good {
  private final HttpClient client = HttpClient.newHttpClient();

  CompletableFuture<String> both(HttpRequest first, HttpRequest second) {
    return get(first).thenCombine(get(second), String::concat);
  }

  CompletableFuture<Path> save(HttpRequest page, Path file) {
    return client.sendAsync(page, BodyHandlers.ofFile(file)).thenApply(got -> got.body());
  }

  private CompletableFuture<String> get(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString()).thenApply(got -> got.body());
  }
}
