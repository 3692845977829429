import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

class Bad {
  private final Session session;

  Bad(Session session) {
    this.session = session;
  }

  CompletableFuture<Void> tell(CompletableFuture<String> price) {
    return price.thenAccept(this::send); // finding: BlockingIo
  }

  void tellTwice(String price) {
    session.getAsyncRemote().sendText(price, sent -> send(price)); // finding: BlockingIo
  }

  private void send(String text) {
    try {
      session.getBasicRemote().sendText(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
