package dev.offload.benchmarks;

import dev.offload.AsyncChannel;
import dev.offload.benchmarks.peers.Threads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Bounded channels that are compared: one thread sends, one receives. */
public enum Channels {
  ARRAY_BLOCKING_QUEUE("JDK `ArrayBlockingQueue`", Channels::arrayBlockingQueue),
  OFFLOAD("Offload `AsyncChannel`", Channels::offload),
  JOX("jox `Channel`", Channels::jox);

  /** Elements of one operation. */
  static final int ELEMENTS = 10_000;

  private static final int CAPACITY = 64;

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Supplier<Ends> constructor;

  Channels(String title, Supplier<Ends> constructor) {
    this.title = title;
    this.constructor = constructor;
  }

  String title() {
    return title;
  }

  /** Those that this JVM can run. */
  static List<Channels> available() {
    return Arrays.stream(values())
        .filter(channel -> channel != JOX || Threads.hasVirtual())
        .toList();
  }

  /** A new channel; what is repeated is to send all elements on one thread to another. */
  Repeated open(ExecutorService threads) {
    Ends ends = constructor.get();
    return times -> {
      for (int i = 0; i < times; i++) {
        Future<?> sent =
            threads.submit(
                () -> {
                  ends.sender().run(ELEMENTS);
                  return null;
                });
        Future<?> received =
            threads.submit(
                () -> {
                  ends.receiver().run(ELEMENTS);
                  return null;
                });
        sent.get();
        received.get();
      }
    };
  }

  private static Ends offload() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(CAPACITY);
    return new Ends(
        times -> {
          for (int i = 0; i < times; i++) {
            channel.sendBlocking(i);
          }
        },
        times -> {
          for (int i = 0; i < times; i++) {
            check(i, channel.receiveBlocking().orElseThrow());
          }
        });
  }

  private static Ends arrayBlockingQueue() {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
    return new Ends(
        times -> {
          for (int i = 0; i < times; i++) {
            queue.put(i);
          }
        },
        times -> {
          for (int i = 0; i < times; i++) {
            check(i, queue.take());
          }
        });
  }

  private static Ends jox() {
    Object channel = Jox.create();
    return new Ends(
        times -> {
          for (int i = 0; i < times; i++) {
            Jox.send(channel, i);
          }
        },
        times -> {
          for (int i = 0; i < times; i++) {
            check(i, (int) Jox.receive(channel));
          }
        });
  }

  private static void check(int expected, int received) {
    if (expected != received) {
      throw new IllegalStateException("received " + received + " instead of " + expected);
    }
  }

  private record Ends(Repeated sender, Repeated receiver) {}

  /**
   * Its classes are for Java 21, so this one, which is for Java 17, cannot be compiled against
   * them.
   */
  private static final class Jox {
    private static final MethodHandle CREATE;
    private static final MethodHandle SEND;
    private static final MethodHandle RECEIVE;

    static {
      try {
        Class<?> channel = Class.forName("com.softwaremill.jox.Channel");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        CREATE =
            lookup
                .findConstructor(channel, MethodType.methodType(void.class, int.class))
                .asType(MethodType.methodType(Object.class, int.class));
        SEND =
            lookup
                .findVirtual(channel, "send", MethodType.methodType(void.class, Object.class))
                .asType(MethodType.methodType(void.class, Object.class, Object.class));
        RECEIVE =
            lookup
                .findVirtual(channel, "receive", MethodType.methodType(Object.class))
                .asType(MethodType.methodType(Object.class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    static Object create() {
      try {
        return (Object) CREATE.invokeExact(CAPACITY);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    static void send(Object channel, Object element) {
      try {
        SEND.invokeExact(channel, element);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    static Object receive(Object channel) {
      try {
        return (Object) RECEIVE.invokeExact(channel);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
