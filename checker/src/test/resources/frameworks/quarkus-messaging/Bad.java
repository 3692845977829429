import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

class Bad {
  @Channel("bills")
  MutinyEmitter<String> bills;

  @Incoming("orders")
  Uni<Void> bill(String order) {
    bills.sendAndAwait("bill for " + order); // finding: NestedJoin
    return Uni.createFrom().voidItem();
  }

  @Incoming("audits")
  CompletionStage<Void> audit(Message<String> audit) throws IOException {
    Files.writeString(Path.of("audit.log"), audit.getPayload()); // finding: BlockingIo
    return audit.ack();
  }
}
