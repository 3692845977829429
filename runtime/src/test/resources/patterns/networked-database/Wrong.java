import dev.offload.annotations.NonBlocking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

class Wrong {
  private final DataSource pool;

  Wrong(DataSource pool) {
    this.pool = pool;
  }

  @NonBlocking
  void move(int amount, int from, int to) throws SQLException {
    try (Connection connection = pool.getConnection()) { // finding: BlockingIo
      connection.setAutoCommit(false); // finding: BlockingIo
      add(connection, -amount, from); // finding: BlockingIo
      add(connection, amount, to); // finding: BlockingIo
      connection.commit(); // finding: BlockingIo
    }
  }

  private static void add(Connection connection, int amount, int id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update account set cents = cents + ? where id = ?")) {
      update.setInt(1, amount);
      update.setInt(2, id);
      update.executeUpdate();
    }
  }
}
