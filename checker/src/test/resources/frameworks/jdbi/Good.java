import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.async.JdbiExecutor;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

class Good {
  interface Orders extends SqlObject {
    @SqlQuery("SELECT name FROM orders WHERE id = ?")
    String name(long id);
  }

  private final Executor database = Executors.newFixedThreadPool(16);
  private final Orders orders;
  private final JdbiExecutor jdbi;

  Good(Jdbi jdbi) {
    this.orders = jdbi.onDemand(Orders.class);
    this.jdbi = JdbiExecutor.create(jdbi, database);
  }

  CompletableFuture<String> name(CompletableFuture<Long> id) {
    return id.thenApplyAsync(orders::name, database);
  }

  CompletionStage<Integer> remove(CompletableFuture<Long> id) {
    return id.thenCompose(
        known ->
            jdbi.withHandle(handle -> handle.execute("DELETE FROM orders WHERE id = ?", known)));
  }
}
