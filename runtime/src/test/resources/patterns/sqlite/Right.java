import dev.offload.AsyncDatabase;
import dev.offload.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteDataSource;

class Right {
  private final AsyncDatabase database;

  Right(SQLiteDataSource source) {
    // SQLite has one writer at a time.
    this.database = AsyncDatabase.over(source, 1);
  }

  CompletableFuture<String> name(CompletableFuture<Integer> id) {
    return id.thenCompose(
            number ->
                database.query(
                    "select name from person where id = ?", row -> row.getString(1), number))
        .thenApply(names -> names.isEmpty() ? "nobody" : names.get(0));
  }

  CompletableFuture<Integer> create() {
    return database
        .update("create table person (id integer primary key, name text)")
        .thenCompose(none -> database.update("insert into person (name) values (?)", "Ada"));
  }

  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("people", ".db");
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    Right people = new Right(source);
    CompletableFuture<Integer> first = CompletableFuture.completedFuture(1);
    String name = Sync.run(() -> people.create().thenCompose(none -> people.name(first)));
    System.out.println(name); // prints: Ada
  }
}
