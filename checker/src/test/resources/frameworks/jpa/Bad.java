import jakarta.persistence.EntityManager;
import java.util.concurrent.CompletableFuture;

class Bad {
  private final EntityManager orders;

  Bad(EntityManager orders) {
    this.orders = orders;
  }

  <T> CompletableFuture<T> load(Class<T> type, CompletableFuture<Long> id) {
    return id.thenApply(known -> orders.find(type, known)); // finding: BlockingIo
  }

  CompletableFuture<Long> count(CompletableFuture<String> customer) {
    return customer.thenApply(
        name ->
            orders
                .createQuery("select count(o) from Order o where o.customer = :name", Long.class)
                .setParameter("name", name)
                .getSingleResult()); // finding: BlockingIo
  }
}
