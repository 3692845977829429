package dev.offload.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offload.AsyncSemaphore;
import dev.offload.AsyncSemaphore.Permit;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The hand-off of a permit, raced with those who ask, give back and give up. */
public final class SemaphoreStress {
  private SemaphoreStress() {}

  private static int granted(CompletableFuture<Permit> future) {
    return future.isDone() && !future.isCompletedExceptionally() ? 1 : 0;
  }

  /** Results: whether cancel said so, whether the permit was granted, how many are free. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "cancelled, and the permit is free")
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "granted")
  @Outcome(expect = FORBIDDEN, desc = "a permit is lost or there are two")
  @State
  public static class CancelAgainstGrant {
    private final AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
    private final Permit held = semaphore.tryAcquire().orElseThrow();
    private final CompletableFuture<Permit> waiter = semaphore.acquire();

    @Actor
    public void release() {
      held.close();
    }

    @Actor
    public void cancel(III_Result result) {
      result.r1 = waiter.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = granted(waiter);
      result.r3 = semaphore.available();
    }
  }

  /** Results: whether the one who asked has the permit, how many are free. */
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "granted")
  @Outcome(expect = FORBIDDEN, desc = "a waiter sleeps while the permit is free, or there are two")
  @State
  public static class CloseAgainstAcquire {
    private final AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
    private final Permit held = semaphore.tryAcquire().orElseThrow();
    private CompletableFuture<Permit> waiter;

    @Actor
    public void release() {
      held.close();
    }

    @Actor
    public void acquire() {
      waiter = semaphore.acquire();
    }

    @Arbiter
    public void end(II_Result result) {
      result.r1 = granted(waiter);
      result.r2 = semaphore.available();
    }
  }

  /**
   * Results: whether the one who came back has the permit, whether the other has it, how many are
   * free.
   */
  @JCStressTest
  @Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the one who waited has it")
  @Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the other one came later")
  @Outcome(expect = FORBIDDEN, desc = "a permit is lost or granted twice")
  @State
  public static class AcquireAgainstCloseAndTryAcquire {
    private final AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
    private final Permit held = semaphore.tryAcquire().orElseThrow();
    private CompletableFuture<Permit> waiter;

    @Actor
    public void closeAndTryAcquire(III_Result result) {
      held.close();
      result.r1 = semaphore.tryAcquire().isPresent() ? 1 : 0;
    }

    @Actor
    public void acquire() {
      waiter = semaphore.acquire();
    }

    @Arbiter
    public void end(III_Result result) {
      result.r2 = granted(waiter);
      result.r3 = semaphore.available();
    }
  }

  /** Results: what the next holder sees of what the last one wrote, how many are free. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "what was written under the permit is seen")
  @Outcome(expect = FORBIDDEN, desc = "the hand-off does not order memory")
  @State
  public static class WritesAreSeenByTheNextHolder {
    private final AsyncSemaphore semaphore = new AsyncSemaphore(1, Runnable::run);
    private final Permit held = semaphore.tryAcquire().orElseThrow();

    /** Guarded by the permit: not volatile. */
    private int guarded;

    @Actor
    public void release() {
      guarded = 1;
      held.close();
    }

    @Actor
    public void acquire(II_Result result) {
      Permit permit = semaphore.acquire().join();
      result.r1 = guarded;
      permit.close();
    }

    @Arbiter
    public void end(II_Result result) {
      result.r2 = semaphore.available();
    }
  }
}
