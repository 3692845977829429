import io.ebean.Database;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

class Good {
  private final Executor io = Executors.newFixedThreadPool(16);
  private final Database database;

  Good(Database database) {
    this.database = database;
  }

  <T> CompletableFuture<List<T>> orders(Class<T> type, CompletableFuture<String> customer) {
    return customer.thenApplyAsync(
        name -> database.find(type).where().eq("customer", name).findList(), io);
  }

  CompletableFuture<Void> store(CompletableFuture<Object> order) {
    return order.thenAcceptAsync(database::save, io);
  }
}
