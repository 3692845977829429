import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

class Wrong {
  private final HttpClient client = HttpClient.newHttpClient();

  CompletableFuture<String> fetch(CompletableFuture<URI> address) {
    return address.thenApply(
        uri -> {
          try {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            return client.send(request, BodyHandlers.ofString()).body(); // finding: BlockingIo
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
