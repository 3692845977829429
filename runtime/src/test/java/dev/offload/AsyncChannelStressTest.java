package dev.offload;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class AsyncChannelStressTest {
  private final Queue<Integer> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> delivered = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16})
  void cancelsNeitherLoseNorDuplicateElements(int capacity) throws Exception {
    int times = Stress.times(10_000);
    AsyncChannel<Integer> channel = AsyncChannel.bounded(capacity);
    AtomicInteger numbers = new AtomicInteger();
    AtomicInteger active = new AtomicInteger(2);
    Stress.Action sender =
        () -> {
          List<CompletableFuture<Void>> ends = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            int number = numbers.getAndIncrement();
            CompletableFuture<Boolean> sent = channel.send(number);
            ends.add(
                sent.handle(
                    (isSent, failure) -> {
                      if (failure == null) {
                        assertThat(isSent).isTrue();
                        accepted.add(number);
                      }
                      return null;
                    }));
            if (ThreadLocalRandom.current().nextInt(4) == 0) {
              sent.cancel(true);
            }
          }
          for (CompletableFuture<Void> end : ends) {
            end.get();
          }
          if (active.decrementAndGet() == 0) {
            channel.close();
          }
        };
    Stress.Action receiver =
        () -> {
          while (true) {
            CompletableFuture<Optional<Integer>> received = channel.receive();
            if (ThreadLocalRandom.current().nextInt(4) == 0 && received.cancel(true)) {
              continue;
            }
            Optional<Integer> element = received.get();
            if (element.isEmpty()) {
              return;
            }
            delivered.add(element.get());
          }
        };

    Stress.together(sender, sender, receiver, receiver);

    assertThat(accepted.size()).isGreaterThan(0);
    assertThat(sorted(delivered)).isEqualTo(sorted(accepted));
  }

  @Test
  void interruptsNeitherLoseNorDuplicateElements() throws Exception {
    int times = Stress.times(5_000);
    AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
    AtomicInteger ended = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    Stress.Action sender =
        () -> {
          synchronized (threads) {
            threads.add(Thread.currentThread());
          }
          for (int i = 0; i < times; i++) {
            try {
              assertThat(channel.sendBlocking(i)).isTrue();
              accepted.add(i);
            } catch (InterruptedException e) {
              // What the test is about: this element was not sent.
              Thread.interrupted();
            }
          }
          channel.close();
          ended.incrementAndGet();
        };
    Stress.Action receiver =
        () -> {
          synchronized (threads) {
            threads.add(Thread.currentThread());
          }
          while (true) {
            try {
              Optional<Integer> element = channel.receiveBlocking();
              if (element.isEmpty()) {
                ended.incrementAndGet();
                return;
              }
              delivered.add(element.get());
            } catch (InterruptedException e) {
              // What the test is about: no element was received.
              Thread.interrupted();
            }
          }
        };
    Stress.Action interrupter =
        () -> {
          while (ended.get() < 2) {
            synchronized (threads) {
              for (Thread thread : threads) {
                if (ThreadLocalRandom.current().nextInt(50) == 0) {
                  thread.interrupt();
                }
              }
            }
            Thread.onSpinWait();
          }
        };

    Stress.together(sender, receiver, interrupter);

    assertThat(new ArrayList<>(delivered)).isEqualTo(new ArrayList<>(accepted));
    assertThat(delivered.size()).isGreaterThan(0);
  }

  @Test
  void elementsOfASenderArriveInOrderAtEachReceiver() throws Exception {
    int times = Stress.times(20_000);
    AsyncChannel<int[]> channel = AsyncChannel.bounded(4);
    AtomicInteger active = new AtomicInteger(2);
    AtomicInteger received = new AtomicInteger();
    Stress.Action receiver =
        () -> {
          int[] last = {-1, -1};
          Optional<int[]> element = channel.receiveBlocking();
          while (element.isPresent()) {
            int[] pair = element.get();
            assertThat(pair[1]).isGreaterThan(last[pair[0]]);
            last[pair[0]] = pair[1];
            received.incrementAndGet();
            element = channel.receiveBlocking();
          }
        };

    Stress.together(
        ordered(channel, 0, times, active), ordered(channel, 1, times, active), receiver, receiver);

    assertThat(received.get()).isEqualTo(2 * times);
  }

  @Test
  void forEachHandlesEachElementOnceAndNoMoreAtATimeThanAsked() throws Exception {
    int times = Stress.times(20_000);
    AsyncChannel<Integer> channel = AsyncChannel.bounded(8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CompletableFuture<Void> all =
        channel.forEach(
            4,
            element -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              delivered.add(element);
              return CompletableFuture.runAsync(running::decrementAndGet, Continuations.executor());
            });

    Stress.together(
        () -> {
          for (int i = 0; i < times; i++) {
            channel.sendBlocking(i);
          }
          channel.close();
        });
    all.get();

    assertThat(delivered).hasSize(times);
    assertThat(sorted(delivered)).isInStrictOrder();
    assertThat(most.get()).isAtMost(4);
  }

  @Test
  void twoHundredThousandReceiversNeedNoMoreStackThanOne() throws Exception {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(0);
    int number = 200_000;
    for (int i = 0; i < number; i++) {
      channel
          .receive()
          .thenAccept(
              element -> {
                delivered.add(element.orElseThrow());
                channel.trySend(element.orElseThrow() + 1);
              });
    }
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread small =
        new Thread(
            null,
            () -> {
              channel.trySend(0);
              end.complete(null);
            },
            "small stack",
            Stress.SMALL_STACK);
    small.start();

    end.get();
    assertThat(delivered).hasSize(number);
    assertThat(delivered).isInStrictOrder();
  }

  private static Stress.Action ordered(
      AsyncChannel<int[]> channel, int sender, int times, AtomicInteger active) {
    return () -> {
      for (int i = 0; i < times; i++) {
        channel.sendBlocking(new int[] {sender, i});
      }
      if (active.decrementAndGet() == 0) {
        channel.close();
      }
    };
  }

  private static List<Integer> sorted(Queue<Integer> elements) {
    return elements.stream().sorted().toList();
  }
}
