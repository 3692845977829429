package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static dev.offload.LoopThreads.assertMayWait;
import static dev.offload.LoopThreads.assertRefused;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.InternalThreadLocalMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NettyDetectorTest {
  private static final String NAME = "Netty event loop";

  @Test
  void anEventLoopIsRefused() throws Exception {
    assertLoopRefused(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
  }

  @Test
  void anEventLoopOnAnyKindOfThreadIsRefused() throws Exception {
    ThreadFactory plain = Thread::new;
    assertLoopRefused(new MultiThreadIoEventLoopGroup(1, plain, NioIoHandler.newFactory()));
  }

  @Test
  void anEventLoopOnAPoolOfTheApplicationIsRefusedAsLongAsItRuns() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      assertLoopRefused(new MultiThreadIoEventLoopGroup(1, pool, NioIoHandler.newFactory()));
      assertMayWait(pool);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void anEventLoopOfGrpcsRelocatedNettyIsRefused() throws Exception {
    io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup group =
        new io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup(1);
    try {
      assertRefused(group, NAME);
    } finally {
      assertThat(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }

  @Test
  void anExecutorOfGrpcsRelocatedNettyMayWait() throws Exception {
    io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutorGroup group =
        new io.grpc.netty.shaded.io.netty.util.concurrent.DefaultEventExecutorGroup(1);
    try {
      assertMayWait(group);
    } finally {
      assertThat(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }

  @Test
  void aThreadThatDrivesALoopByHandIsRefusedOnlyMeanwhile() throws Exception {
    ExecutorService driver = Executors.newSingleThreadExecutor();
    ManualIoEventLoop loop =
        driver
            .submit(() -> new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory()))
            .get();
    try {
      assertRefused(
          task -> {
            loop.execute(task);
            driver.execute(loop::runNow);
          },
          NAME);
      assertMayWait(driver);
    } finally {
      Future<?> terminated = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      driver
          .submit(
              () -> {
                while (!terminated.isDone()) {
                  loop.runNow();
                }
              })
          .get();
      driver.shutdown();
    }
  }

  @Test
  void anExecutorForBlockingHandlersMayWait() throws Exception {
    EventExecutorGroup group = new DefaultEventExecutorGroup(1);
    try {
      assertMayWait(group);
    } finally {
      assertThat(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }

  @Test
  void aThreadOfNettysKindMayWait() throws Exception {
    assertMayWait(task -> new FastThreadLocalThread(task).start());
  }

  @Test
  void aThreadThatPermitsBlockingCallsMayWait() throws Exception {
    EventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, PermitsBlockingCalls::new, NioIoHandler.newFactory());
    try {
      assertMayWait(group);
    } finally {
      assertThat(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }

  @Test
  void nothingIsLeftOnAThreadThatIsNotNettys() throws Exception {
    assertThat(InternalThreadLocalMap.getIfSet()).isNull();

    assertMayWait(Runnable::run);

    assertThat(InternalThreadLocalMap.getIfSet()).isNull();
  }

  private static void assertLoopRefused(EventLoopGroup group) throws Exception {
    try {
      assertRefused(group, NAME);
    } finally {
      assertThat(group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS))
          .isTrue();
    }
  }

  private static final class PermitsBlockingCalls extends FastThreadLocalThread {
    PermitsBlockingCalls(Runnable task) {
      super(task);
    }

    @Override
    public boolean permitBlockingCalls() {
      return true;
    }
  }
}
