import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.redisson.api.RBucket;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;

class Good {
  CompletionStage<String> owner(RedissonClient redis, String order) {
    RMap<String, String> names = redis.getMap("customers");
    RBucket<String> customer = redis.getBucket(order);
    return customer.getAsync().thenCompose(id -> names.getAsync(id));
  }

  CompletionStage<Void> pay(RedissonClient redis, CompletionStage<String> order, Executor io) {
    return order.thenAcceptAsync(
        id -> {
          RLock lock = redis.getLock(id);
          lock.lock();
          try {
            redis.getBucket(id + ":paid").set(true);
          } finally {
            lock.unlock();
          }
        },
        io);
  }
}
