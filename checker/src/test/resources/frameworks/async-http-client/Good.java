import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Response;

class Good {
  CompletableFuture<Path> download(AsyncHttpClient client, Path target, Executor workers) {
    return get(client, "http://example.org/latest")
        .thenCompose(latest -> get(client, latest.getResponseBody()))
        .thenApplyAsync(data -> write(target, data), workers);
  }

  private static CompletableFuture<Response> get(AsyncHttpClient client, String url) {
    return client.prepareGet(url).execute().toCompletableFuture();
  }

  private static Path write(Path target, Response data) {
    try {
      return Files.write(target, data.getResponseBodyAsBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
