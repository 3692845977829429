package dev.offload.sample;

import static dev.offload.sample.Client.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.offload.sample.Client.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OrderServiceTest {
  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private URI service;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    Main.copyTemplate(directory);
    service = await(Main.start(vertx, directory, 0)).uri();
    client = new Client(service);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void anOrderBecomesAPage() {
    Answer added = client.post("/orders?item=tea&quantity=2").join();
    assertEquals(new Answer(201, "/orders/1"), added);

    Answer page = client.get(added.body()).join();
    assertEquals(200, page.status());
    assertTrue(page.body().contains("2 × tea at 350 cents: 700 cents"), page.body());
  }

  @Test
  void theTotalAddsUpAllOrders() {
    assertEquals(new Answer(200, "0"), client.get("/total").join());

    client.post("/orders?item=tea&quantity=2").join();
    client.post("/orders?item=coffee&quantity=1").join();

    assertEquals(new Answer(200, "1120"), client.get("/total").join());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertEquals(400, client.post("/orders").join().status());
    assertEquals(400, client.post("/orders?item=tea&quantity=0").join().status());
    assertEquals(400, client.post("/orders?item=../tea&quantity=1").join().status());
    assertEquals(404, client.post("/orders/1").join().status());
    assertEquals(404, client.get("/orders/x").join().status());
    assertEquals(new Answer(404, "no order 7"), client.get("/orders/7").join());
    assertEquals(
        new Answer(404, "no price for cocoa"), client.post("/orders?item=cocoa&quantity=1").join());
  }

  @Test
  void aMalformedQueryIsAnswered() throws Exception {
    // Not the JDK's client, which knows better than to send this. Vert.x closes one that is
    // garbage.
    HttpClient other = vertx.createHttpClient();
    Future<Integer> status =
        other
            .request(HttpMethod.POST, service.getPort(), service.getHost(), "/orders?item=%zz")
            .compose(HttpClientRequest::send)
            .map(HttpClientResponse::statusCode);

    assertEquals(400, await(status));
    await(other.close());
  }

  @Test
  void aTemplateThatWasMissingIsReadAgain() throws Exception {
    client.post("/orders?item=tea&quantity=2").join();
    Path template = directory.resolve("order.html");
    Path away = directory.resolve("away.html");

    Files.move(template, away);
    assertEquals(500, client.get("/orders/1").join().status());

    Files.move(away, template);
    assertEquals(200, client.get("/orders/1").join().status());
  }
}
