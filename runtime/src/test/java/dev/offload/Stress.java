package dev.offload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

/** Tests with real threads that look for what only happens sometimes. */
final class Stress {
  /** A thread that calls itself two thousand times deep does not get along with this. */
  static final long SMALL_STACK = 160 * 1024;

  private Stress() {}

  /**
   * How often to try: a few seconds in the build, longer with {@code
   * -Ddev.offload.stress=<factor>}.
   */
  static int times(int normally) {
    return normally * Integer.getInteger("dev.offload.stress", 1);
  }

  /**
   * Runs the actions at the same time, each on a thread of its own; throws what one of them throws.
   */
  static void together(Action... actions) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(actions.length);
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (Action action : actions) {
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      Thread thread =
          new Thread(
              () -> {
                try {
                  barrier.await();
                  action.run();
                  end.complete(null);
                } catch (Throwable failure) {
                  end.completeExceptionally(failure);
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
    for (CompletableFuture<Void> end : ends) {
      end.get();
    }
  }

  /** What a thread does. */
  interface Action {
    void run() throws Exception;
  }
}
