import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import reactor.core.publisher.Mono;

class Good {
  record User(String id, String name) {}

  interface Users extends ReactiveCrudRepository<User, String> {
    Mono<User> findByName(String name);
  }

  Mono<User> user(Mono<String> name, Users users) {
    return name.flatMap(n -> users.findByName(n));
  }

  Mono<String> cached(Mono<String> key, ReactiveStringRedisTemplate redis) {
    return key.flatMap(k -> redis.opsForValue().get(k));
  }

  CompletableFuture<User> save(
      CompletableFuture<User> user, MongoTemplate mongo, Executor workers) {
    return user.thenApplyAsync(u -> mongo.save(u), workers);
  }
}
