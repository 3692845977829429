package dev.offload.sample;

import dev.offload.annotations.NonBlocking;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** The client of the price service. */
@NonBlocking
final class Prices {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI service;

  Prices(URI service) {
    this.service = service;
  }

  /** Returns the price of an item in cents, or fails with {@link NoSuchElementException}. */
  CompletableFuture<Integer> of(String item) {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/prices/" + item))
            .timeout(Duration.ofSeconds(10))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(response -> price(item, response));
  }

  /** Returns the value of all these orders. The prices are asked for at the same time. */
  CompletableFuture<Integer> total(List<Order> orders) {
    List<CompletableFuture<Integer>> values =
        orders.stream()
            .map(order -> of(order.item()).thenApply(price -> price * order.quantity()))
            .toList();
    return CompletableFuture.allOf(values.toArray(CompletableFuture[]::new))
        .thenApply(all -> values.stream().mapToInt(CompletableFuture::join).sum());
  }

  private static int price(String item, HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 200 -> Integer.parseInt(response.body());
      case 404 -> throw new NoSuchElementException("no price for " + item);
      default -> throw new IllegalStateException("price service: " + response.statusCode());
    };
  }
}
