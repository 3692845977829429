import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletionStage;

class Good {
  void listen(
      StatefulRedisPubSubConnection<String, String> events,
      StatefulRedisConnection<String, String> cache) {
    events.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String key) {
            cache.async().del(key);
          }
        });
  }

  CompletionStage<String> owner(RedisAsyncCommands<String, String> redis, String order) {
    return redis.hget(order, "customer").thenCompose(customer -> redis.hget(customer, "name"));
  }
}
