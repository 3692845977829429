import jakarta.persistence.EntityManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

class Good {
  private final Executor database = Executors.newFixedThreadPool(16);
  private final EntityManager orders;

  Good(EntityManager orders) {
    this.orders = orders;
  }

  <T> CompletableFuture<T> load(Class<T> type, CompletableFuture<Long> id) {
    return id.thenApplyAsync(known -> orders.find(type, known), database);
  }

  CompletableFuture<Long> count(CompletableFuture<String> customer) {
    return customer.thenApplyAsync(
        name ->
            orders
                .createQuery("select count(o) from Order o where o.customer = :name", Long.class)
                .setParameter("name", name)
                .getSingleResult(),
        database);
  }
}
