import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;

class Good {
  CompletableFuture<Void> download(CloseableHttpAsyncClient async, Executor workers) {
    return get(async, "http://example.org/latest")
        .thenCompose(latest -> get(async, latest.getBodyText()))
        .thenAcceptAsync(page -> write(page.getBodyText()), workers);
  }

  private static void write(String page) {
    try {
      Files.writeString(Path.of("page.html"), page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<SimpleHttpResponse> get(
      CloseableHttpAsyncClient async, String uri) {
    CompletableFuture<SimpleHttpResponse> response = new CompletableFuture<>();
    async.execute(
        SimpleHttpRequest.create("GET", uri),
        new FutureCallback<>() {
          @Override
          public void completed(SimpleHttpResponse result) {
            response.complete(result);
          }

          @Override
          public void failed(Exception e) {
            response.completeExceptionally(e);
          }

          @Override
          public void cancelled() {
            response.cancel(false);
          }
        });
    return response;
  }
}
