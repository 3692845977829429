import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;

class Good {
  CompletionStage<Long> order(JedisPool pool, CompletionStage<String> customer, Executor io) {
    return customer.thenApplyAsync(
        name -> {
          try (Jedis redis = pool.getResource()) {
            return redis.incr("orders:" + name);
          }
        },
        io);
  }

  CompletionStage<String> price(HttpClient shop, UnifiedJedis cache, String item, Executor io) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://shop/" + item)).build();
    return shop.sendAsync(request, BodyHandlers.ofString())
        .thenApply(
            answer -> {
              io.execute(() -> cache.setex(item, 60, answer.body()));
              return answer.body();
            });
  }
}
