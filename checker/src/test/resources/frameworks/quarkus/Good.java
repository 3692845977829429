import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.ConsumeEvent;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.mutiny.Uni;
import jakarta.transaction.Transactional;

class Good {
  static class Order extends PanacheEntityBase {}

  @Scheduled(every = "1m")
  @Transactional
  void removeOld() {
    Order.delete("createdAt < now() - 30 day");
  }

  @ConsumeEvent(value = "orders", blocking = true)
  Uni<Void> store(Order order) {
    order.persist();
    return Uni.createFrom().voidItem();
  }

  @WebSocket(path = "/prices")
  static class Prices {
    ReactiveValueCommands<String, String> prices;

    @OnTextMessage
    Uni<String> price(String item) {
      return prices.get(item);
    }
  }
}
