import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ExecutorService;

class Good extends ClientCall.Listener<String> {
  private final Queue<String> replies;
  private final ExecutorService io;

  Good(Queue<String> replies, ExecutorService io) {
    this.replies = replies;
    this.io = io;
  }

  @Override
  public void onMessage(String reply) {
    replies.add(reply); // whoever takes it calls ClientCall.request(1) for the next
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    io.submit(() -> Files.writeString(Path.of("status"), status.toString()));
  }
}
