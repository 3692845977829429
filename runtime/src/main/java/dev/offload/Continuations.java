package dev.offload;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where stages go on that no worker completes: after a delay or a time-out. Its threads must not
 * block; if some do, more come, so that one bad callback does not hold up the others.
 */
final class Continuations {
  private static final int MOST_THREADS = 256;
  private static final Executor EXECUTOR = create();

  private Continuations() {}

  static Executor executor() {
    return EXECUTOR;
  }

  private static Executor create() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new HandOver(),
            Threads.platform("offload-continuation", NonBlocking::new),
            // All threads are there and busy: now it is time to queue.
            (task, busy) -> busy.getQueue().add(task));
    return pool;
  }

  /** Takes a task only if a thread waits for it, so that the pool starts a thread otherwise. */
  private static final class HandOver extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable task) {
      return tryTransfer(task);
    }

    @Override
    public boolean add(Runnable task) {
      return super.offer(task);
    }
  }

  private static final class NonBlocking extends Thread implements NonBlockingThread {
    NonBlocking(Runnable task) {
      super(task);
    }
  }
}
