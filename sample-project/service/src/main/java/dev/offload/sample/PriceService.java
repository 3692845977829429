package dev.offload.sample;

import dev.offload.annotations.NonBlocking;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;

/** The other HTTP service: {@code GET /prices/tea} answers with a price in cents. */
@NonBlocking
final class PriceService extends VerticleBase {
  private static final Map<String, Integer> PRICES = Map.of("tea", 350, "coffee", 420);
  private static final int DELAY_MILLIS = 5;

  private HttpServer server;

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer().requestHandler(this::answer);
    return server.listen(0, "127.0.0.1");
  }

  /** Where it listens, once it is deployed. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    Integer price = PRICES.get(request.path().replaceFirst("^/prices/", ""));
    // Takes its time, as the real one would, but no thread waits.
    vertx.setTimer(
        DELAY_MILLIS,
        timer -> {
          if (price == null) {
            request.response().setStatusCode(404).end();
          } else {
            request.response().end(price.toString());
          }
        });
  }
}
