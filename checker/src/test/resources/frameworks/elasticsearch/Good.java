import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.core.IndexResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.action.RestToXContentListener;

class Good {
  CompletableFuture<IndexResponse> copy(ElasticsearchAsyncClient async) {
    return async
        .get(get -> get.index("old").id("1"), Map.class)
        .thenCompose(
            found -> async.index(index -> index.index("new").document(found.source())));
  }

  abstract static class Delete extends BaseRestHandler {
    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
      return channel ->
          client.prepareDelete("old", "1").execute(new RestToXContentListener<>(channel));
    }
  }
}
