package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static dev.offload.LoopThreads.assertMayWait;
import static dev.offload.LoopThreads.assertRefused;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NonBlockingThreadsTest {
  private static final Executor MARKED = task -> new Marked(task).start();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  @BeforeAll
  static void register() {
    Sync.register(new Failing());
    Sync.register(new ByName());
  }

  @AfterEach
  void resetGuard() {
    System.clearProperty("dev.offload.guard");
  }

  @Test
  void aMarkedThreadIsRefused() throws Exception {
    assertRefused(MARKED, Marked.class.getName());
  }

  @Test
  void aThreadThatARegisteredDetectorKnowsIsRefused() throws Exception {
    assertRefused(task -> new Thread(task, "registered").start(), "threads by name");
    assertMayWait(task -> new Thread(task, "another").start());
  }

  @Test
  void aDetectorThatFailsSaysNoAndDoesNotKeepTheOthersFromBeingAsked() throws Exception {
    int before = FAILURES.get();

    assertRefused(task -> new Thread(task, "registered").start(), "threads by name");

    assertThat(FAILURES.get()).isGreaterThan(before);
  }

  @Test
  void throwIsTheGuardByDefaultAndAnywhereThatIsNeitherWarnNorOff() throws Exception {
    System.setProperty("dev.offload.guard", "throw");
    assertRefused(MARKED, Marked.class.getName());
    System.setProperty("dev.offload.guard", "strange");
    assertRefused(MARKED, Marked.class.getName());
  }

  @Test
  void warnLogsWhatThrowWouldSayAndWhereAndWaits() throws Exception {
    System.setProperty("dev.offload.guard", "WARN");

    List<LogRecord> log = OwnLog.during(() -> assertMayWait(MARKED));

    assertThat(log).hasSize(1);
    assertThat(log.get(0).getMessage()).contains(Marked.class.getName());
    assertThat(log.get(0).getThrown()).isNotNull();
  }

  @Test
  void offWaitsAndAsksNobody() throws Exception {
    System.setProperty("dev.offload.guard", "off");
    int before = FAILURES.get();

    List<LogRecord> log = OwnLog.during(() -> assertMayWait(MARKED));

    assertThat(log).isEmpty();
    assertThat(FAILURES.get()).isEqualTo(before);
  }

  private static final class Marked extends Thread implements NonBlockingThread {
    Marked(Runnable task) {
      super(task, "marked");
    }
  }

  private static final class ByName implements NonBlockingDetector {
    @Override
    public String name() {
      return "threads by name";
    }

    @Override
    public boolean isNonBlocking() {
      return Thread.currentThread().getName().equals("registered");
    }
  }

  private static final class Failing implements NonBlockingDetector {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public boolean isNonBlocking() {
      FAILURES.incrementAndGet();
      throw new NoClassDefFoundError("on purpose");
    }
  }
}
