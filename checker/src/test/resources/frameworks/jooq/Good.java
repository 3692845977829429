import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

class Good {
  private final Executor database = Executors.newFixedThreadPool(16);
  private final DSLContext db;

  Good(DSLContext db) {
    this.db = db;
  }

  CompletionStage<Result<Record>> orders(CompletionStage<String> customer) {
    return customer.thenCompose(
        name -> db.select().from("orders").where("customer = ?", name).fetchAsync(database));
  }

  CompletionStage<Integer> count(CompletionStage<String> table) {
    return table.thenApplyAsync(name -> db.fetchCount(DSL.table(name)), database);
  }
}
