package dev.offload;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the cancellation of a call to the statement that it is running. A statement is only
 * cancelled while it is the one that runs: drivers cancel whatever their connection does at the
 * moment, which may be the work of somebody else later.
 */
final class StatementCanceller {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private Statement running;

  /**
   * A statement is going to run; {@link #end} follows.
   *
   * @return what was running, if one runs inside the other
   * @throws java.util.concurrent.CancellationException if the call was cancelled before; the
   *     statement must not run
   */
  Statement begin(Statement statement) {
    Statement outer = replace(statement);
    // Behind the line above: whoever cancels from now on finds the statement.
    if (Offload.isCancelled()) {
      replace(outer);
      Offload.checkCancelled();
    }
    return outer;
  }

  /** The end of what {@link #begin} began, and returned. */
  void end(Statement outer) {
    replace(outer);
  }

  private Statement replace(Statement next) {
    lock.lock();
    try {
      Statement before = running;
      running = next;
      ended.signalAll();
      return before;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Cancels the statement that is running, on a thread that may block. Again and again until it
   * ends, as drivers ignore it between the moment in which we say that a statement runs and that in
   * which it does.
   */
  void cancel() {
    long pause = FIRST_PAUSE_MILLIS;
    lock.lock();
    try {
      while (running != null) {
        running.cancel();
        ended.await(pause, TimeUnit.MILLISECONDS);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (SQLException e) {
      System.getLogger("dev.offload")
          .log(System.Logger.Level.WARNING, "a statement cannot be cancelled, and goes on", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
