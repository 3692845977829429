package dev.offload.benchmarks;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.offload.benchmarks.peers.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the peers are asked, each with a single thread. What holds for all of them comes true sooner
 * or later.
 */
enum Behaviour {
  CANCEL_INTERRUPTS("`cancel(true)` interrupts running work") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      Work work = new Work(false);
      Future<String> future = submit(peer, work);
      future.cancel(true);
      boolean isInterrupted = await(work.interrupted, patience);
      work.released.countDown();
      return Optional.of(isInterrupted);
    }
  },

  CANCEL_SETTLES("and settles the future at once") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      Work work = new Work(true);
      Future<String> future = submit(peer, work);
      future.cancel(true);
      boolean isSettled = isSettled(future, patience);
      work.released.countDown();
      return Optional.of(isSettled);
    }
  },

  CANCELLED_IS_SKIPPED("queued work that is cancelled never starts") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      Work first = new Work(false);
      Work second = new Work(false);
      second.released.countDown();
      submit(peer, first);
      peer.submit(second).cancel(true);
      Future<String> third = peer.submit(() -> "third");
      first.released.countDown();
      third.get(GENEROUS.toMillis(), MILLISECONDS);
      return Optional.of(second.begun.getCount() > 0);
    }
  },

  TIMEOUT_INTERRUPTS("`orTimeout` interrupts running work") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      Work work = new Work(false);
      Future<String> future = submit(peer, work);
      Optional<Boolean> isInterrupted = Optional.empty();
      if (future instanceof CompletableFuture<String> completable) {
        isSettled(completable.orTimeout(1, MILLISECONDS), GENEROUS);
        isInterrupted = Optional.of(await(work.interrupted, patience));
      }
      work.released.countDown();
      return isInterrupted;
    }
  },

  FAILURE_IS_UNWRAPPED("`handle` sees the exception that the work threw") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      IOException thrown = new IOException("thrown by the work");
      Future<String> future =
          peer.submit(
              () -> {
                throw thrown;
              });
      if (!(future instanceof CompletableFuture<String> completable)) {
        return Optional.empty();
      }
      Throwable seen =
          completable.handle((value, failure) -> failure).get(GENEROUS.toMillis(), MILLISECONDS);
      return Optional.of(seen == thrown);
    }
  },

  MAY_WAIT_FOR_QUEUED("work may wait for other work of the same, full pool") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      Future<String> outer = peer.submit(() -> peer.await(peer.submit(() -> "inner")));
      return Optional.of(isSettled(outer, patience));
    }
  },

  SHUTDOWN_SETTLES("the end of the pool settles what is queued") {
    @Override
    Optional<Boolean> holds(Peer peer, Duration patience) throws Exception {
      submit(peer, new Work(false));
      List<Future<String>> queued =
          List.of(peer.submit(() -> "second"), peer.submit(() -> "third"));
      peer.close();
      for (Future<String> future : queued) {
        if (!isSettled(future, patience)) {
          return Optional.of(false);
        }
      }
      return Optional.of(true);
    }
  };

  /** For what comes for certain, on however slow a machine. */
  static final Duration GENEROUS = Duration.ofSeconds(40);

  private final String title;

  Behaviour(String title) {
    this.title = title;
  }

  /** In Markdown. */
  String title() {
    return title;
  }

  /**
   * Whether a peer does it.
   *
   * @param patience how long to wait for it to do so
   * @return empty if its futures are not {@link CompletableFuture}s, and it matters
   */
  abstract Optional<Boolean> holds(Peer peer, Duration patience) throws Exception;

  private static Future<String> submit(Peer peer, Work work) throws Exception {
    Future<String> future = peer.submit(work);
    if (!await(work.begun, GENEROUS)) {
      throw new TimeoutException("the work has not begun");
    }
    return future;
  }

  private static boolean await(CountDownLatch latch, Duration patience) throws Exception {
    return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  static boolean isSettled(Future<?> future, Duration patience) throws InterruptedException {
    try {
      future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
