package dev.offload;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * An SQLite database that keeps count of its connections and statements, and fails where a test
 * wants it to.
 */
final class CountingDataSource implements DataSource {
  private final SQLiteDataSource source;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger aborted = new AtomicInteger();
  private final List<String> changed = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();
  private final Map<String, Semaphore> executing = new ConcurrentHashMap<>();
  private volatile boolean isAutoCommit = true;
  private volatile SQLException connectFailure;
  private volatile SQLException commitFailure;
  private volatile SQLException rollbackFailure;
  private volatile ThrowingRunnable beforeCommit = () -> {};

  private CountingDataSource(SQLiteDataSource source) {
    this.source = source;
  }

  static CountingDataSource sqlite(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(20_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return new CountingDataSource(source);
  }

  /** Connections in use. */
  int open() {
    return open.get();
  }

  /** The most connections that were in use at the same time. */
  int most() {
    return most.get();
  }

  int aborted() {
    return aborted.get();
  }

  /** Connections that came back in another auto-commit mode than they left. */
  List<String> changed() {
    return changed;
  }

  int executions(String sql) {
    return executions.getOrDefault(sql, new AtomicInteger()).get();
  }

  /** Waits until a statement has begun so many times. */
  void awaitExecutions(String sql, int count) throws InterruptedException {
    if (!semaphore(sql).tryAcquire(count, 20, TimeUnit.SECONDS)) {
      throw new AssertionError("not executed: " + sql);
    }
  }

  private Semaphore semaphore(String sql) {
    return executing.computeIfAbsent(sql, key -> new Semaphore(0));
  }

  void autoCommitIs(boolean mode) {
    isAutoCommit = mode;
  }

  CountingDataSource failingWith(SQLException failure) {
    CountingDataSource failing = new CountingDataSource(source);
    failing.connectFailure = failure;
    return failing;
  }

  void failCommit(SQLException failure) {
    commitFailure = failure;
  }

  void failRollback(SQLException failure) {
    rollbackFailure = failure;
  }

  void beforeCommit(ThrowingRunnable action) {
    beforeCommit = action;
  }

  @Override
  public Connection getConnection() throws SQLException {
    throwIfSet(connectFailure);
    Connection connection = source.getConnection();
    connection.setAutoCommit(isAutoCommit);
    most.accumulateAndGet(open.incrementAndGet(), Math::max);
    return proxy(Connection.class, new CountedConnection(connection, isAutoCommit));
  }

  private static void throwIfSet(SQLException failure) throws SQLException {
    if (failure != null) {
      throw failure;
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class CountedConnection implements InvocationHandler {
    private final Connection connection;
    private final boolean wasAutoCommit;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    CountedConnection(Connection connection, boolean wasAutoCommit) {
      this.connection = connection;
      this.wasAutoCommit = wasAutoCommit;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      return switch (method.getName()) {
        case "commit" -> {
          beforeCommit.run();
          throwIfSet(commitFailure);
          yield CountingDataSource.invoke(connection, method, arguments);
        }
        case "rollback" -> {
          throwIfSet(rollbackFailure);
          yield CountingDataSource.invoke(connection, method, arguments);
        }
        case "abort" -> {
          aborted.incrementAndGet();
          connection.close();
          yield null;
        }
        case "close" -> {
          close();
          yield null;
        }
        case "prepareStatement" -> {
          PreparedStatement statement =
              (PreparedStatement) CountingDataSource.invoke(connection, method, arguments);
          yield proxy(
              PreparedStatement.class, new CountedStatement(statement, (String) arguments[0]));
        }
        default -> CountingDataSource.invoke(connection, method, arguments);
      };
    }

    private void close() throws SQLException {
      if (!isClosed.compareAndSet(false, true)) {
        return;
      }
      if (!connection.isClosed() && connection.getAutoCommit() != wasAutoCommit) {
        changed.add(connection.toString());
      }
      connection.close();
      open.decrementAndGet();
    }
  }

  private final class CountedStatement implements InvocationHandler {
    private final PreparedStatement statement;
    private final String sql;

    CountedStatement(PreparedStatement statement, String sql) {
      this.statement = statement;
      this.sql = sql;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      if (method.getName().startsWith("execute")) {
        executions.computeIfAbsent(sql, key -> new AtomicInteger()).incrementAndGet();
        semaphore(sql).release();
      }
      return CountingDataSource.invoke(statement, method, arguments);
    }
  }

  // --- Not used ----------------------------------------------------------------------------------

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
