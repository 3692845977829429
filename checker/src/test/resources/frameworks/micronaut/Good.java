import io.micronaut.data.annotation.Repository;
import io.micronaut.data.repository.async.AsyncCrudRepository;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.concurrent.CompletableFuture;

class Good {
  record Order(Long number, String item, int price) {}

  @Repository
  interface Orders extends AsyncCrudRepository<Order, Long> {}

  @Client("/prices")
  interface Prices {
    @Get("/{id}")
    CompletableFuture<Integer> price(String id);

    @Get("/{id}/discount")
    CompletableFuture<Integer> discount(String id);
  }

  CompletableFuture<Integer> order(String id, Prices prices) {
    return prices.price(id).thenCombine(prices.discount(id), (price, discount) -> price - discount);
  }

  CompletableFuture<Order> store(String id, Prices prices, Orders orders) {
    return order(id, prices).thenCompose(price -> orders.save(new Order(null, id, price)));
  }
}
