import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;

class Bad {
  CompletionStage<Long> order(JedisPool pool, CompletionStage<String> customer) {
    return customer.thenApply(
        name -> {
          try (Jedis redis = pool.getResource()) { // finding: BlockingIo
            return redis.incr("orders:" + name); // finding: BlockingIo
          }
        });
  }

  CompletionStage<String> price(HttpClient shop, UnifiedJedis cache, String item) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://shop/" + item)).build();
    return shop.sendAsync(request, BodyHandlers.ofString())
        .thenApply(
            answer -> {
              cache.setex(item, 60, answer.body()); // finding: BlockingIo
              return answer.body();
            });
  }
}
