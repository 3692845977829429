package dev.offload;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.offload.ContextPropagator.Captured;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContextPropagatorTest {
  private final List<String> log = new ArrayList<>();

  @Test
  void noneOnlyCallsTheWork() throws Exception {
    assertThat(ContextPropagator.none().capture()).isSameInstanceAs(Captured.nothing());
    assertThat(Captured.nothing().<String>call(() -> "result")).isEqualTo("result");
    assertThrows(
        IOException.class,
        () ->
            Captured.nothing()
                .call(
                    () -> {
                      throw new IOException("from the work");
                    }));
  }

  @Test
  void whatTheFirstSetsIsInPlaceWhenTheNextIsCalled() throws Exception {
    Captured captured =
        ContextPropagator.all(List.of(logging("a"), logging("b"), logging("c"))).capture();
    assertThat(log).containsExactly("capture a", "capture b", "capture c").inOrder();
    log.clear();

    assertThat(captured.<Boolean>call(() -> log.add("work"))).isTrue();

    assertThat(log)
        .containsExactly("set a", "set b", "set c", "work", "reset c", "reset b", "reset a")
        .inOrder();
  }

  @Test
  void everyOneResetsWhenTheWorkFails() {
    Captured captured = ContextPropagator.all(List.of(logging("a"), logging("b"))).capture();
    log.clear();

    IOException failure = new IOException("from the work");
    assertThat(
            assertThrows(
                IOException.class,
                () ->
                    captured.call(
                        () -> {
                          throw failure;
                        })))
        .isSameInstanceAs(failure);

    assertThat(log).containsExactly("set a", "set b", "reset b", "reset a").inOrder();
  }

  @Test
  void nothingToCarryIsLeftOut() {
    ContextPropagator none = ContextPropagator.none();
    assertThat(ContextPropagator.all(List.of()).capture()).isSameInstanceAs(Captured.nothing());
    assertThat(ContextPropagator.all(List.of(none, none)).capture())
        .isSameInstanceAs(Captured.nothing());
    Captured captured = new Logged("a");
    assertThat(ContextPropagator.all(List.of(none, () -> captured, none)).capture())
        .isSameInstanceAs(captured);
  }

  @Test
  void aCaptureThatFailsFailsAtTheSubmitter() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    ContextPropagator failing =
        () -> {
          throw failure;
        };
    assertThat(
            assertThrows(
                IllegalStateException.class,
                () -> ContextPropagator.all(List.of(logging("a"), failing)).capture()))
        .isSameInstanceAs(failure);
  }

  @Test
  void theContextClassLoaderIsCarriedAndGivenBack() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader submitters = new URLClassLoader(new URL[0]);
        URLClassLoader left = new URLClassLoader(new URL[0])) {
      thread.setContextClassLoader(submitters);
      Captured captured = ContextPropagator.present().capture();
      thread.setContextClassLoader(own);

      ClassLoader seen =
          captured.call(
              () -> {
                ClassLoader atFirst = thread.getContextClassLoader();
                thread.setContextClassLoader(left);
                return atFirst;
              });

      assertThat(seen).isSameInstanceAs(submitters);
      assertThat(thread.getContextClassLoader()).isSameInstanceAs(own);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void noLibraryIsNeeded() throws Exception {
    try (IsolatedLoader loader = IsolatedLoader.of(Offload.class, Carry.class)) {
      assertThrows(ClassNotFoundException.class, () -> loader.loadClass("org.slf4j.MDC"));

      assertThat(loader.<Boolean>call(Carry.class)).isTrue();
    }
  }

  @Test
  void oneLibraryIsEnough() throws Exception {
    try (IsolatedLoader loader =
        IsolatedLoader.of(Offload.class, Carry.class, LoggerFactory.class)) {
      assertThat(loader.<Boolean>call(Carry.class)).isTrue();
    }
  }

  @Test
  void propagatorsAreFoundByServiceLoaderAndBrokenOnesLeftOut(@TempDir Path folder)
      throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(ContextPropagator.class.getName()),
        List.of(
            "dev.offload.NoSuchPropagator",
            Broken.class.getName(),
            SystemProperty.class.getName()));
    try (IsolatedLoader loader = IsolatedLoader.of(Offload.class, Carry.class)) {
      loader.add(folder.toUri().toURL());

      List<LogRecord> warnings =
          OwnLog.during(() -> assertThat(loader.<Boolean>call(Carry.class)).isTrue());

      assertThat(System.getProperty(SystemProperty.KEY)).isEqualTo("carried");
      assertThat(warnings).hasSize(2);
      assertThat(warnings.get(0).getMessage()).contains("dev.offload.NoSuchPropagator");
      assertThat(warnings.get(1).getMessage()).contains(Broken.class.getName());
    } finally {
      System.clearProperty(SystemProperty.KEY);
    }
  }

  /** Runs in a copy of the library. */
  public static final class Carry implements Callable<Boolean> {
    @Override
    public Boolean call() throws Exception {
      Captured captured = ContextPropagator.present().capture();
      Thread thread = Thread.currentThread();
      ClassLoader own = thread.getContextClassLoader();
      thread.setContextClassLoader(null);
      try {
        return captured.call(() -> thread.getContextClassLoader() == own);
      } finally {
        thread.setContextClassLoader(own);
      }
    }
  }

  /** A provider of an application. */
  public static final class SystemProperty implements ContextPropagator {
    static final String KEY = "dev.offload.ContextPropagatorTest";

    @Override
    public Captured capture() {
      return new Captured() {
        @Override
        public <T> T call(Callable<T> work) throws Exception {
          System.setProperty(KEY, "carried");
          return work.call();
        }
      };
    }
  }

  /** A provider that cannot be made. */
  public static final class Broken implements ContextPropagator {
    public Broken() {
      throw new IllegalStateException("on purpose");
    }

    @Override
    public Captured capture() {
      throw new AssertionError("asked");
    }
  }

  private ContextPropagator logging(String name) {
    return () -> {
      log.add("capture " + name);
      return new Logged(name);
    };
  }

  private final class Logged implements Captured {
    private final String name;

    Logged(String name) {
      this.name = name;
    }

    @Override
    public <T> T call(Callable<T> work) throws Exception {
      log.add("set " + name);
      try {
        return work.call();
      } finally {
        log.add("reset " + name);
      }
    }
  }
}
