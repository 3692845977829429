import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;

class Bad extends ClientCall.Listener<String> {
  private final BlockingQueue<String> replies;

  Bad(BlockingQueue<String> replies) {
    this.replies = replies;
  }

  @Override
  public void onMessage(String reply) {
    try {
      replies.put(reply); // finding: BlockingWait
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    try {
      Files.writeString(Path.of("status"), status.toString()); // finding: BlockingIo
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
