package dev.offload.sample;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** The orders in the database. Nothing here says that it blocks, so nothing is reported here. */
final class Orders {
  private final String url;
  private int totals;

  Orders(Path file) {
    this.url = "jdbc:sqlite:" + file;
  }

  void open() {
    query("create table if not exists orders (id integer primary key, item text, quantity int)");
  }

  long add(String item, int quantity) {
    String sql = "insert into orders (item, quantity) values (?, ?) returning id, item, quantity";
    return query(sql, item, quantity).get(0).id();
  }

  Order find(long id) {
    return query("select id, item, quantity from orders where id = ?", id).stream()
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no order " + id));
  }

  List<Order> all() {
    return query("select id, item, quantity from orders");
  }

  synchronized int countTotals() {
    return ++totals;
  }

  private List<Order> query(String sql, Object... parameters) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Order> orders = new ArrayList<>();
      if (statement.execute()) {
        ResultSet row = statement.getResultSet();
        while (row.next()) {
          orders.add(new Order(row.getLong("id"), row.getString("item"), row.getInt("quantity")));
        }
      }
      return orders;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
