import dev.offload.AsyncDatabase;
import dev.offload.Sync;
import dev.offload.annotations.NonBlocking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

class Right {
  private static final String ADD = "update account set cents = cents + ? where id = ?";

  private final AsyncDatabase database;

  Right(DataSource pool, int connectionsOfPool) {
    this.database = AsyncDatabase.over(pool, connectionsOfPool);
  }

  @NonBlocking
  CompletableFuture<Integer> move(int amount, int from, int to) {
    return database.transaction(
        session -> session.update(ADD, -amount, from) + session.update(ADD, amount, to));
  }

  @NonBlocking
  CompletableFuture<List<Integer>> accounts() {
    return database.query("select cents from account order by id", row -> row.getInt("cents"));
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("accounts", ".db");
    SQLiteDataSource pool = new SQLiteDataSource(); // stands in for that of a server
    pool.setUrl("jdbc:sqlite:" + file);
    Right bank = new Right(pool, 1);
    Sync.run(() -> bank.database.update("create table account (id integer, cents integer)"));
    Sync.run(() -> bank.database.update("insert into account values (1, 100), (2, 0)"));
    System.out.println(Sync.run(() -> bank.move(30, 1, 2))); // prints: 2
    System.out.println(Sync.run(bank::accounts)); // prints: [70, 30]
  }
}
