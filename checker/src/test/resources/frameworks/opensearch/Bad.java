import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.client.Client;
import org.opensearch.client.opensearch.OpenSearchAsyncClient;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.core.action.ActionListener;

class Bad {
  CompletableFuture<Void> copy(OpenSearchAsyncClient async, OpenSearchClient client)
      throws IOException {
    return async
        .get(get -> get.index("old").id("1"), Map.class)
        .thenAccept(found -> write(client, found.source())); // finding: BlockingIo
  }

  private static void write(OpenSearchClient client, Map<?, ?> document) {
    try {
      client.index(index -> index.index("new").document(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deleteFirst(Client node, ActionListener<Integer> listener) {
    node.search(
        new SearchRequest("old"),
        ActionListener.wrap(
            found -> {
              String first = found.getHits().getAt(0).getId();
              node.prepareDelete("old", first).get(); // finding: NestedJoin
              listener.onResponse(1);
            },
            listener::onFailure));
  }
}
