package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static dev.offload.LoopThreads.assertMayWait;
import static dev.offload.LoopThreads.assertRefused;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.awt.EventQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.scheduler.Schedulers;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BuiltInDetectorsTest {
  private static final String REACTOR = "Reactor's Schedulers.isInNonBlockingThread()";
  private static final String MUTINY = "Mutiny's Infrastructure.canCallerThreadBeBlocked()";

  @Test
  void anEventLoopOfVertxIsRefused() throws Exception {
    withVertx(
        vertx ->
            assertRefused(task -> vertx.runOnContext(ignored -> task.run()), "Vert.x event loop"));
  }

  @Test
  void aWorkerOfVertxMayWait() throws Exception {
    withVertx(
        vertx ->
            assertMayWait(
                task ->
                    vertx.executeBlocking(
                        () -> {
                          task.run();
                          return null;
                        })));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aVirtualThreadOfVertxMayWait() throws Exception {
    withVertx(
        vertx ->
            assertMayWait(
                task ->
                    vertx.deployVerticle(
                        new VerticleBase() {
                          @Override
                          public io.vertx.core.Future<?> start() throws Exception {
                            task.run();
                            return super.start();
                          }
                        },
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))));
  }

  private static void withVertx(Action<Vertx> action) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      action.accept(vertx);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aParallelThreadOfReactorIsRefused() throws Exception {
    assertRefused(Schedulers.parallel()::schedule, REACTOR);
  }

  @Test
  void anElasticThreadOfReactorMayWait() throws Exception {
    assertMayWait(Schedulers.boundedElastic()::schedule);
  }

  @Test
  void aThreadThatTheApplicationHasNamedToReactorIsRefused() throws Exception {
    Schedulers.registerNonBlockingThreadPredicate(
        thread -> thread.getName().equals("named-to-reactor"));
    try {
      assertRefused(task -> new Thread(task, "named-to-reactor").start(), REACTOR);
      assertMayWait(task -> new Thread(task, "another").start());
    } finally {
      Schedulers.resetNonBlockingThreadPredicate();
    }
  }

  @Test
  void aThreadThatTheApplicationHasNamedToMutinyIsRefused() throws Exception {
    Infrastructure.setCanCallerThreadBeBlockedSupplier(
        () -> !Thread.currentThread().getName().equals("named-to-mutiny"));
    try {
      assertRefused(task -> new Thread(task, "named-to-mutiny").start(), MUTINY);
      assertMayWait(task -> new Thread(task, "another").start());
    } finally {
      Infrastructure.resetCanCallerThreadBeBlockedSupplier();
    }
  }

  @Test
  void aWorkerOfMutinyMayWait() throws Exception {
    assertMayWait(Infrastructure.getDefaultWorkerPool());
  }

  @Test
  void theDispatchThreadOfSwingIsRefused() throws Exception {
    System.setProperty("java.awt.headless", "true");
    assertRefused(EventQueue::invokeLater, "Swing event dispatch thread");
  }

  @Test
  void theApplicationThreadOfJavaFxIsRefused() throws Exception {
    System.setProperty("glass.platform", "Monocle");
    System.setProperty("monocle.platform", "Headless");
    System.setProperty("prism.order", "sw");
    CompletableFuture<Thread> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(Thread.currentThread()));
    try {
      assertThat(started.get(20, TimeUnit.SECONDS).getName())
          .isEqualTo("JavaFX Application Thread");
      assertRefused(Platform::runLater, "JavaFX application thread");
      // Another thread of that name: JavaFX itself decides.
      assertMayWait(task -> new Thread(task, "JavaFX Application Thread").start());
    } finally {
      Platform.exit();
    }
  }

  @Test
  void anyOtherThreadMayWait() throws Exception {
    Executor newThread = task -> new Thread(task, "other").start();
    assertMayWait(newThread);
    assertMayWait(Runnable::run);
  }

  private interface Action<T> {
    void accept(T argument) throws Exception;
  }
}
