package dev.offload.sample;

import dev.offload.annotations.NonBlocking;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** Orders over HTTP, on one event loop that is seldom free. */
final class OrderService extends VerticleBase {
  private final Path directory;
  private final int port;
  private final ExecutorService workers = Executors.newFixedThreadPool(4);
  private final Orders orders;
  private final Templates templates;
  private final Prices prices;
  private final PreparedStatement countVisit;
  private final BlockingQueue<Long> receipts = new ArrayBlockingQueue<>(100);
  private final ReentrantLock lock = new ReentrantLock();
  private int value;
  private HttpServer server;

  OrderService(Path directory, URI priceService, PreparedStatement countVisit, int port) {
    this.directory = directory;
    this.port = port;
    this.orders = new Orders(directory.resolve("orders.db"));
    this.templates = new Templates(directory);
    this.prices = new Prices(priceService);
    this.countVisit = countVisit;
  }

  @Override
  public Future<?> start() throws Exception {
    orders.open(); // BlockingIo (database): start() runs on the event loop, too
    templates.warmUp(List.of("order.html")); // fine here: reported in warmUp itself
    vertx.setPeriodic(
        1_000,
        new Handler<Long>() {
          // BlockingIo (file): an initialiser runs where the object is created, on the loop
          private final String news = Files.readString(directory.resolve("order.html"));

          @Override
          public void handle(Long timer) {
            if (lock.tryLock()) { // fine: does not wait
              try {
                value += news.isEmpty() ? 1 : 0;
              } finally {
                lock.unlock();
              }
            }
          }
        });
    server = vertx.createHttpServer();
    server.requestHandler(
        request -> {
          try {
            countVisit.executeUpdate(); // BlockingIo (database): directly in a Vert.x handler
            String host = request.remoteAddress().host();
            if (InetAddress.getByName(host).isLoopbackAddress()) { // BlockingIo (dns): the same
              answer(request);
            }
          } catch (Exception e) {
            request.response().setStatusCode(500).end(e.toString());
          }
        });
    return server.listen(port, "127.0.0.1");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @NonBlocking
  private void answer(HttpServerRequest request) throws Exception {
    switch (request.path()) {
      case "/orders" -> add(request, request.getParam("item"), request.getParam("quantity"));
      case "/total" -> total(request);
      case "/report" -> report(request);
      case "/template" -> request.response().end(templates.read("order.html"));
      case "/health" -> health(request);
      default -> page(request, Long.parseLong(request.path().replaceFirst("^/orders/", "")));
    }
  }

  @NonBlocking
  private void page(HttpServerRequest request, long id) throws Exception {
    Order order = orders.find(id); // BlockingIo (database): find -> query -> getConnection
    int price = prices.of(order.item()).get(); // NestedJoin: in a handler
    request.response().putHeader("Content-Title", templates.title(order));
    request.response().end(Templates.fill(templates.cached("order.html"), order, price));
  }

  @NonBlocking
  private void add(HttpServerRequest request, String item, String quantity) throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<Long> added =
        CompletableFuture.supplyAsync( // fine: on a worker
            () -> orders.add(item, Integer.parseInt(quantity)), workers);
    added.whenComplete(
        (id, failure) -> {
          receipts.offer(failure == null ? id : -1); // fine: does not wait
          written.countDown();
        });
    written.await(); // BlockingWait: a latch
    long receipt = receipts.take(); // BlockingWait: a queue
    // BlockingIo (file): the call that nobody wrote, Journal.close -> Files.write
    try (Journal journal = new Journal(directory.resolve("journal.txt"))) {
      journal.add(receipt + " " + item);
    }
    request.response().setStatusCode(201).end("/orders/" + added.getNow(-1L)); // fine: no wait
  }

  @NonBlocking
  private void total(HttpServerRequest request) {
    vertx
        .executeBlocking(() -> orders.all()) // fine: on a worker thread of Vert.x
        .onSuccess(
            all ->
                prices
                    .totalAtOnce(all)
                    .thenAccept(
                        total -> {
                          lock.lock(); // BlockingLock: in a callback
                          try {
                            value = total;
                          } finally {
                            lock.unlock();
                          }
                          int count = orders.countTotals(); // BlockingLock: a synchronized method
                          request.response().end(total + " cents, asked " + count + " times");
                        }));
  }

  @NonBlocking
  private void report(HttpServerRequest request) {
    CompletableFuture<List<Order>> all = CompletableFuture.supplyAsync(() -> orders.all(), workers);
    CompletableFuture<Order> last = all.thenApply(list -> list.get(list.size() - 1));
    prices
        .total(all)
        .thenCombine(prices.value(last), (total, value) -> "all " + total + ", last " + value)
        .thenCombine(
            prices.dearer("tea", last.thenApply(Order::item)), (text, top) -> text + ", top " + top)
        .thenCombine(
            prices.ofLater(last.thenApply(Order::item)), (text, price) -> text + ", price " + price)
        .thenCombine(
            templates.later(last.thenApply(order -> "order.html")), (text, page) -> page + text)
        .whenComplete(
            (text, failure) -> request.response().end(failure == null ? text : failure.toString()));
  }

  @NonBlocking
  private void health(HttpServerRequest request) throws IOException {
    Process process = new ProcessBuilder("hostname").start(); // BlockingIo (process)
    process.onExit().thenAccept(done -> request.response().end("ok " + done.exitValue())); // fine
  }

  /** Lines that are written to a file in the end. */
  private record Journal(Path file, List<String> lines) implements AutoCloseable {
    Journal(Path file) {
      this(file, new ArrayList<>());
    }

    void add(String line) {
      lines.add(line);
    }

    @Override
    public void close() throws IOException {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
