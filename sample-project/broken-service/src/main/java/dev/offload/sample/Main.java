package dev.offload.sample;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Starts the service and the one it calls. Arguments: port (8080), directory (a new one). */
final class Main {
  private static final String TEMPLATE = "order.html";

  private Main() {}

  public static void main(String[] args) throws Exception { // fine: nothing here is a loop
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
    Path directory = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("orders");
    copyTemplate(directory);
    OrderService service = start(Vertx.vertx(), directory, port).await();
    System.out.println("Orders at " + service.uri() + ", files in " + directory);
  }

  /** Puts the template into the directory, unless there is one already. */
  static void copyTemplate(Path directory) throws IOException {
    Path template = Files.createDirectories(directory).resolve(TEMPLATE);
    if (Files.notExists(template)) {
      try (InputStream original = Main.class.getResourceAsStream("/" + TEMPLATE)) {
        Files.copy(original, template);
      }
    }
  }

  /**
   * Starts the price service, then the order service. They need an event loop each: on the same
   * one, the price service would never be able to answer.
   */
  static Future<OrderService> start(Vertx vertx, Path directory, int port) throws SQLException {
    PreparedStatement countVisit = OrderService.countVisit(directory);
    PriceService prices = new PriceService();
    return vertx
        .deployVerticle(prices)
        .compose(
            deployed -> {
              OrderService orders = new OrderService(directory, prices.uri(), countVisit, port);
              return vertx.deployVerticle(orders).map(orders);
            });
  }
}
