package dev.offload.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The client of the price service. Its callbacks wait for one another. */
final class Prices {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;

  Prices(URI service) {
    this.service = service;
  }

  CompletableFuture<Integer> of(String item) {
    return client
        .sendAsync(request(item), BodyHandlers.ofString()) // fine
        .thenApply(response -> price(item, response));
  }

  CompletableFuture<Integer> ofLater(CompletableFuture<String> item) {
    return item.thenApply(
        name -> {
          try {
            // BlockingIo (network): on whichever thread completed the item
            HttpResponse<String> response = client.send(request(name), BodyHandlers.ofString());
            return price(name, response);
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  CompletableFuture<Integer> value(CompletableFuture<Order> order) {
    return order.thenApply(
        found -> found.quantity() * of(found.item()).join()); // NestedJoin: in thenApply
  }

  CompletableFuture<Integer> dearer(String one, CompletableFuture<String> other) {
    return other.thenCompose(
        item -> {
          int price = of(item).join(); // NestedJoin: in thenCompose
          return of(one).thenApply(first -> Math.max(first, price));
        });
  }

  CompletableFuture<Integer> total(CompletableFuture<List<Order>> orders) {
    return orders.thenApply(all -> sum(all)); // NestedJoin: sum -> valueNow -> join
  }

  CompletableFuture<Integer> totalAtOnce(List<Order> orders) {
    List<CompletableFuture<Integer>> values =
        orders.stream()
            .map(order -> of(order.item()).thenApply(p -> p * order.quantity()))
            .toList();
    return CompletableFuture.allOf(values.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> values.stream().mapToInt(CompletableFuture::join).sum()); // fine: complete
  }

  private int sum(List<Order> orders) {
    int sum = 0;
    for (Order order : orders) {
      sum += valueNow(order);
    }
    return sum;
  }

  private int valueNow(Order order) {
    return order.quantity() * of(order.item()).join();
  }

  private static int price(String item, HttpResponse<String> response) {
    return switch (response.statusCode()) {
      case 200 -> Integer.parseInt(response.body());
      case 404 -> throw new NoSuchElementException("no price for " + item);
      default -> throw new IllegalStateException("price service: " + response.statusCode());
    };
  }

  private HttpRequest request(String item) {
    return HttpRequest.newBuilder(service.resolve("/prices/" + item)).build();
  }
}
