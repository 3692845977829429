import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.redis.datasource.value.ValueCommands;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.smallrye.mutiny.Uni;

class Bad {
  static class Order extends PanacheEntityBase {}

  @Scheduled(every = "1m")
  Uni<Void> removeOld() {
    Order.delete("createdAt < now() - 30 day"); // finding: BlockingIo
    return Uni.createFrom().voidItem();
  }

  @WebSocket(path = "/prices")
  static class Prices {
    ValueCommands<String, String> prices;

    @OnTextMessage
    Uni<String> price(String item) {
      return Uni.createFrom().item(prices.get(item)); // finding: BlockingIo
    }
  }
}
