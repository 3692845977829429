package dev.offload.sample;

import static dev.offload.sample.Client.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.offload.AsyncDatabase;
import dev.offload.Offloader;
import dev.offload.sample.Client.Answer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The database, with one connection and room for one statement more. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OrdersTest {
  @TempDir private Path directory;
  private final Offloader offloader = Offloader.builder("small").queueCapacity(1).build();
  private DataSource source;
  private Orders orders;

  @BeforeEach
  void open() {
    source = Orders.source(directory.resolve("orders.db"));
    orders = new Orders(AsyncDatabase.over(source, 1, offloader));
    orders.open().join();
  }

  @AfterEach
  void close() {
    orders.close().join();
    offloader.close();
  }

  @Test
  void anOrderIsFoundAgain() {
    long id = orders.add("tea", 2).join();

    assertEquals(new Order(id, "tea", 2), orders.find(id).join());
    assertEquals(List.of(new Order(id, "tea", 2)), orders.all().join());
  }

  @Test
  void whatIsNotThereIsAFailedResult() {
    CompletionException failure =
        assertThrows(CompletionException.class, () -> orders.find(7).join());
    assertInstanceOf(NoSuchElementException.class, failure.getCause());
  }

  @Test
  void whatIsQueuedStillRunsAfterClose() throws SQLException {
    CompletableFuture<Long> first;
    CompletableFuture<Long> second;
    CompletableFuture<Void> closed;
    try (Connection other = source.getConnection();
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate"); // from here on, nobody else can write
      first = orders.add("tea", 1);
      second = orders.add("tea", 2);
      closed = orders.close();
      assertFalse(closed.isDone());
      statement.execute("commit");
    }
    assertEquals(1, first.join());
    assertEquals(2, second.join());
    closed.join();
  }

  @Test
  void aFullQueueIsAnAnswer() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Connection other = source.getConnection();
        Statement statement = other.createStatement()) {
      Client client = new Client(start(vertx));
      statement.execute("begin immediate");
      List<CompletableFuture<Answer>> adding =
          IntStream.range(0, 3).mapToObj(i -> client.post("/orders?item=tea&quantity=1")).toList();
      Answer refused =
          (Answer) CompletableFuture.anyOf(adding.toArray(CompletableFuture[]::new)).join();
      assertEquals(new Answer(503, "busy, try again"), refused);
      assertEquals(1, adding.stream().filter(CompletableFuture::isDone).count());

      statement.execute("commit");
      assertTrue(
          adding.stream()
              .map(CompletableFuture::join)
              .allMatch(answer -> answer.equals(refused) || answer.status() == 201));
    } finally {
      await(vertx.close());
    }
  }

  private URI start(Vertx vertx) throws Exception {
    PriceService prices = new PriceService();
    await(vertx.deployVerticle(prices));
    OrderService service = new OrderService(orders, directory, prices.uri(), 0);
    await(vertx.deployVerticle(service));
    return service.uri();
  }
}
