import jakarta.websocket.Session;
import java.util.concurrent.CompletableFuture;

class Good {
  private final Session session;

  Good(Session session) {
    this.session = session;
  }

  CompletableFuture<Void> tell(CompletableFuture<String> price) {
    return price.thenAccept(this::send);
  }

  void tellTwice(String price) {
    session.getAsyncRemote().sendText(price, sent -> send(price));
  }

  private void send(String text) {
    session.getAsyncRemote().sendText(text);
  }
}
