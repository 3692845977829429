import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.Resource;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.kafka.core.KafkaTemplate;

class Bad {
  CompletableFuture<Void> publish(
      CompletableFuture<String> order, KafkaTemplate<String, String> kafka, JmsTemplate jms) {
    return order.thenAccept(
        text -> {
          kafka.send("orders", text).join(); // finding: NestedJoin
          jms.convertAndSend("audit", text); // finding: BlockingIo
        });
  }

  /** This executor runs its tasks on the thread that submits them. */
  CompletableFuture<String> footer(CompletableFuture<String> page, Resource footer) {
    return page.thenApplyAsync(
        text -> {
          try {
            return text + footer.getContentAsString(StandardCharsets.UTF_8); // finding: BlockingIo
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        new SyncTaskExecutor());
  }
}
