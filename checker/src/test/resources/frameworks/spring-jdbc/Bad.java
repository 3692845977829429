import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import reactor.core.publisher.Mono;

class Bad {
  CompletableFuture<Integer> count(CompletableFuture<String> city, JdbcTemplate jdbc) {
    String sql = "select count(*) from users where city = ?";
    return city.thenApply(c -> jdbc.queryForObject(sql, Integer.class, c)); // finding: BlockingIo
  }

  Mono<String> name(Mono<Long> id, JdbcClient jdbc) {
    var users = jdbc.sql("select name from users where id = ?");
    return id.map(i -> users.param(i).query(String.class).single()); // finding: BlockingIo
  }

  Mono<Void> commit(Mono<Void> work, PlatformTransactionManager manager, TransactionStatus status) {
    return work.doOnSuccess(done -> manager.commit(status)); // finding: BlockingIo
  }
}
