import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pulsar.client.admin.PulsarAdmin;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClientException;

class Bad {
  CompletableFuture<Void> forward(Consumer<String> orders, Producer<String> paid) {
    return orders
        .receiveAsync()
        .thenAccept(
            order -> {
              try {
                paid.send(order.getValue()); // finding: BlockingIo
              } catch (PulsarClientException e) {
                throw new CompletionException(e);
              }
            });
  }

  CompletableFuture<Integer> count(PulsarAdmin admin, CompletableFuture<String> namespace) {
    return namespace.thenApply(
        name -> {
          var topics = admin.topics().getListAsync(name);
          return topics.join().size(); // finding: NestedJoin
        });
  }
}
