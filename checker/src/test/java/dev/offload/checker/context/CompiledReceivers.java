package dev.offload.checker.context;

import dev.offload.annotations.Blocking;
import dev.offload.annotations.NonBlocking;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the sources of the context tests see as class files. */
public final class CompiledReceivers {
  private final Runnable stored;

  private CompiledReceivers(Runnable stored) {
    this.stored = stored;
  }

  /** An interface with a marked method. */
  public interface MarkedMethod {
    @NonBlocking
    void handle();

    void other();
  }

  /** A marked interface. */
  @NonBlocking
  public interface MarkedType {
    void handle();
  }

  /** Its parameter says where tasks run. */
  public interface MarkedParameters {
    void onLoop(@NonBlocking Runnable task);

    void onWorker(@Blocking Runnable task);
  }

  public static void runNow(Runnable task) {
    task.run();
  }

  public static <T> T getNow(Supplier<T> supplier) {
    return Objects.requireNonNull(supplier).get();
  }

  public static void checkAndRunNow(Runnable task) {
    Objects.requireNonNull(task);
    task.run();
  }

  public static void runNowThroughAnother(Runnable task) {
    runNow(task);
  }

  public static void runForEach(List<String> values, Runnable task) {
    values.forEach(value -> task.run());
  }

  public static CompiledReceivers store(Runnable task) {
    return new CompiledReceivers(task);
  }

  public static CompiledReceivers runAndStore(Runnable task) {
    task.run();
    return new CompiledReceivers(task);
  }

  public static Runnable giveBack(Runnable task) {
    return task;
  }

  public static void handOn(Executor executor, Runnable task) {
    executor.execute(task);
  }

  public static void capture(Executor executor, Runnable task) {
    executor.execute(() -> task.run());
  }

  public static void sleepIfAllowed(EventLoop loop) throws InterruptedException {
    if (!loop.inEventLoop()) {
      Thread.sleep(100);
    }
  }

  public static void sleepIfForbidden(EventLoop loop) throws InterruptedException {
    if (loop.inEventLoop()) {
      Thread.sleep(100);
    }
  }

  public void runStored() {
    stored.run();
  }
}
