package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.offload.LoopThreads.assertMayWait;
import static dev.offload.LoopThreads.assertRefused;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Schedulers;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LibraryClassTest {
  private static final String REACTOR = "Reactor's Schedulers.isInNonBlockingThread()";

  /** All are on the class path, or part of the JDK. */
  private static final List<String> LIBRARIES =
      List.of(
          "io.netty.",
          "io.grpc.",
          "io.vertx.",
          "reactor.",
          "io.smallrye.",
          "java.awt.",
          "javafx.",
          "com.sun.javafx.");

  @Test
  void aWaitLoadsNothingThatTheApplicationHasNotLoaded() throws Exception {
    List<String> loaded = ChildProcess.loadedBy(Waits.class);

    assertThat(loaded).contains(Sync.class.getName());
    for (String library : LIBRARIES) {
      assertWithMessage(library)
          .that(loaded.stream().filter(name -> name.startsWith(library)).toList())
          .isEmpty();
    }
  }

  /** An application that uses none of the libraries. */
  static final class Waits {
    private Waits() {}

    public static void main(String[] args) throws Exception {
      try {
        Sync.await(new CompletableFuture<>(), Duration.ofMillis(1));
      } catch (TimeoutException e) {
        return;
      }
      throw new AssertionError("did not wait");
    }
  }

  @Test
  void aCopyThatTheContextClassLoaderSeesIsAskedAndKnownFromThenOn() throws Exception {
    try (IsolatedLoader loader = copyOfReactor()) {
      registerWithCopy(loader, thread -> thread.getName().equals("of the copy"));

      assertRefused(startWith(loader, "of the copy"), REACTOR);
      assertMayWait(startWith(loader, "another"));
      // It is the thread that counts, not what it sees.
      assertRefused(startWith(null, "of the copy"), REACTOR);
    }
  }

  @Test
  void aCopyThatTheClassLoaderOfTheThreadSeesIsAsked() throws Exception {
    try (IsolatedLoader loader =
        IsolatedLoader.of(Schedulers.class, Publisher.class, LibraryClass.class, OwnThread.class)) {
      registerWithCopy(loader, thread -> thread.getName().equals("of another copy"));
      Executor ownThreads =
          task -> {
            Thread thread = newThread(loader, task);
            thread.setName("of another copy");
            thread.setContextClassLoader(null);
            thread.start();
          };

      assertRefused(ownThreads, REACTOR);
    }
  }

  private static Thread newThread(ClassLoader loader, Runnable task) {
    try {
      return (Thread)
          loader
              .loadClass(OwnThread.class.getName())
              .getDeclaredConstructor(Runnable.class)
              .newInstance(task);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** A kind of thread that an application has. */
  public static final class OwnThread extends Thread {
    public OwnThread(Runnable task) {
      super(task);
    }
  }

  @Test
  void aCopyGoesWithItsApplication() throws Exception {
    ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = useCopy(gone);

    for (int i = 0; i < 100 && gone.remove(100) == null; i++) {
      System.gc();
    }

    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> useCopy(ReferenceQueue<ClassLoader> gone)
      throws Exception {
    try (IsolatedLoader loader = copyOfReactor()) {
      // Not one of this class, which would be seen from the copy and not go.
      registerWithCopy(loader, Thread::isDaemon);
      assertRefused(
          task -> {
            Thread thread = new Thread(task, "daemon");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            thread.start();
          },
          REACTOR);
      return new WeakReference<>(loader, gone);
    }
  }

  private static IsolatedLoader copyOfReactor() {
    return IsolatedLoader.of(Schedulers.class, Publisher.class);
  }

  private static void registerWithCopy(ClassLoader loader, Predicate<Thread> predicate)
      throws Exception {
    Class<?> copy = loader.loadClass(Schedulers.class.getName());
    assertThat(copy).isNotEqualTo(Schedulers.class);
    copy.getMethod("registerNonBlockingThreadPredicate", Predicate.class).invoke(null, predicate);
  }

  private static Executor startWith(ClassLoader context, String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setContextClassLoader(context);
      thread.start();
    };
  }
}
