import io.ebean.Database;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class Bad {
  private final Database database;

  Bad(Database database) {
    this.database = database;
  }

  <T> CompletableFuture<List<T>> orders(Class<T> type, CompletableFuture<String> customer) {
    return customer.thenApply(
        name -> database.find(type).where().eq("customer", name).findList()); // finding: BlockingIo
  }

  CompletableFuture<Void> store(CompletableFuture<Object> order) {
    return order.thenAccept(database::save); // finding: BlockingIo
  }
}
