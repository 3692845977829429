import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

class Good {
  void sendAll(Producer<String, String> producer, List<ProducerRecord<String, String>> orders) {
    producer.beginTransaction();
    try {
      orders.forEach(producer::send);
      producer.commitTransaction();
    } catch (KafkaException failed) {
      producer.abortTransaction();
    }
  }

  CompletionStage<Void> send(Producer<String, String> producer, CompletionStage<String> order) {
    return order.thenCompose(value -> send(producer, new ProducerRecord<>("orders", value)));
  }

  private static CompletionStage<Void> send(
      Producer<String, String> producer, ProducerRecord<String, String> order) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    producer.send(
        order,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete(null);
          } else {
            sent.completeExceptionally(failure);
          }
        });
    return sent;
  }
}
