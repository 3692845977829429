import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;

class Good {
  CompletableFuture<String> follow(HttpClient client) {
    return get(client, "http://example.org/latest")
        .thenCompose(latest -> get(client, latest.getContentAsString()))
        .thenApply(ContentResponse::getContentAsString);
  }

  private static CompletableFuture<ContentResponse> get(HttpClient client, String uri) {
    return new CompletableResponseListener(client.newRequest(uri)).send();
  }

  CompletableFuture<Boolean> same(HttpClient client, CompletableFuture<String> expected) {
    return follow(client).thenCombine(expected, String::equals);
  }
}
