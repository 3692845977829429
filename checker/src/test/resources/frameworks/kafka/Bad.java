import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

class Bad {
  void sendAll(Producer<String, String> producer, List<ProducerRecord<String, String>> orders) {
    producer.beginTransaction();
    for (ProducerRecord<String, String> order : orders) {
      producer.send(
          order,
          (metadata, failure) -> {
            if (failure != null) {
              producer.abortTransaction(); // finding: BlockingIo
            }
          });
    }
  }

  CompletionStage<Void> send(Producer<String, String> producer, CompletionStage<String> order) {
    return order.thenAccept(
        value -> {
          producer.send(new ProducerRecord<>("orders", value));
          producer.flush(); // finding: BlockingIo
        });
  }
}
