import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

class Bad {
  interface Orders extends SqlObject {
    @SqlQuery("SELECT name FROM orders WHERE id = ?")
    String name(long id);
  }

  private final Jdbi jdbi;

  Bad(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  CompletableFuture<String> name(CompletableFuture<Long> id) {
    Orders orders = jdbi.onDemand(Orders.class);
    return id.thenApply(orders::name); // finding: BlockingIo
  }

  CompletableFuture<Integer> remove(CompletableFuture<Long> id) {
    return id.thenApply(
        known ->
            jdbi.withHandle( // finding: BlockingIo
                handle -> handle.execute("DELETE FROM orders WHERE id = ?", known)));
  }
}
