package dev.offload.sample;

import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;

/** Starts the service and the one it calls. Arguments: port (8080), directory (a new one). */
final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception { // fine: nothing here is a loop
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
    Path directory = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("orders");
    Path template = directory.resolve("order.html");
    if (Files.notExists(template)) {
      try (InputStream original = Main.class.getResourceAsStream("/order.html")) {
        Files.copy(original, template);
      }
    }
    Connection visits =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("visits.db"));
    visits.createStatement().execute("create table if not exists visits (number integer)");

    // On a Vert.x of its own: on the same loop as the orders, it would never be able to answer.
    PriceService prices = new PriceService();
    Vertx.vertx().deployVerticle(prices).await();
    OrderService service =
        new OrderService(
            directory,
            prices.uri(),
            visits.prepareStatement("insert into visits values (1)"),
            port);
    Vertx.vertx().deployVerticle(service).await();
    System.out.println("Orders at " + service.uri() + ", files in " + directory);
  }
}
