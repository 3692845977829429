import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pulsar.client.admin.PulsarAdmin;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;

class Good {
  CompletableFuture<MessageId> forward(Consumer<String> orders, Producer<String> paid) {
    return orders.receiveAsync().thenCompose(order -> paid.sendAsync(order.getValue()));
  }

  CompletableFuture<Integer> count(PulsarAdmin admin, CompletableFuture<String> namespace) {
    return namespace.thenCompose(name -> admin.topics().getListAsync(name)).thenApply(List::size);
  }
}
