package dev.offload;

import static dev.offload.Offloaders.await;
import static dev.offload.Offloaders.failure;
import static dev.offload.Offloaders.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncDatabaseTest {
  /** Minutes of work in one statement. */
  private static final String ENDLESS =
      "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000000000)"
          + " select count(*) from n";

  private static final String ENDLESS_UPDATE = "update account set balance = (" + ENDLESS + ")";

  @TempDir Path directory;
  private CountingDataSource source;
  private AsyncDatabase database;

  @BeforeEach
  void createTable() throws Exception {
    source = CountingDataSource.sqlite(directory.resolve("test.db"));
    database = AsyncDatabase.over(source, 4);
    get(database.update("create table account(name text primary key, balance integer)"));
    get(database.update("insert into account values ('a', 100), ('b', 0), ('c', null)"));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
    assertEquals(0, source.open(), "connections that were not given back");
    assertEquals(List.of(), source.changed(), "connections that came back in another mode");
  }

  private long balance(String name) throws Exception {
    return get(database.query(
            "select balance from account where name = ?", row -> row.getLong(1), name))
        .get(0);
  }

  // --- Queries and updates -----------------------------------------------------------------------

  @Test
  void queriesHandBackARowEach() throws Exception {
    assertEquals(
        List.of("a 100", "b 0"),
        get(
            database.query(
                "select name, balance from account where balance >= ? order by name",
                row -> row.getString(1) + " " + row.getInt("balance"),
                0)));
    assertEquals(
        List.of(), get(database.query("select 1 from account where name = 'x'", row -> 1)));
  }

  @Test
  void nullIsAParameterAndAResult() throws Exception {
    assertEquals(
        List.of("c"),
        get(
            database.query(
                "select name from account where balance is ?",
                row -> row.getString(1),
                new Object[] {null})));
    List<Object> results =
        get(
            database.query(
                "select balance from account where name = 'c'", row -> row.getObject(1)));
    assertEquals(1, results.size());
    assertNull(results.get(0));
  }

  @Test
  void updatesHandBackHowManyRowsTheyChanged() throws Exception {
    assertEquals(2, get(database.update("update account set balance = ? where balance >= 0", 7)));
    assertEquals(7, balance("a"));
  }

  @Test
  void parametersMayBeChangedAfterTheCall() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    try (AsyncDatabase one = AsyncDatabase.over(source, 1)) {
      CompletableFuture<Void> first =
          one.call(
              session -> {
                await(released);
                return null;
              });
      Object[] parameters = {"a"};
      CompletableFuture<List<Long>> balance =
          one.query(
              "select balance from account where name = ?", row -> row.getLong(1), parameters);
      parameters[0] = "b";
      released.countDown();
      get(first);

      assertEquals(List.of(100L), get(balance));
    }
  }

  @Test
  void theDriversExceptionArrivesWithoutAWrapper() throws Exception {
    assertInstanceOf(SQLException.class, failure(database.query("select x from y", row -> 1)));
    assertInstanceOf(SQLException.class, failure(database.update("nonsense")));
    assertInstanceOf(
        SQLException.class, failure(database.update("insert into account values ('a', 1)")));

    SQLException refused = new SQLException("no connection");
    try (AsyncDatabase broken = AsyncDatabase.over(source.failingWith(refused), 1)) {
      assertSame(refused, failure(broken.query("select 1", row -> 1)));
      assertSame(refused, failure(broken.transaction(session -> 1)));
    }
  }

  @Test
  void whatAFunctionThrowsArrivesWithoutAWrapper() throws Exception {
    IOException thrown = new IOException("broken");
    assertSame(
        thrown,
        failure(
            database.query(
                "select 1",
                row -> {
                  throw thrown;
                })));
    assertSame(
        thrown,
        failure(
            database.call(
                session -> {
                  throw thrown;
                })));
    assertSame(
        thrown,
        failure(
            database.transaction(
                session -> {
                  throw thrown;
                })));
  }

  @Test
  void nullArgumentsAreRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> database.query(null, row -> 1));
    assertThrows(NullPointerException.class, () -> database.query("select 1", null));
    assertThrows(NullPointerException.class, () -> database.update(null));
    assertThrows(NullPointerException.class, () -> database.call(null));
    assertThrows(NullPointerException.class, () -> database.transaction(null));
    assertThrows(NullPointerException.class, () -> AsyncDatabase.over(null, 1));
    assertThrows(IllegalArgumentException.class, () -> AsyncDatabase.over(source, 0));
  }

  @Test
  void dependentsThatNameNoExecutorRunOnTheThreadsForTheDatabase() throws Exception {
    assertTrue(
        get(database
                .query("select 1", row -> 1)
                .thenApplyAsync(rows -> Thread.currentThread().getName()))
            .startsWith("offload-database-"));
    assertTrue(
        get(database
                .transaction(session -> 1)
                .thenApplyAsync(one -> Thread.currentThread().getName()))
            .startsWith("offload-database-"));
  }

  @Test
  void aCallUsesOneConnectionInAutoCommitMode() throws Exception {
    source.autoCommitIs(false);
    CompletableFuture<Boolean> isAutoCommit =
        database.call(
            session -> {
              assertEquals(1, session.update("update account set balance = 1 where name = 'a'"));
              assertEquals(
                  List.of(1),
                  session.query(
                      "select balance from account where name = ?", row -> row.getInt(1), "a"));
              return session.connection().getAutoCommit();
            });
    assertTrue(get(isAutoCommit));
    assertEquals(1, balance("a"));
  }

  // --- Connections -------------------------------------------------------------------------------

  @Test
  void noMoreConnectionsAreInUseThanAreThere() throws Exception {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    CountDownLatch four = new CountDownLatch(4);
    for (int i = 0; i < 50; i++) {
      all.add(
          database.call(
              session -> {
                four.countDown();
                await(four);
                return session.query("select 1", row -> row.getInt(1)).get(0);
              }));
    }
    for (CompletableFuture<Integer> each : all) {
      assertEquals(1, get(each));
    }
    assertEquals(4, source.most());
  }

  @Test
  void anotherOffloaderLendsItsThreads() throws Exception {
    try (Offloader own =
            Offloader.builder("own-threads")
                .threads(ThreadKind.PLATFORM)
                .maxConcurrency(1)
                .build();
        AsyncDatabase other = AsyncDatabase.over(source, 2, own)) {
      CountDownLatch two = new CountDownLatch(2);
      List<CompletableFuture<String>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(
            other.call(
                session -> {
                  two.countDown();
                  await(two);
                  return Thread.currentThread().getName();
                }));
      }
      for (CompletableFuture<String> each : both) {
        assertTrue(get(each).startsWith("own-threads-"));
      }
    }
  }

  @Test
  void aSessionThatWaitsForAnotherCallDoesNotTakeASecondConnection() throws Exception {
    try (AsyncDatabase one = AsyncDatabase.over(source, 1)) {
      CompletableFuture<List<Integer>> outer =
          one.call(session -> Sync.await(one.query("select 1", row -> row.getInt(1))));
      assertInstanceOf(IllegalStateException.class, Offload.unwrap(failure(outer)));
      assertEquals(List.of(1), get(one.query("select 1", row -> row.getInt(1))));
    }
    assertEquals(1, source.most());
  }

  // --- Transactions ------------------------------------------------------------------------------

  private static int transfer(AsyncDatabase.Session session, int amount) throws SQLException {
    return session.update("update account set balance = balance - ? where name = 'a'", amount)
        + session.update("update account set balance = balance + ? where name = 'b'", amount);
  }

  @Test
  void aTransactionThatReturnsIsCommitted() throws Exception {
    CompletableFuture<Integer> transaction = database.transaction(session -> transfer(session, 30));
    assertEquals(2, get(transaction));
    assertEquals(70, balance("a"));
    assertEquals(30, balance("b"));
  }

  @Test
  void aTransactionThatThrowsIsRolledBack() throws Exception {
    for (Throwable thrown :
        List.of(new IOException("broken"), new IllegalArgumentException(), new AssertionError())) {
      CompletableFuture<Integer> transaction =
          database.transaction(
              session -> {
                transfer(session, 30);
                if (thrown instanceof Error error) {
                  throw error;
                }
                throw (Exception) thrown;
              });
      assertSame(thrown, failure(transaction));
    }
    assertEquals(100, balance("a"));
    assertEquals(0, balance("b"));
  }

  @Test
  void aStatementThatFailsRollsTheTransactionBack() throws Exception {
    CompletableFuture<Integer> transaction =
        database.transaction(
            session -> {
              transfer(session, 30);
              return session.update("insert into account values ('a', 1)");
            });
    assertInstanceOf(SQLException.class, failure(transaction));
    assertEquals(100, balance("a"));
  }

  @Test
  void aCommitThatFailsFailsTheFuture() throws Exception {
    SQLException thrown = new SQLException("commit failed");
    source.failCommit(thrown);
    assertSame(thrown, failure(database.transaction(session -> transfer(session, 30))));
    source.failCommit(null);
    assertEquals(100, balance("a"));
  }

  @Test
  void aConnectionWhoseRollbackFailsIsAbortedAndCommitsNothing() throws Exception {
    SQLException notUndone = new SQLException("rollback failed");
    source.failRollback(notUndone);
    IOException thrown = new IOException("broken");
    CompletableFuture<Void> transaction =
        database.transaction(
            session -> {
              transfer(session, 30);
              throw thrown;
            });

    assertSame(thrown, failure(transaction));
    assertSame(notUndone, thrown.getSuppressed()[0]);
    assertEquals(1, source.aborted());
    source.failRollback(null);
    assertEquals(100, balance("a"));
  }

  @Test
  void concurrentTransactionsLoseNoUpdate() throws Exception {
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 100)
            .mapToObj(i -> database.transaction(session -> transfer(session, 1)))
            .toList();
    for (CompletableFuture<Integer> each : all) {
      assertEquals(2, get(each));
    }
    assertEquals(0, balance("a"));
    assertEquals(100, balance("b"));
  }

  @Test
  void aTransactionIsNotSeenByOthersBeforeItEnds() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Integer> transaction =
        database.transaction(
            session -> {
              int rows = transfer(session, 30);
              changed.countDown();
              await(released);
              return rows;
            });
    await(changed);
    assertEquals(100, balance("a"));
    released.countDown();
    get(transaction);
    assertEquals(70, balance("a"));
  }

  // --- Cancellation ------------------------------------------------------------------------------

  /** Complete when all connections are back, which tells that a statement has ended. */
  private void awaitIdle() throws Exception {
    get(database.shutdown(Duration.ofSeconds(20)));
    assertEquals(0, source.open());
  }

  @Test
  void cancellationReachesTheRunningStatement() throws Exception {
    CompletableFuture<List<Long>> query = database.query(ENDLESS, row -> row.getLong(1));
    source.awaitExecutions(ENDLESS, 1);
    assertTrue(query.cancel(true));

    assertTrue(query.isCancelled());
    awaitIdle();
  }

  @Test
  void aTimeOutReachesTheRunningStatement() throws Exception {
    CompletableFuture<List<Long>> query =
        database.query(ENDLESS, row -> row.getLong(1)).orTimeout(50, TimeUnit.MILLISECONDS);

    assertInstanceOf(TimeoutException.class, failure(query));
    awaitIdle();
  }

  @Test
  void aTimeOutAroundTheFutureReachesTheRunningStatement() throws Exception {
    CompletableFuture<List<Long>> query =
        Offload.timeout(database.query(ENDLESS, row -> row.getLong(1)), Duration.ofMillis(50));

    assertInstanceOf(TimeoutException.class, failure(query));
    awaitIdle();
  }

  @Test
  void cancellationAtAnyMomentReachesTheStatement() throws Exception {
    for (int i = 0; i < 300; i++) {
      CompletableFuture<List<Long>> query = database.query(ENDLESS, row -> row.getLong(1));
      long end = System.nanoTime() + i * 2_000L;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertTrue(query.cancel(true));
    }
    awaitIdle();
  }

  @Test
  void cancellationReachesStatementsOfOnesOwn() throws Exception {
    CompletableFuture<Boolean> call =
        database.call(
            session -> {
              try (PreparedStatement own = session.connection().prepareStatement(ENDLESS)) {
                return session.run(own, PreparedStatement::execute);
              }
            });
    source.awaitExecutions(ENDLESS, 1);
    assertTrue(call.cancel(true));
    awaitIdle();
  }

  @Test
  void aStatementThatBeginsAfterTheCancellationDoesNotRun() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    String late = "update account set balance = 5";
    CompletableFuture<Integer> call =
        database.call(
            session -> {
              running.countDown();
              await(cancelled);
              try {
                return session.update(late);
              } catch (Throwable e) {
                seen.set(e);
                throw e;
              }
            });
    await(running);
    assertTrue(call.cancel(true));
    cancelled.countDown();
    awaitIdle();

    assertInstanceOf(CancellationException.class, seen.get());
    assertEquals(0, source.executions(late));
  }

  @Test
  void aCallThatIsCancelledInTheQueueTakesNoConnection() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    AtomicBoolean ran = new AtomicBoolean();
    try (AsyncDatabase one = AsyncDatabase.over(source, 1)) {
      CompletableFuture<Void> first =
          one.call(
              session -> {
                await(released);
                return null;
              });
      CompletableFuture<Void> second =
          one.call(
              session -> {
                ran.set(true);
                return null;
              });
      assertTrue(second.cancel(true));
      released.countDown();
      get(first);
      get(one.query("select 1", row -> 1));
    }
    assertFalse(ran.get());
  }

  @Test
  void theWorkerIsNotInterrupted() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
    CompletableFuture<Void> call =
        database.call(
            session -> {
              running.countDown();
              await(cancelled);
              wasInterrupted.complete(Thread.currentThread().isInterrupted());
              return null;
            });
    await(running);
    call.cancel(true);
    cancelled.countDown();
    assertFalse(get(wasInterrupted));
  }

  @Test
  void aTransactionThatIsCancelledInAStatementIsRolledBack() throws Exception {
    CompletableFuture<List<Long>> transaction =
        database.transaction(
            session -> {
              transfer(session, 30);
              return session.query(ENDLESS, row -> row.getLong(1));
            });
    source.awaitExecutions(ENDLESS, 1);
    assertTrue(transaction.cancel(true));
    awaitIdle();

    assertBalancesUntouched();
  }

  @Test
  void aTransactionThatIsCancelledInAnUpdateIsRolledBack() throws Exception {
    CompletableFuture<Integer> transaction =
        database.transaction(
            session -> {
              transfer(session, 30);
              return session.update(ENDLESS_UPDATE);
            });
    source.awaitExecutions(ENDLESS_UPDATE, 1);
    assertTrue(transaction.cancel(true));
    awaitIdle();

    assertBalancesUntouched();
  }

  @Test
  void aTransactionThatIsCancelledBetweenStatementsIsRolledBack() throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Integer> transaction =
        database.transaction(
            session -> {
              int rows = transfer(session, 30);
              changed.countDown();
              await(cancelled);
              return rows;
            });
    await(changed);
    assertTrue(transaction.cancel(true));
    cancelled.countDown();
    awaitIdle();

    assertTrue(transaction.isCancelled());
    assertBalancesUntouched();
  }

  private void assertBalancesUntouched() throws Exception {
    try (AsyncDatabase other = AsyncDatabase.over(source, 1)) {
      assertEquals(
          List.of(100L, 0L),
          get(
              other.query(
                  "select balance from account where name < 'c' order by name",
                  row -> row.getLong(1))));
    }
  }

  @Test
  void cancellationThatComesAfterTheCommitHasBegunIsTooLate() throws Exception {
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    source.beforeCommit(
        () -> {
          committing.countDown();
          await(released);
        });
    CompletableFuture<Integer> transaction = database.transaction(session -> transfer(session, 30));
    await(committing);
    assertFalse(transaction.cancel(true));
    assertFalse(transaction.isDone());
    released.countDown();

    assertEquals(2, get(transaction));
    assertEquals(70, balance("a"));
  }

  @Test
  void theFutureAlwaysSaysWhetherTheTransactionWasCommitted() throws Exception {
    int committed = 0;
    for (int i = 0; i < 300; i++) {
      CompletableFuture<Integer> transaction =
          database.transaction(session -> transfer(session, 1));
      long end = System.nanoTime() + (i % 30) * 20_000L;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      if (transaction.cancel(true)) {
        assertTrue(transaction.isCancelled());
      } else {
        get(transaction);
        committed++;
      }
    }
    awaitIdle();

    int expected = committed;
    try (AsyncDatabase other = AsyncDatabase.over(source, 1)) {
      assertEquals(
          List.of(expected),
          get(other.query("select balance from account where name = 'b'", row -> row.getInt(1))));
    }
  }

  // --- Shutdown ----------------------------------------------------------------------------------

  @Test
  void aShutdownSettlesEveryFutureAndCancelsStatements() throws Exception {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(database.query(ENDLESS, row -> row.getLong(1)));
      all.add(
          database.transaction(
              session -> {
                transfer(session, 1);
                return session.query(ENDLESS, row -> row.getLong(1));
              }));
    }
    source.awaitExecutions(ENDLESS, 1);
    database.close();

    for (CompletableFuture<?> each : all) {
      Throwable failure = failure(each);
      assertTrue(
          failure instanceof CancellationException || failure instanceof OffloadRejectedException,
          failure::toString);
    }
    assertEquals(0, source.open());
    assertInstanceOf(OffloadRejectedException.class, failure(database.query("select 1", row -> 1)));
    assertInstanceOf(OffloadRejectedException.class, failure(database.transaction(session -> 1)));
    assertBalancesUntouched();
  }
}
