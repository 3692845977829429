package dev.offload.sample;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** The orders in the database. JDBC blocks, so every statement runs on the workers. */
@NonBlocking
final class Orders {
  private final String url;
  private final Workers workers;

  Orders(Path file, Workers workers) {
    this.url = "jdbc:sqlite:" + file + "?busy_timeout=10000&synchronous=NORMAL";
    this.workers = workers;
  }

  /** Creates the table. */
  CompletableFuture<Void> open() {
    return workers.call(this::create);
  }

  /** Adds an order and returns its id. */
  CompletableFuture<Long> add(String item, int quantity) {
    return workers.call(() -> insert(item, quantity));
  }

  /** Returns the order with this id, or fails with {@link NoSuchElementException}. */
  CompletableFuture<Order> find(long id) {
    return workers.call(() -> select(id));
  }

  /** Returns all orders. */
  CompletableFuture<List<Order>> all() {
    return workers.call(this::selectAll);
  }

  @Blocking
  private Void create() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute(
          "create table if not exists orders"
              + " (id integer primary key, item text not null, quantity integer not null)");
    }
    return null;
  }

  @Blocking
  private long insert(String item, int quantity) throws SQLException {
    String sql = "insert into orders (item, quantity) values (?, ?) returning id";
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, item);
      statement.setInt(2, quantity);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong("id");
      }
    }
  }

  @Blocking
  private Order select(long id) throws SQLException {
    String sql = "select id, item, quantity from orders where id = ?";
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new NoSuchElementException("no order " + id);
        }
        return order(row);
      }
    }
  }

  @Blocking
  private List<Order> selectAll() throws SQLException {
    List<Order> orders = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select id, item, quantity from orders")) {
      while (row.next()) {
        orders.add(order(row));
      }
    }
    return orders;
  }

  @Blocking
  private static Order order(ResultSet row) throws SQLException {
    return new Order(row.getLong("id"), row.getString("item"), row.getInt("quantity"));
  }
}
