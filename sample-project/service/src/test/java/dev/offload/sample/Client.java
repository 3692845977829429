package dev.offload.sample;

import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Somebody who uses the service. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;

  Client(URI service) {
    this.service = service;
  }

  CompletableFuture<Answer> get(String path) {
    return send(HttpRequest.newBuilder(service.resolve(path)).GET());
  }

  CompletableFuture<Answer> post(String path) {
    return send(HttpRequest.newBuilder(service.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private CompletableFuture<Answer> send(HttpRequest.Builder request) {
    return client
        .sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  /** Waits, but not for ever: if the loop is blocked, the test is to fail, not to hang. */
  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE);
  }

  record Answer(int status, String body) {
    private static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.body());
    }
  }
}
