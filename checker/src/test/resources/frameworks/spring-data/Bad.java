import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.repository.CrudRepository;
import reactor.core.publisher.Mono;

class Bad {
  record User(String id, String name) {}

  interface Users extends CrudRepository<User, String> {
    Optional<User> findByName(String name);
  }

  Mono<User> user(Mono<String> name, Users users) {
    return name.map(n -> users.findByName(n).orElseThrow()); // finding: BlockingIo
  }

  Mono<String> cached(Mono<String> key, StringRedisTemplate redis) {
    return key.map(k -> redis.opsForValue().get(k)); // finding: BlockingIo
  }

  CompletableFuture<User> save(CompletableFuture<User> user, MongoTemplate mongo) {
    return user.thenApply(u -> mongo.save(u)); // finding: BlockingIo
  }
}
