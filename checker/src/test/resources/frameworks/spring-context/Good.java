import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.Resource;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

class Good {
  private final ThreadPoolTaskExecutor workers = new ThreadPoolTaskExecutor();

  CompletableFuture<Void> publish(
      CompletableFuture<String> order, KafkaTemplate<String, String> kafka, JmsTemplate jms) {
    return order
        .thenCompose(text -> kafka.send("orders", text))
        .thenAcceptAsync(
            sent -> jms.convertAndSend("audit", sent.getProducerRecord().value()), workers);
  }

  CompletableFuture<String> footer(CompletableFuture<String> page, Resource footer) {
    return page.thenApplyAsync(
        text -> {
          try {
            return text + footer.getContentAsString(StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        workers);
  }
}
