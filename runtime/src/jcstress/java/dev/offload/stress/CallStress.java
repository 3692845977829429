package dev.offload.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.offload.Offloader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** A call that starts, runs and ends, raced with those who give it up. */
public final class CallStress {
  private CallStress() {}

  /**
   * Results: whether cancel said so, whether the future is cancelled, whether it has the value,
   * whether an interrupt was left behind.
   */
  @JCStressTest
  @Outcome(id = "1, 1, 0, 0", expect = ACCEPTABLE, desc = "cancelled")
  @Outcome(id = "0, 0, 1, 0", expect = ACCEPTABLE, desc = "it was too late")
  @Outcome(expect = FORBIDDEN, desc = "two outcomes, none, or an interrupt that outlives its call")
  @State
  public static class CancelAgainstRun {
    private final AtomicReference<Runnable> worker = new AtomicReference<>();
    private final CompletableFuture<String> call = Offloader.over(worker::set).call(() -> "value");

    @Actor
    public void run(IIII_Result result) {
      worker.get().run();
      result.r4 = Thread.interrupted() ? 1 : 0;
    }

    @Actor
    public void cancel(IIII_Result result) {
      result.r1 = call.cancel(true) ? 1 : 0;
    }

    @Arbiter
    public void end(IIII_Result result) {
      result.r2 = call.isCancelled() ? 1 : 0;
      result.r3 = call.isDone() && !call.isCancelled() ? 1 : 0;
    }
  }
}
