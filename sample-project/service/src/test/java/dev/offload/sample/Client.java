package dev.offload.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Somebody who uses the service. */
final class Client {
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
    return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::of);
  }

  record Answer(int status, String body) {
    private static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.body());
    }
  }
}
