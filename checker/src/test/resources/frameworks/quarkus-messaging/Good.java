import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

class Good {
  @Channel("bills")
  MutinyEmitter<String> bills;

  @Incoming("orders")
  Uni<Void> bill(String order) {
    return bills.send("bill for " + order);
  }

  @Blocking
  @Incoming("audits")
  CompletionStage<Void> audit(Message<String> audit) throws IOException {
    Files.writeString(Path.of("audit.log"), audit.getPayload());
    return audit.ack();
  }
}
