package dev.offload;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** Where the threads of an {@link Offloader} and its views come from: as many as are asked for. */
final class WorkerThreads implements Executor {
  private final Executor threads;
  private final Runnable shutdown;

  private WorkerThreads(Executor threads, Runnable shutdown) {
    this.threads = threads;
    this.shutdown = shutdown;
  }

  /** Somebody else's. */
  static WorkerThreads of(Executor executor) {
    return new WorkerThreads(executor, () -> {});
  }

  static WorkerThreads create(String name, ThreadKind kind, boolean isForComputing) {
    boolean isVirtual =
        kind == ThreadKind.VIRTUAL
            || (kind == ThreadKind.AUTO && !isForComputing && Threads.prefersVirtual());
    if (isVirtual) {
      ThreadFactory factory =
          Threads.virtual(name)
              .orElseThrow(
                  () -> new IllegalStateException("virtual threads need Java 21: " + name));
      return new WorkerThreads(worker -> factory.newThread(worker).start(), () -> {});
    }
    Function<Runnable, Thread> constructor = isForComputing ? ComputingThread::new : Thread::new;
    PlatformThreads pool = new PlatformThreads(Threads.platform(name, constructor));
    return new WorkerThreads(pool, pool::shutdown);
  }

  @Override
  public void execute(Runnable worker) {
    threads.execute(worker);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WorkerThreads workers && workers.threads == threads;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(threads);
  }

  /** Lets threads end that have nothing to do. */
  void shutdown() {
    shutdown.run();
  }

  /** A thread of {@link Offload#cpu()}: there are no more than processors, so it must not wait. */
  private static final class ComputingThread extends Thread implements NonBlockingThread {
    ComputingThread(Runnable worker) {
      super(worker);
    }
  }
}
