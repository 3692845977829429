package dev.offload;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where {@link CallOptions#onCancel} runs: not on the thread that cancels, which may be an event
 * loop, and not on the threads of the work, which may all be busy.
 */
final class CancelHooks {
  private static final Executor EXECUTOR =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Threads.platform("offload-cancel", Thread::new));

  private CancelHooks() {}

  static Executor executor() {
    return EXECUTOR;
  }
}
