package dev.offload;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A connection for one piece of work, which goes back as it came. What goes wrong then is logged,
 * as the work has its outcome already.
 */
final class BorrowedConnection implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.offload");

  private final Connection connection;
  private boolean wasAutoCommit = true;
  private boolean isBroken;

  private BorrowedConnection(Connection connection) {
    this.connection = connection;
  }

  static BorrowedConnection from(DataSource source, boolean isAutoCommit) throws SQLException {
    BorrowedConnection borrowed = new BorrowedConnection(source.getConnection());
    try {
      borrowed.wasAutoCommit = borrowed.connection.getAutoCommit();
      borrowed.setAutoCommit(isAutoCommit);
      return borrowed;
    } catch (Throwable e) {
      borrowed.isBroken = true;
      borrowed.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  private void setAutoCommit(boolean isAutoCommit) throws SQLException {
    if (connection.getAutoCommit() != isAutoCommit) {
      connection.setAutoCommit(isAutoCommit);
    }
  }

  /** Undoes what is not committed, after a failure. */
  void rollback(Throwable failure) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      // To go back to auto-commit mode would commit what could not be undone.
      isBroken = true;
      failure.addSuppressed(e);
      abort();
    }
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException | AbstractMethodError e) {
      LOGGER.log(Level.WARNING, "a connection could not be aborted after a rollback failed", e);
    }
  }

  @Override
  public void close() {
    try {
      if (!isBroken) {
        setAutoCommit(wasAutoCommit);
      }
    } catch (SQLException | RuntimeException e) {
      LOGGER.log(Level.WARNING, "a connection did not go back to its auto-commit mode", e);
    }
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      LOGGER.log(Level.WARNING, "a connection could not be closed", e);
    }
  }
}
