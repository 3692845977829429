import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteDataSource;

class Wrong {
  private final SQLiteDataSource source;

  Wrong(SQLiteDataSource source) {
    this.source = source;
  }

  CompletableFuture<String> name(CompletableFuture<Integer> id) {
    return id.thenApply(this::find); // finding: BlockingIo
  }

  private String find(int id) {
    try (Connection connection = source.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select name from person where id = ?")) {
      query.setInt(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "nobody";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
