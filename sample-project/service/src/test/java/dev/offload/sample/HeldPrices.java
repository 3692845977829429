package dev.offload.sample;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A price service that keeps everybody waiting until it is told to answer. */
final class HeldPrices extends VerticleBase {
  private final int expected;
  private final List<HttpServerRequest> held = new ArrayList<>(); // touched by the loop only
  private final Promise<Void> allArrived = Promise.promise();
  private HttpServer server;

  HeldPrices(int expected) {
    this.expected = expected;
  }

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer().requestHandler(this::hold);
    return server.listen(0, "127.0.0.1");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  Future<Void> allArrived() {
    return allArrived.future();
  }

  void release() {
    context.runOnContext(now -> held.forEach(request -> request.response().end("350")));
  }

  private void hold(HttpServerRequest request) {
    held.add(request);
    if (held.size() == expected) {
      allArrived.complete();
    }
  }
}
