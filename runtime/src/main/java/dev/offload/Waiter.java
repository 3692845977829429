package dev.offload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * A future that stands in a queue for something: a permit, an element, room. Either its owner
 * claims it, and then must {@link #succeed} or {@link #fail} it, or its user gives it up (cancels
 * it, lets it time out); never both. That is what keeps a permit from being granted to somebody who
 * has left.
 */
abstract class Waiter<T> extends OffloadFuture<T> {
  private static final VarHandle TAKEN;

  static {
    try {
      TAKEN = MethodHandles.lookup().findVarHandle(Waiter.class, "taken", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unused") // written through TAKEN
  private volatile boolean taken;

  Waiter(Executor executor) {
    super(executor);
  }

  /** True for exactly one caller. */
  final boolean claim() {
    return TAKEN.compareAndSet(this, false, true);
  }

  /** Leaves the queue; called once, when the user has given up, before the future is settled. */
  abstract void leave();

  @Override
  final boolean settle(BooleanSupplier settlement) {
    if (!claim()) {
      return false;
    }
    leave();
    return settlement.getAsBoolean();
  }
}
