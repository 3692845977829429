import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

class Bad {
  void listen(
      StatefulRedisPubSubConnection<String, String> events,
      StatefulRedisConnection<String, String> cache) {
    events.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String key) {
            cache.sync().del(key); // finding: BlockingIo
          }
        });
  }

  CompletionStage<String> owner(RedisAsyncCommands<String, String> redis, String order) {
    return redis
        .hget(order, "customer")
        .thenApply(
            customer -> {
              var name = redis.hget(customer, "name").toCompletableFuture();
              return name.join(); // finding: NestedJoin
            });
  }
}
