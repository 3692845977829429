package dev.offload.benchmarks;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Work that goes on until somebody releases it. */
final class Work implements Callable<String> {
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  private final boolean isStubborn;

  /**
   * @param isStubborn whether it goes on when it is interrupted
   */
  Work(boolean isStubborn) {
    this.isStubborn = isStubborn;
  }

  @Override
  public String call() throws InterruptedException {
    begun.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      if (!isStubborn) {
        throw e;
      }
      Uninterruptibles.awaitUninterruptibly(released);
    }
    return "done";
  }
}
