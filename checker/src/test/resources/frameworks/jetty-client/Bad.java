import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;

class Bad {
  CompletableFuture<String> follow(HttpClient client) {
    return new CompletableResponseListener(client.newRequest("http://example.org/latest"))
        .send()
        .thenApply(latest -> get(client, latest.getContentAsString())) // finding: BlockingIo
        .thenApply(ContentResponse::getContentAsString);
  }

  private static ContentResponse get(HttpClient client, String uri) {
    try {
      return client.newRequest(uri).send();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  CompletableFuture<Boolean> same(HttpClient client, CompletableFuture<String> expected) {
    return follow(client).thenApply(page -> page.equals(expected.join())); // finding: NestedJoin
  }
}
