import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.offload.Offload;
import dev.offload.Sync;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class Right {
  private final HttpClient client = HttpClient.newHttpClient();

  CompletableFuture<String> fetch(CompletableFuture<URI> address) {
    return address
        .thenCompose(
            uri ->
                Offload.timeout(
                    client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()),
                    Duration.ofSeconds(10)))
        .thenApply(HttpResponse::body);
  }

  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    System.out.println(
        Sync.run(() -> new Right().fetch(CompletableFuture.completedFuture(uri)))); // prints: hello
    server.stop(0);
  }
}
