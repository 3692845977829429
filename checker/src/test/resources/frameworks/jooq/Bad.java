import java.util.concurrent.CompletionStage;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

class Bad {
  private final DSLContext db;

  Bad(DSLContext db) {
    this.db = db;
  }

  CompletionStage<Result<Record>> orders(CompletionStage<String> customer) {
    return customer.thenApply(
        name ->
            db.select().from("orders").where("customer = ?", name).fetch()); // finding: BlockingIo
  }

  CompletionStage<Integer> count(CompletionStage<String> table) {
    return table.thenApply(name -> db.fetchCount(DSL.table(name))); // finding: BlockingIo
  }
}
