package dev.offload;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * A {@link DataSource} for code that must not block: so many calls at a time as there are
 * connections, each on a connection of its own and on a thread that may block. More calls wait in
 * order, without a thread.
 *
 * <pre>{@code
 * AsyncDatabase database = AsyncDatabase.over(dataSource, 10);
 * CompletableFuture<List<String>> names =
 *     database.query("select name from customer where city = ?", row -> row.getString(1), city);
 * CompletableFuture<Integer> moved =
 *     database.transaction(
 *         session -> session.update("update account set ..") + session.update("update account set .."));
 * }</pre>
 *
 * <p>Futures fail with the {@link SQLException} that the driver threw, or whatever the given
 * function threw, without a wrapper. Cancelling one, or letting it time out, settles it at once and
 * cancels the statement that is running, and none begins after that; threads are not interrupted,
 * which drivers take badly. The connection goes back to the data source in any case, in the
 * auto-commit mode in which it came.
 *
 * <p>A function that works on a session must not wait for another call of the same database, which
 * would need a second connection: {@link IllegalStateException} where that would take more
 * connections than there are. It uses its session.
 */
public final class AsyncDatabase implements AutoCloseable {
  private static final ThreadLocal<AsyncDatabase> IN_SESSION = new ThreadLocal<>();

  private final DataSource source;
  private final Offloader offloader;

  private AsyncDatabase(DataSource source, Offloader offloader) {
    this.source = Objects.requireNonNull(source, "source");
    this.offloader = offloader;
  }

  /**
   * A database on threads of its own, which queues up to 1,024 calls.
   *
   * @param source such as a connection pool; it stays the caller's
   * @param connections how many may be in use; no more than {@code source} has
   */
  @NonBlocking
  public static AsyncDatabase over(DataSource source, int connections) {
    return new AsyncDatabase(
        source,
        Offloader.builder("offload-database").maxConcurrency(connections).spareThreads(0).build());
  }

  /**
   * A database on the threads of an offloader, with a queue like that one's, and apart from its
   * limit.
   *
   * @param source such as a connection pool; it stays the caller's
   * @param connections how many may be in use; no more than {@code source} has
   */
  @NonBlocking
  public static AsyncDatabase over(DataSource source, int connections, Offloader offloader) {
    return new AsyncDatabase(source, offloader.limited("offload-database", connections));
  }

  /**
   * Runs a query in auto-commit mode.
   *
   * @param sql with a {@code ?} for each parameter
   * @param row makes a result of the row at which the result set stands
   * @param parameters as {@link PreparedStatement#setObject(int, Object)} takes them; null for the
   *     SQL one
   * @return what {@code row} returned for each row, in order
   */
  @NonBlocking
  public <T> CompletableFuture<List<T>> query(
      String sql,
      @Blocking ThrowingFunction<? super ResultSet, ? extends T> row,
      Object... parameters) {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(row, "row");
    Object[] bound = parameters.clone();
    return call(session -> session.query(sql, row, bound));
  }

  /**
   * Runs a statement that changes something, in auto-commit mode.
   *
   * @param sql with a {@code ?} for each parameter
   * @param parameters as {@link PreparedStatement#setObject(int, Object)} takes them; null for the
   *     SQL one
   * @return the number of rows that it changed
   */
  @NonBlocking
  public CompletableFuture<Integer> update(String sql, Object... parameters) {
    Objects.requireNonNull(sql, "sql");
    Object[] bound = parameters.clone();
    return call(session -> session.update(sql, bound));
  }

  /** Runs {@code work} on one connection in auto-commit mode. */
  @NonBlocking
  public <T> CompletableFuture<T> call(
      @Blocking ThrowingFunction<? super Session, ? extends T> work) {
    Objects.requireNonNull(work, "work");
    StatementCanceller canceller = new StatementCanceller();
    return offloader.call(() -> inSession(true, canceller, work::apply), options(canceller));
  }

  /**
   * Runs {@code work} as one transaction: committed when it returns, rolled back when it throws and
   * when the future is cancelled or times out. What comes after the commit has begun is too late,
   * and {@link CompletableFuture#cancel} returns false then: the future always says what happened.
   */
  @NonBlocking
  public <T> CompletableFuture<T> transaction(
      @Blocking ThrowingFunction<? super Session, ? extends T> work) {
    Objects.requireNonNull(work, "work");
    TransactionFuture<T> future = new TransactionFuture<>(offloader);
    StatementCanceller canceller = new StatementCanceller();
    future.follow(offloader.call(() -> transaction(work, canceller, future), options(canceller)));
    return future;
  }

  private static CallOptions options(StatementCanceller canceller) {
    return CallOptions.defaults().cancelMode(CancelMode.ABANDON).onCancel(canceller::cancel);
  }

  private <T> T transaction(
      ThrowingFunction<? super Session, ? extends T> work,
      StatementCanceller canceller,
      TransactionFuture<T> future)
      throws Exception {
    try {
      T value =
          inSession(
              false,
              canceller,
              session -> {
                T result = work.apply(session);
                future.beginCommit();
                session.connection().commit();
                return result;
              });
      future.endCommit(value, null);
      return value;
    } catch (Throwable failure) {
      future.endCommit(null, failure);
      throw failure;
    }
  }

  private <T> T inSession(
      boolean isAutoCommit, StatementCanceller canceller, ThrowingFunction<Session, T> work)
      throws Exception {
    if (IN_SESSION.get() == this) {
      throw new IllegalStateException(
          "a function that works on a session waits for another call of the same database, which"
              + " needs a second connection. Use the session");
    }
    IN_SESSION.set(this);
    try (BorrowedConnection borrowed = BorrowedConnection.from(source, isAutoCommit)) {
      try {
        // The wait for a connection may have been long.
        Offload.checkCancelled();
        return work.apply(new Session(borrowed.connection(), canceller));
      } catch (Throwable failure) {
        borrowed.rollback(failure);
        throw failure;
      }
    } finally {
      IN_SESSION.remove();
    }
  }

  /**
   * Takes no more calls, lets those that it has go on for {@code drain}, then settles the rest.
   * Does not wait, and does not close the data source.
   *
   * @return complete when every future is settled
   */
  @NonBlocking
  public CompletableFuture<Void> shutdown(Duration drain) {
    return offloader.shutdown(drain);
  }

  /**
   * Shuts down at once, and waits up to five seconds for statements to end, except on a thread that
   * must not block.
   */
  @Override
  @Blocking
  public void close() {
    offloader.close();
  }

  /**
   * One connection, for the thread and the time of the function that it is given to. Its methods
   * block.
   *
   * <p>They throw {@link java.util.concurrent.CancellationException} instead of running a statement
   * once the call has been cancelled.
   */
  @Blocking
  public static final class Session {
    private final Connection connection;
    private final StatementCanceller canceller;

    private Session(Connection connection, StatementCanceller canceller) {
      this.connection = connection;
      this.canceller = canceller;
    }

    /** {@link AsyncDatabase#query}, in this session. */
    public <T> List<T> query(
        String sql,
        @Blocking ThrowingFunction<? super ResultSet, ? extends T> row,
        Object... parameters)
        throws Exception {
      try (PreparedStatement statement = prepare(sql, parameters)) {
        return run(
            statement,
            prepared -> {
              List<T> results = new ArrayList<>();
              try (ResultSet rows = prepared.executeQuery()) {
                while (rows.next()) {
                  results.add(row.apply(rows));
                }
              }
              return results;
            });
      }
    }

    /** {@link AsyncDatabase#update}, in this session. */
    public int update(String sql, Object... parameters) throws SQLException {
      try (PreparedStatement statement = prepare(sql, parameters)) {
        Statement outer = canceller.begin(statement);
        try {
          return statement.executeUpdate();
        } finally {
          canceller.end(outer);
        }
      }
    }

    /**
     * Runs a statement of your own, made from {@link #connection}, so that cancellation reaches it:
     * a batch, or one with generated keys.
     *
     * @param use executes the statement and reads what it returns
     */
    public <S extends Statement, T> T run(
        S statement, @Blocking ThrowingFunction<? super S, ? extends T> use) throws Exception {
      Statement outer = canceller.begin(statement);
      try {
        return use.apply(statement);
      } finally {
        canceller.end(outer);
      }
    }

    /** The connection. Commit, rollback and close are not for the function. */
    @NonBlocking
    public Connection connection() {
      return connection;
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(sql);
      try {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        return statement;
      } catch (Throwable e) {
        statement.close();
        throw e;
      }
    }
  }
}
