import io.micronaut.data.annotation.Repository;
import io.micronaut.data.repository.CrudRepository;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import java.util.concurrent.CompletableFuture;

class Bad {
  record Order(Long number, String item, int price) {}

  @Repository
  interface Orders extends CrudRepository<Order, Long> {}

  @Client("/prices")
  interface Prices {
    @Get("/{id}")
    CompletableFuture<Integer> price(String id);

    @Get("/{id}/discount")
    int discount(String id);
  }

  CompletableFuture<Integer> order(String id, Prices prices) {
    return prices.price(id).thenApply(price -> price - prices.discount(id)); // finding: BlockingIo
  }

  CompletableFuture<Order> store(String id, Prices prices, Orders orders) {
    return order(id, prices)
        .thenApply(price -> orders.save(new Order(null, id, price))); // finding: BlockingIo
  }
}
