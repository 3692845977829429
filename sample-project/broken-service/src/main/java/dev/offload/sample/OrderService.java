package dev.offload.sample;

import dev.offload.annotations.NonBlocking;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders over HTTP, on one event loop that is seldom free. */
final class OrderService extends VerticleBase {
  private static final Pattern ORDER_PATH = Pattern.compile("/orders/([0-9]{1,18})");
  private static final Pattern ITEM = Pattern.compile("[a-z]{1,20}");
  private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,3}");

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

  OrderService(Path directory, URI priceService, int port) throws SQLException {
    this(directory, priceService, countVisit(directory), port);
  }

  OrderService(Path directory, URI priceService, PreparedStatement countVisit, int port) {
    this.directory = directory;
    this.port = port;
    this.orders = new Orders(directory.resolve("orders.db"));
    this.templates = new Templates(directory);
    this.prices = new Prices(priceService);
    this.countVisit = countVisit;
  }

  /** Opens the database of visits: before the loop has anything to do with it. */
  static PreparedStatement countVisit(Path directory) throws SQLException {
    Connection visits =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("visits.db"));
    visits.createStatement().execute("create table if not exists visits (number integer)");
    return visits.prepareStatement("insert into visits values (1)");
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
            fail(request, e);
          }
        });
    return server.listen(port, "127.0.0.1");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @NonBlocking
  private void answer(HttpServerRequest request) throws Exception {
    Matcher orderPath = ORDER_PATH.matcher(request.path());
    if (request.method().equals(HttpMethod.GET) && orderPath.matches()) {
      page(request, Long.parseLong(orderPath.group(1)));
      return;
    }
    switch (request.method() + " " + request.path()) {
      case "POST /orders" ->
          add(request, request.getParam("item", ""), request.getParam("quantity", ""));
      case "GET /total" -> total(request);
      case "GET /report" -> report(request);
      case "GET /template" -> request.response().end(templates.read("order.html"));
      case "GET /health" -> health(request);
      default -> request.response().setStatusCode(404).end("not found");
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
    if (!ITEM.matcher(item).matches() || !QUANTITY.matcher(quantity).matches()) {
      request.response().setStatusCode(400).end("item and quantity, please");
      return;
    }
    CountDownLatch written = new CountDownLatch(1);
    CompletableFuture<Long> added =
        prices
            .of(item) // an item without a price is not for sale
            .thenApplyAsync( // fine: on a worker
                price -> orders.add(item, Integer.parseInt(quantity)), workers);
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
                          request.response().putHeader("Asked", String.valueOf(count));
                          request.response().end(total.toString());
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
    process
        .onExit()
        .thenAccept(done -> request.response().end(done.exitValue() == 0 ? "ok" : "ill")); // fine
  }

  private static void fail(HttpServerRequest request, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof ExecutionException || cause instanceof CompletionException) {
      cause = cause.getCause();
    }
    if (cause instanceof IllegalArgumentException) {
      request.response().setStatusCode(400).end("bad request");
    } else if (cause instanceof NoSuchElementException) {
      request.response().setStatusCode(404).end(cause.getMessage());
    } else {
      request.response().setStatusCode(500).end(cause.toString());
    }
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
