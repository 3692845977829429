package dev.offload.sample;

import dev.offload.Offload;
import dev.offload.OffloadRejectedException;
import dev.offload.annotations.NonBlocking;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders over HTTP, on one event loop.
 *
 * <pre>
 * POST /orders?item=tea&amp;quantity=2    adds an order and answers with its path
 * GET  /orders/1                      the order as a page, with the price of today
 * GET  /total                         the value of all orders in cents
 * GET  /health                        ok
 * </pre>
 */
@NonBlocking
final class OrderService extends VerticleBase {
  private static final Pattern ORDER_PATH = Pattern.compile("/orders/([0-9]{1,18})");
  private static final Pattern ITEM = Pattern.compile("[a-z]{1,20}");
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,3}");

  private final int port;
  private final Orders orders;
  private final Templates templates;
  private final Prices prices;
  private HttpServer server;

  OrderService(Path directory, URI priceService, int port) {
    this(Orders.in(directory.resolve("orders.db")), directory, priceService, port);
  }

  OrderService(Orders orders, Path directory, URI priceService, int port) {
    this.port = port;
    this.orders = orders;
    this.templates = new Templates(directory);
    this.prices = new Prices(priceService);
  }

  @Override
  public Future<?> start() {
    server = vertx.createHttpServer().requestHandler(this::handle);
    return onLoop(orders.open()).compose(opened -> server.listen(port, "127.0.0.1"));
  }

  @Override
  public Future<?> stop() {
    return server.close().eventually(() -> onLoop(orders.close()));
  }

  /** Where it listens, once it is deployed. */
  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void handle(HttpServerRequest request) {
    // As a first stage, so that whatever answer() throws is a failed result, too.
    CompletableFuture<Answer> result =
        CompletableFuture.completedFuture(request)
            .thenCompose(this::answer)
            .exceptionally(OrderService::failure);
    onLoop(result)
        .onSuccess(
            answer ->
                request
                    .response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(answer.body()));
  }

  /** Brings a result back to this verticle's event loop: a response is written from there. */
  private <T> Future<T> onLoop(CompletableFuture<T> result) {
    return Future.fromCompletionStage(result, context);
  }

  private CompletableFuture<Answer> answer(HttpServerRequest request) {
    Matcher orderPath = ORDER_PATH.matcher(request.path());
    if (request.method().equals(HttpMethod.GET) && orderPath.matches()) {
      return page(Long.parseLong(orderPath.group(1)));
    }
    return switch (request.method() + " " + request.path()) {
      case "POST /orders" -> add(request.getParam("item", ""), request.getParam("quantity", ""));
      case "GET /total" -> orders.all().thenCompose(prices::total).thenApply(Answer::ok);
      case "GET /health" -> CompletableFuture.completedFuture(Answer.ok("ok"));
      default -> CompletableFuture.completedFuture(new Answer(404, "not found"));
    };
  }

  private CompletableFuture<Answer> page(long id) {
    CompletableFuture<String> template = templates.load("order.html");
    return orders
        .find(id)
        .thenCompose(
            order ->
                prices
                    .of(order.item())
                    .thenCombine(template, (price, text) -> Templates.fill(text, order, price)))
        .thenApply(Answer::ok);
  }

  private CompletableFuture<Answer> add(String item, String quantity) {
    if (!ITEM.matcher(item).matches() || !QUANTITY.matcher(quantity).matches()) {
      return CompletableFuture.completedFuture(new Answer(400, "item and quantity, please"));
    }
    return prices
        .of(item) // an item without a price is not for sale
        .thenCompose(price -> orders.add(item, Integer.parseInt(quantity)))
        .thenApply(id -> new Answer(201, "/orders/" + id));
  }

  private static Answer failure(Throwable failure) {
    Throwable cause = Offload.unwrap(failure);
    if (cause instanceof IllegalArgumentException) {
      return new Answer(400, "bad request");
    }
    if (cause instanceof NoSuchElementException) {
      return new Answer(404, cause.getMessage());
    }
    if (cause instanceof OffloadRejectedException) {
      return new Answer(503, "busy, try again");
    }
    return new Answer(500, cause.toString());
  }

  private record Answer(int status, String body) {
    static Answer ok(Object body) {
      return new Answer(200, body.toString());
    }
  }
}
