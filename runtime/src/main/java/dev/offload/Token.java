package dev.offload;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Permits that somebody holds. */
final class Token implements AsyncSemaphore.Permit, AsyncLock.Held {
  private static final Logger LOGGER = System.getLogger("dev.offload");
  private static final VarHandle COUNT;

  static {
    try {
      COUNT = MethodHandles.lookup().findVarHandle(Token.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final PermitQueue<?> queue;

  /** How many permits this holds: none once it is closed. */
  private volatile int count;

  Token(PermitQueue<?> queue, int count) {
    this.queue = queue;
    this.count = count;
  }

  @Override
  public int permits() {
    return count;
  }

  @Override
  public void close() {
    int held = (int) COUNT.getAndSet(this, 0);
    if (held > 0) {
      queue.release(held);
    } else {
      LOGGER.log(
          Level.WARNING,
          "closed more than once: the permit or lock was given back before, so this call does"
              + " nothing",
          new IllegalStateException("closed more than once"));
    }
  }
}
