import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class Good {
  CompletableFuture<Integer> count(
      CompletableFuture<String> city, JdbcTemplate jdbc, Executor workers) {
    String sql = "select count(*) from users where city = ?";
    return city.thenApplyAsync(c -> jdbc.queryForObject(sql, Integer.class, c), workers);
  }

  Mono<String> name(Mono<Long> id, JdbcClient jdbc) {
    var users = jdbc.sql("select name from users where id = ?");
    return id.publishOn(Schedulers.boundedElastic())
        .map(i -> users.param(i).query(String.class).single());
  }

  Mono<Void> commit(Mono<Void> work, TransactionalOperator transaction) {
    return transaction.transactional(work);
  }
}
