package dev.offload.sample;

import dev.offload.AsyncDatabase;
import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** The orders in the database. JDBC blocks: nobody but {@link AsyncDatabase} waits for it. */
@NonBlocking
final class Orders {
  private static final int CONNECTIONS = 4;
  private static final int BUSY_MILLIS = 10_000;
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final AsyncDatabase database;

  Orders(AsyncDatabase database) {
    this.database = database;
  }

  static Orders in(Path file) {
    return new Orders(AsyncDatabase.over(source(file), CONNECTIONS));
  }

  /** Whose readers and writer do not hold each other up, and whose writers take turns. */
  static DataSource source(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    source.setJournalMode(JournalMode.WAL.getValue());
    source.setSynchronous(SynchronousMode.NORMAL.getValue());
    source.getConfig().setBusyTimeout(BUSY_MILLIS);
    return source;
  }

  /** Creates the table. */
  CompletableFuture<Integer> open() {
    return database.update(
        "create table if not exists orders"
            + " (id integer primary key, item text not null, quantity integer not null)");
  }

  /** Adds an order and returns its id. */
  CompletableFuture<Long> add(String item, int quantity) {
    String sql = "insert into orders (item, quantity) values (?, ?) returning id";
    return database
        .query(sql, row -> row.getLong("id"), item, quantity)
        .thenApply(ids -> ids.get(0));
  }

  /** Returns the order with this id, or fails with {@link NoSuchElementException}. */
  CompletableFuture<Order> find(long id) {
    return database
        .query("select id, item, quantity from orders where id = ?", Orders::order, id)
        .thenApply(
            found ->
                found.stream()
                    .findFirst()
                    .orElseThrow(() -> new NoSuchElementException("no order " + id)));
  }

  /** Returns all orders. */
  CompletableFuture<List<Order>> all() {
    return database.query("select id, item, quantity from orders", Orders::order);
  }

  /** Takes no more statements, and lets those that it has end. */
  CompletableFuture<Void> close() {
    return database.shutdown(DRAIN);
  }

  @Blocking
  private static Order order(ResultSet row) throws SQLException {
    return new Order(row.getLong("id"), row.getString("item"), row.getInt("quantity"));
  }
}
