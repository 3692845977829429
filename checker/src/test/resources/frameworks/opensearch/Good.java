import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.opensearch.action.delete.DeleteResponse;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.client.Client;
import org.opensearch.client.opensearch.OpenSearchAsyncClient;
import org.opensearch.client.opensearch.core.IndexResponse;
import org.opensearch.core.action.ActionListener;

class Good {
  CompletableFuture<IndexResponse> copy(OpenSearchAsyncClient async) throws IOException {
    return async
        .get(get -> get.index("old").id("1"), Map.class)
        .thenCompose(found -> write(async, found.source()));
  }

  private static CompletableFuture<IndexResponse> write(
      OpenSearchAsyncClient async, Map<?, ?> document) {
    try {
      return async.index(index -> index.index("new").document(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deleteFirst(Client node, ActionListener<DeleteResponse> listener) {
    node.search(
        new SearchRequest("old"),
        ActionListener.wrap(
            found -> {
              String first = found.getHits().getAt(0).getId();
              node.prepareDelete("old", first).execute(listener);
            },
            listener::onFailure));
  }
}
