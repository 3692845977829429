package dev.offload.sample;

import static dev.offload.sample.Client.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.offload.sample.Client.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The event loop stays free, whatever the database and the price service do. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class EventLoopTest {
  private static final int REQUESTS = 300;
  private static final long BLOCKED_MILLIS = 2_000;

  @TempDir private Path directory;
  // One loop for everything: whoever blocks it stops the clock and the other service, too.
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setBlockedThreadCheckInterval(20)
              .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
              .setMaxEventLoopExecuteTime(BLOCKED_MILLIS)
              .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));

  @BeforeEach
  void copyTemplate() throws Exception {
    Main.copyTemplate(directory);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void aBurstOfRequestsDoesNotHoldItUp() throws Exception {
    Client client = new Client(await(Main.start(vertx, directory, 0)).uri());
    String order = client.post("/orders?item=tea&quantity=2").join().body();
    join(repeat(() -> client.get(order))); // by now the classes are loaded

    LoopClock clock = new LoopClock(vertx);
    try (BlockedThreadWarnings warnings = new BlockedThreadWarnings()) {
      List<CompletableFuture<Answer>> adding =
          repeat(() -> client.post("/orders?item=coffee&quantity=1"));
      List<CompletableFuture<Answer>> reading = repeat(() -> client.get(order));
      List<CompletableFuture<Answer>> asking = repeat(() -> client.get("/health"));

      List<Answer> added = join(adding);
      assertEquals(Set.of(201), statuses(added));
      assertEquals(REQUESTS, added.stream().map(Answer::body).distinct().count());
      assertEquals(Set.of(200), statuses(join(reading)));
      Set<String> pages = join(reading).stream().map(Answer::body).collect(Collectors.toSet());
      assertEquals(1, pages.size());
      assertTrue(pages.iterator().next().contains("2 × tea at 350 cents: 700 cents"));
      assertEquals(Set.of(new Answer(200, "ok")), Set.copyOf(join(asking)));

      assertEquals(List.of(), warnings.messages());
    }
    assertTrue(clock.ticks() > 0);
    assertTrue(clock.slowestMillis() < BLOCKED_MILLIS, () -> "slow: " + clock.slowestMillis());
  }

  @Test
  @SuppressWarnings("blocking") // on purpose: to see that the alarm of the test above works
  void aBlockedLoopIsNoticed() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (BlockedThreadWarnings warnings = new BlockedThreadWarnings()) {
      LoopClock clock = new LoopClock(vertx);
      vertx.runOnContext(
          now -> {
            try {
              release.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      assertTrue(warnings.first().join().contains("has been blocked"));

      release.countDown();
      await(vertx.timer(20, TimeUnit.MILLISECONDS)); // at least one tick later
      assertTrue(clock.slowestMillis() >= BLOCKED_MILLIS, () -> "fast: " + clock.slowestMillis());
    }
  }

  @Test
  void itAnswersWhileThePriceServiceDoesNot() throws Exception {
    HeldPrices held = new HeldPrices(REQUESTS);
    await(vertx.deployVerticle(held));
    Client client = start(held);

    List<CompletableFuture<Answer>> waiting =
        repeat(() -> client.post("/orders?item=tea&quantity=1"));
    await(held.allArrived());
    assertEquals(new Answer(200, "ok"), client.get("/health").join());
    assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));

    held.release();
    assertEquals(Set.of(201), statuses(join(waiting)));
  }

  @Test
  void itAnswersWhileTheDatabaseIsLocked() throws Exception {
    Client client = new Client(await(Main.start(vertx, directory, 0)).uri());
    String database = "jdbc:sqlite:" + directory.resolve("orders.db");
    try (Connection other = DriverManager.getConnection(database);
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate"); // from here on, nobody else can write

      List<CompletableFuture<Answer>> waiting =
          repeat(() -> client.post("/orders?item=tea&quantity=1"));
      Stream.generate(() -> client.get("/health").join())
          .limit(REQUESTS)
          .forEach(answer -> assertEquals(new Answer(200, "ok"), answer));
      assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));

      statement.execute("commit");
      assertEquals(Set.of(201), statuses(join(waiting)));
    }
  }

  private Client start(HeldPrices prices) throws Exception {
    OrderService service = new OrderService(directory, prices.uri(), 0);
    await(vertx.deployVerticle(service));
    return new Client(service.uri());
  }

  private static List<CompletableFuture<Answer>> repeat(
      Supplier<CompletableFuture<Answer>> request) {
    return IntStream.range(0, REQUESTS).mapToObj(i -> request.get()).toList();
  }

  private static List<Answer> join(List<CompletableFuture<Answer>> answers) {
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static Set<Integer> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).collect(Collectors.toSet());
  }
}
