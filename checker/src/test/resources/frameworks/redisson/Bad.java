import java.util.concurrent.CompletionStage;
import org.redisson.api.RBucket;
import org.redisson.api.RLock;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;

class Bad {
  CompletionStage<String> owner(RedissonClient redis, String order) {
    RMap<String, String> names = redis.getMap("customers");
    RBucket<String> customer = redis.getBucket(order);
    return customer.getAsync().thenApply(id -> names.get(id)); // finding: BlockingIo
  }

  CompletionStage<Void> pay(RedissonClient redis, CompletionStage<String> order) {
    return order.thenAccept(
        id -> {
          RLock lock = redis.getLock(id);
          lock.lock(); // finding: BlockingIo
          try {
            redis.getBucket(id + ":paid").set(true); // finding: BlockingIo
          } finally {
            lock.unlock(); // finding: BlockingIo
          }
        });
  }
}
