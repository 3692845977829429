import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.elasticsearch.action.delete.DeleteResponse;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;

class Bad {
  CompletableFuture<Void> copy(ElasticsearchAsyncClient async, ElasticsearchClient client) {
    return async
        .get(get -> get.index("old").id("1"), Map.class)
        .thenAccept(found -> write(client, found.source())); // finding: BlockingIo
  }

  private static void write(ElasticsearchClient client, Map<?, ?> document) {
    try {
      client.index(index -> index.index("new").document(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  abstract static class Delete extends BaseRestHandler {
    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
      DeleteResponse deleted = client.prepareDelete("old", "1").get(); // finding: NestedJoin
      return channel -> channel.sendResponse(new RestResponse(deleted.status(), ""));
    }
  }
}
