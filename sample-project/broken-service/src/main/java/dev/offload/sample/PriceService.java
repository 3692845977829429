package dev.offload.sample;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** The other HTTP service. While it sleeps, it answers nobody. */
final class PriceService extends VerticleBase {
  private final Map<String, Integer> prices = new TreeMap<>(Map.of("tea", 350, "coffee", 420));
  private HttpServer server;

  @Override
  public Future<?> start() {
    // BlockingSleep: refresh -> backOff -> Thread.sleep, on the event loop
    vertx.setPeriodic(1_000, timer -> refresh());

    server = vertx.createHttpServer();
    server.requestHandler(
        request -> {
          try {
            Thread.sleep(5); // BlockingSleep: directly in a Vert.x handler
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          String item = request.path().replaceFirst("^/prices/", "");
          Integer price;
          synchronized (prices) { // BlockingLock: the loop waits for whoever holds the monitor
            price = prices.get(item);
          }
          if (price == null) {
            request.response().setStatusCode(404).end();
          } else {
            request.response().end(price.toString());
          }
        });
    return server.listen(0, "127.0.0.1");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void refresh() {
    prices.putIfAbsent("milk", 90);
    backOff();
  }

  private static void backOff() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
